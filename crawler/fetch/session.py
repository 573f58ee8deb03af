"""Sessions of HTTP whose connections our line opens, with what a portal is allowed of TLS."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

from crawler.fetch.body import ACCEPTED
from crawler.fetch.connection import Line
from crawler.fetch.tls import Allowance


def session(line: Line, user_agent: str, tls: Allowance, own_hosts: Sequence[str]) -> requests.Session:
    """For the requests of one portal, on its line. Raises ConfigError for a file that is no certificate."""
    session = requests.Session()
    # A proxy of the environment would resolve names behind the guard's back; .netrc would send passwords.
    session.trust_env = False
    session.headers.update({"User-Agent": user_agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"})
    adapter = _Adapter(line, tls)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    if fingerprint := tls.fingerprint:
        for host in own_hosts:
            session.mount(f"https://{host}/", _Adapter(line, tls, fingerprint))
    return session


class _Adapter(HTTPAdapter):
    """Makes requests' pools connect through our line."""

    def __init__(self, line: Line, tls: Allowance, fingerprint: str | None = None) -> None:
        self._line = line
        self._tls = tls
        self._fingerprint = fingerprint
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = context = create_urllib3_context()
        self._tls.widen(context)
        if self._fingerprint:
            kwargs["assert_fingerprint"] = self._fingerprint
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._line)

    def send(self, request: Any, *args: Any, **kwargs: Any) -> requests.Response:
        # Who shows this very certificate is believed; urllib3 compares it before anything is sent.
        return super().send(request, *args, **kwargs | ({"verify": False} if self._fingerprint else {}))


def _pools(line: Line) -> dict[str, type[HTTPConnectionPool]]:
    """Pools whose connections belong to `line`; urllib3 wants classes here."""

    class Plain(_Watched, HTTPConnection):
        pass

    class Secure(_Watched, HTTPSConnection):
        pass

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    Plain.line = Secure.line = line
    return {"http": PlainPool, "https": SecurePool}


class _Watched(HTTPConnection):
    """A connection the line opens and can hang up on, from the first byte of a handshake to the last."""

    line: Line
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        timeout = self.timeout if isinstance(self.timeout, (int, float)) else None
        sock = self.line.connect(self._dns_host, self.port, timeout)
        self._handle = sock.dup()
        self.line.use(self._handle)
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self._handle is not None:
            self.line.use(self._handle)
        super().request(*args, **kwargs)

    def close(self) -> None:
        if self._handle is not None:
            self.line.release(self._handle)
            self._handle = None
        super().close()
