"""The interface on a port, with waitress."""

from __future__ import annotations

import errno
import socket
from types import TracebackType

from waitress.server import create_server  # type: ignore[import-untyped]

from corpus.config import Config
from search_web.app import create_app
from search_web.duplicates.submitted import MOST_TEXT_BYTES
from search_web.shared.errors import AddressUnusable, PortTaken
from search_web.shared.services import EXTENSION, ReadFile

LONGEST_HEADER = 1 << 20
"""Bytes of a request's head: an over-long address then reaches us and gets a page in Chinese."""

MOST_OVER = 2
"""How many times the largest body a request may bring before it is cut off: up to there it gets a sentence in
Chinese that says what is too large. A guess."""

HIGHEST_PORT = 65535
"""TCP has sixteen bits for it (RFC 9293, 3.1)."""


class WebServer:
    """A listening interface; `run` answers requests until Ctrl-C or `close`."""

    def __init__(
        self,
        config: Config,
        host: str | None = None,
        port: int | None = None,
        read_file: ReadFile | None = None,
    ) -> None:
        """Listen; port 0 takes a free one. Raises PortTaken or AddressUnusable."""
        host = config.web.host if host is None else host
        port = config.web.port if port is None else port
        listening = _listen(host, port)
        try:
            self._app = create_app(config, read_file)
        except BaseException:
            listening.close()
            raise
        self._server = create_server(
            self._app,
            sockets=[listening],
            threads=max(1, config.web.threads),
            ident="gongkai",
            max_request_header_size=LONGEST_HEADER,
            max_request_body_size=MOST_OVER * (config.crawl.max_attachment_bytes + MOST_TEXT_BYTES),
            # Forwarding headers are read only to refuse (`shared.staff_access`), so let them through.
            clear_untrusted_proxy_headers=False,
        )
        self.url = f"http://{_for_people(host)}:{listening.getsockname()[1]}/"

    def __enter__(self) -> WebServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self) -> None:
        """Answer until interrupted."""
        self._server.run()

    def close(self) -> None:
        """Stop listening and give the store back."""
        self._server.close()
        self._app.extensions[EXTENSION].close()


def serve(
    config: Config, host: str | None = None, port: int | None = None, read_file: ReadFile | None = None
) -> WebServer:
    """Listen; a context manager with `.url`, whose `.run()` answers until interrupted.

    `read_file` reads what staff upload; without one, uploads are not offered.
    """
    return WebServer(config, host, port, read_file)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; waitress would leave its own open when it fails."""
    if not 0 <= port <= HIGHEST_PORT:
        raise AddressUnusable(host, port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        raise (PortTaken if taken else AddressUnusable)(host, port) from error


def _for_people(host: str) -> str:
    """An address that a browser on this machine can open."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
