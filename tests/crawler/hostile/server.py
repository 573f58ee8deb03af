"""A small HTTP server on loopback that misbehaves as told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Seen:
    """A request that came."""

    path: str
    headers: Mapping[str, str]
    client_address: tuple[str, int]
    body: bytes = b""


class Exchange(BaseHTTPRequestHandler):
    """One request; a test's handler answers it with the helpers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: HostileServer
    body = b""

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append(Seen(self.path, dict(self.headers), self.client_address, self.body))
        routes, path = self.server.routes, self.path
        handler = routes.get(path) or routes.get(path.partition("?")[0], self.server.otherwise)
        try:
            handler(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        """A whole, honest answer; `Content_Type="…"` sets that header."""
        body = body.encode() if isinstance(body, str) else body
        self.begin(
            status, **{"Content_Type": "text/html; charset=utf-8", **headers}, Content_Length=str(len(body))
        )
        self.wfile.write(body)

    def begin(self, status: int = 200, **headers: str) -> None:
        """The status and headers alone."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def redirect(self, target: str, status: int = 302) -> None:
        """An answer that leads elsewhere."""
        self.answer(b"", status, Location=target)

    def hold(self) -> None:
        """Say nothing more until the server ends."""
        self.server.ended.wait()
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


Handler = Callable[[Exchange], None]


def missing(exchange: Exchange) -> None:
    """404, as for a path nobody set."""
    exchange.answer("没有这个页面", 404)


class HostileServer(ThreadingHTTPServer):
    """Routes are handlers; `seen` holds the requests that came."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.routes: dict[str, Handler] = {}
        self.otherwise: Handler = missing
        self.seen: list[Seen] = []
        self.ended = threading.Event()

    @property
    def host(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """The address of the root, without a slash."""
        return f"http://{self.host}"

    @property
    def paths(self) -> list[str]:
        """Paths asked for, in order, without robots.txt."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    def page(self, path: str, body: bytes | str, **headers: str) -> None:
        """Serve a fixed page."""
        self.routes[path] = lambda exchange: exchange.answer(body, 200, **headers)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def hostile_server() -> Iterator[HostileServer]:
    """A running server; it ends with the block."""
    with HostileServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


@contextmanager
def silent_port() -> Iterator[str]:
    """host:port of a socket that accepts and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
