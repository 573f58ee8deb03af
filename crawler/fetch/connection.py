"""The connection itself: only to addresses the guard let through, and cut at the deadline."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from crawler.fetch.errors import FetchError, TimedOut, Unreachable
from crawler.fetch.guard import Guard
from crawler.fetch.tls import Certificate, said_of

LOOKING = 5.0
"""Seconds that are spent on a look at a certificate which was refused. A guess."""


class Line:
    """Makes the sockets of one client, and hangs up on the one in use when its time is over."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._released: socket.socket | None = None
        self._overdue = False
        self.url = ""
        """What is being fetched, for errors."""

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """A socket to the very address that was checked, so that DNS cannot change in between."""
        failure: OSError = OSError()
        for family, address in self._guard.addresses(host, port, self.url):
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(timeout)
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        if isinstance(failure, TimeoutError):
            raise TimedOut(self.url, timeout or 0)
        raise Unreachable(self.url, failure.strerror or "连接失败")

    def certificate(self, url: str) -> Certificate:
        """What the certificate behind an address says; it is looked at, and nothing is sent."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        looking.check_hostname, looking.verify_mode = False, ssl.CERT_NONE
        try:
            sock = self.connect(host, parts.port or 443, LOOKING)
            with sock, looking.wrap_socket(sock, server_hostname=host) as shown:
                return said_of(shown.getpeercert(binary_form=True) or b"")
        except (OSError, FetchError):
            return Certificate()

    def use(self, handle: socket.socket) -> None:
        """Say which socket the present request runs on, by a duplicate: TLS takes the original."""
        with self._lock:
            if self._released is not None and handle is not self._released:
                self._released.close()
                self._released = None
            self._handle = handle
            if self._overdue:
                _hang_up(handle)

    def release(self, handle: socket.socket) -> None:
        """Close a duplicate whose connection ends: at once, or after the answer that is still being read."""
        with self._lock:
            if handle is self._handle:
                self._released = handle
            else:
                handle.close()

    @property
    def overdue(self) -> bool:
        """Whether the present request ran out of time."""
        return self._overdue

    @contextmanager
    def deadline(self, url: str, seconds: float) -> Iterator[None]:
        """Hang up after so many seconds, wherever the answer hangs: handshake, headers or body."""
        self.url, self._overdue = url, False
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            self._handle = None
            if self._released is not None:
                self._released.close()
                self._released = None

    def _expire(self) -> None:
        with self._lock:
            self._overdue = True
            if self._handle is not None:
                _hang_up(self._handle)


def _hang_up(handle: socket.socket) -> None:
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # The other side, or the pool, was faster.
