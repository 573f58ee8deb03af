"""Serves a portal over HTTP on loopback, as a static web server would."""

from __future__ import annotations

from datetime import date, datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from urllib.parse import urlsplit

from sample_portal.portal import Portal
from sample_portal.records import Advance, Resource
from sample_portal.render import missing_page


def _http_date(day: date) -> str:
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=timezone.utc), usegmt=True)


class _Site(ThreadingHTTPServer):
    def __init__(self, address: tuple[str, int], portal: Portal, log: bool) -> None:
        super().__init__(address, _Handler)
        self.portal = portal
        self.log = log


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits 40 ms for the client's acknowledgement
    server_version = "nginx"
    sys_version = ""
    server: _Site

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        if self.server.log:
            super().log_message(format, *args)

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        portal = self.server.portal
        resource = portal.pages.get(f"{path}index.html" if path.endswith("/") else path)
        if resource is None:
            status = portal.gone.get(path, 404)
            self._send(status, missing_page(status), {"Content-Type": "text/html; charset=utf-8"})
        elif self._has_it(resource):
            self._send(304, b"", self._validators(resource))
        else:
            headers = {"Content-Type": resource.content_type, **self._validators(resource)}
            self._send(200, resource.body, headers)

    @staticmethod
    def _validators(resource: Resource) -> dict[str, str]:
        return {"ETag": f'"{resource.etag}"', "Last-Modified": _http_date(resource.last_modified)}

    def _has_it(self, resource: Resource) -> bool:
        """Whether the client's copy is still good; an ETag decides before a date does (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return not known.isdisjoint({"*", f'"{resource.etag}"'})
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return resource.last_modified <= parsedate_to_datetime(since).date()
        except ValueError:
            return False

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class PortalServer:
    """A running portal; a context manager that stops it."""

    def __init__(self, portal: Portal, host: str, port: int, log: bool) -> None:
        self.portal = portal
        self._site = _Site((host, port), portal, log)
        self.url = f"http://{host}:{self._site.server_port}/"
        self._thread = Thread(target=self._site.serve_forever, name="sample-portal", daemon=True)
        self._thread.start()

    def advance(self) -> Advance:
        """Let the site change while it is served."""
        return self.portal.advance()

    def close(self) -> None:
        """Stop answering and free the port."""
        self._site.shutdown()
        self._site.server_close()
        self._thread.join()

    def __enter__(self) -> PortalServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(portal: Portal, host: str = "127.0.0.1", port: int = 0, *, log: bool = False) -> PortalServer:
    """Serve a portal in a thread of its own; port 0 takes any free one. OSError when the port is taken."""
    return PortalServer(portal, host, port, log)
