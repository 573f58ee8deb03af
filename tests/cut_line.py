"""A line to a server that can be cut and mended: TCP on loopback, passed on as it comes."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit


class CutLine:
    """Listens at `url` for as long as it is open."""

    def __init__(self, to: str) -> None:
        parts = urlsplit(to)
        self._to = (parts.hostname or "", parts.port or 0)
        self._port = 0
        self._open: list[socket.socket] = []
        self.stalled = False
        self.mend()
        self.url = f"{parts.scheme}://127.0.0.1:{self._port}"

    def mend(self) -> None:
        """Listen, again at the same port."""
        self.stalled = False
        self._listener = socket.create_server(("127.0.0.1", self._port), reuse_port=False)
        self._port = self._listener.getsockname()[1]
        Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Refuse, and end what is under way."""
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def stall(self) -> None:
        """Take what is asked, and pass nothing on."""
        self.stalled = True

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self._to)
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=_pass_on, args=(self, one, other), daemon=True).start()


def _pass_on(line: CutLine, one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            if not line.stalled:
                other.sendall(piece)
        other.shutdown(socket.SHUT_WR)
