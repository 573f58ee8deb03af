"""A portal in memory: its answers by address, and the truth about its documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from markupsafe import escape

from sample_portal.body import to_html
from sample_portal.load import load_postings
from sample_portal.records import Posting


@dataclass(frozen=True, slots=True)
class Site:
    """Answers by path, with the query where it matters; what a POST of a page's number answers."""

    pages: Mapping[str, bytes]
    titles: Mapping[str, str]
    """Address of each document to the title that a reader sees."""
    without_text: frozenset[str] = frozenset()
    """Documents that are a picture or a file."""
    posted: Mapping[str, Sequence[bytes]] | None = None
    """Channel to the answers for its pages."""

    @contextmanager
    def served(self) -> Iterator[str]:
        """The portal on loopback; gives its address."""
        with ThreadingHTTPServer(("127.0.0.1", 0), _handler(self)) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()


_PICTURE = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
"""A GIF of one pixel."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.endswith((".jpg", ".gif")):
                return self._answer(_PICTURE)
            found = site.pages.get(self.path) or site.pages.get(path)
            return self._answer(found or site.pages.get(f"{path.rstrip('/')}/index.html"))

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
            pages = (site.posted or {}).get(body.get("channelCode[]", [""])[0], ())
            number = int(body.get("current", ["1"])[0]) - 1
            self._answer(pages[number] if number < len(pages) else None)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Say nothing."""

        def _answer(self, body: bytes | None) -> None:
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "application/json" if body and body[:1] == b"{" else "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

    return Handler


def columns(names: Sequence[str], most: int) -> dict[str, list[Posting]]:
    """The county's postings dealt out to columns of so many each, newest first."""
    postings = sorted(load_postings(1), key=lambda p: (p.published_on, p.number), reverse=True)
    dealt = {name: postings[at :: len(names)][:most] for at, name in enumerate(names)}
    return {name: found for name, found in dealt.items() if found}


def sheets(postings: Sequence[Posting], size: int) -> list[Sequence[Posting]]:
    """Postings cut into the pages of a list."""
    return [postings[at : at + size] for at in range(0, len(postings), size)]


def text(posting: Posting) -> str:
    """The body's markup."""
    return str(to_html(posting.text))


def title(posting: Posting) -> str:
    """The title on one line, escaped."""
    return str(escape(posting.plain_title))


def html(name: str, body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    """A page."""
    shell = (
        f"<html><head><meta charset='{encoding}'><title>{name}</title>{head}</head><body>{body}</body></html>"
    )
    return shell.encode(encoding, "replace")
