"""Who asked for what, in the format of other servers ("combined"), without what people searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from corpus.clock import CHINA
from corpus.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECRET = lazy_regex(r"(?<=/staff/enter/).+")
"""Lets somebody in once; a log is no place for it."""


class AccessLog:
    """A WSGI application around the interface; it writes a line for each request to the end of a file.

    The file is opened by its name for each line, so that it may be rotated without telling anybody. One that
    cannot be written keeps nobody from being answered.
    """

    def __init__(self, application: WSGIApplication, path: Path) -> None:
        self._application = application
        self._path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, and write it down once the head of the answer is known."""

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            length = next((value for name, value in headers if name.lower() == "content-length"), "-")
            self._write(line(environ, status.partition(" ")[0], length))
            return start_response(status, headers, *rest)

        return self._application(environ, begin)

    def _write(self, said: str) -> None:
        with suppress(OSError), self._path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(said)


def line(environ: WSGIEnvironment, status: str, length: str) -> str:
    """One request."""
    moment = datetime.now(CHINA).strftime("%d/%b/%Y:%H:%M:%S %z")
    path = SECRET.sub("-", environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))
    # A path arrives as Latin-1, whatever its bytes are (PEP 3333).
    asked = quote(path.encode("latin-1", "replace"))
    referrer = _without_query(environ.get("HTTP_REFERER", ""))
    told = f"{environ.get('REQUEST_METHOD', '-')} {asked} {environ.get('SERVER_PROTOCOL', '-')}"
    agent = environ.get("HTTP_USER_AGENT", "") or "-"
    quoted = " ".join(f'"{_harmless(value)}"' for value in (referrer or "-", agent))
    return (
        f'{environ.get("REMOTE_ADDR", "-")} - - [{moment}] "{_harmless(told)}" {status} {length} {quoted}\n'
    )


def _without_query(address: str) -> str:
    """The page that led here, without its query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts._replace(query="", fragment="").geturl()


def _harmless(text: str) -> str:
    """No line and no field of a log can be forged with it."""
    return re.sub(r'[\x00-\x1f\x7f-\x9f"\\]', lambda found: f"\\x{ord(found[0]):02x}", text)
