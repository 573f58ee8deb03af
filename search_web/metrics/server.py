"""The address of the figures: every process that serves listens there, and one of them answers for all."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread, Timer
from typing import Any

from search_web.metrics.exposition import CONTENT_TYPE

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
"""For a request to come and its answer to be taken, and in the end for what is being answered. A guess."""

PATH = "/metrics"


class MetricsServer:
    """Answers from a thread of its own, one after the other, from `start` to `close`."""

    def __init__(self, listening: socket.socket, text: Callable[[], str]) -> None:
        """`text` is asked for each answer. The socket is closed in the end."""
        # Another process may take what this one was woken for.
        listening.setblocking(False)
        self._server = _Server(listening, text)
        self._thread = Thread(target=self._server.serve_forever, name="metrics", daemon=True)

    def start(self) -> None:
        """From now on."""
        self._thread.start()

    def close(self) -> None:
        """What is being answered is waited for, within bounds."""
        if self._thread.is_alive():
            # It returns when the thread has ended.
            Thread(target=self._server.shutdown, daemon=True).start()
            self._thread.join(PATIENCE_SECONDS)
        self._server.server_close()


class _Server(HTTPServer):
    def __init__(self, listening: socket.socket, text: Callable[[], str]) -> None:
        super().__init__(listening.getsockname()[:2], _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.text = text

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who went away is no fault; what else it was is told in the log."""
        if not isinstance(sys.exc_info()[1], OSError):
            _log.exception("the figures could not be told")


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def setup(self) -> None:
        super().setup()
        self._late = Timer(PATIENCE_SECONDS, self._cut)
        self._late.daemon = True
        self._late.start()

    def finish(self) -> None:
        self._late.cancel()
        super().finish()

    def _cut(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_GET(self) -> None:
        if self.path.partition("?")[0] != PATH:
            self.send_error(404)
            return
        body = self.server.text().encode()
        self.send_response(200)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nobody reads it."""
