"""More than can be answered: what waited too long is told so at once, so that the rest is answered soon."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

from search_web.shared.hurry import HURRIED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WAITED = "gongkai.waited"
"""In a request's environment: seconds from its last byte until somebody had time for it."""

SHED = "gongkai.shed"
"""In the environment of one that was told to come again, for who counts."""

REFUSED = "gongkai.refused"
"""In the environment of one that is not begun, whatever it is: it was refused when it came."""

ALONE = "gongkai.alone"
"""In the environment of one that nobody was before when it came: if it waits, it is for the machine."""

MOST_WAITED = 0.3
"""Seconds that a search may have to wait under overload: with its own time that is half a second. A guess."""

HURRIED_FROM = 0.02
"""Seconds of waiting from which a search is answered in haste: two pages or so are before it. A guess."""

HURRY_LASTS = 1.0
"""Seconds for which searches are answered in haste after one that had to be: what is taken whole between two
of a crowd keeps the next ones waiting. Of a crowd's new questions, beside vectors, half were answered within
64 ms without, within 5 ms with it."""

NO_WAIT = 0.05
"""Seconds of waiting at which overload is over. A guess."""

GRACE = 1.0
"""Seconds for which requests have to have waited too long before it is overload, and that one may have to
wait until then: a class that begins at the bell is none, and is answered a little later. A guess."""

LATEST_COUNTS = 0.1
"""How much the latest search tells of how long the next will take: some ten of them do. A guess."""

COSTLY = (
    "/search",
    "/api/v1/search",
    "/api/v1/suggest",
    "/catalogue/export",
    "/terminal/view",
    "/terminal/words",
)
"""What is refused; documents, the catalogue and health cost little and are answered whatever happens."""

RETRY_AFTER = "2"
"""Seconds. A guess."""

PAGE = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>访问的人太多</title>"
    "<h1>访问的人太多</h1><p>检索暂时排不上队，请过几秒再试。文件的页面和目录仍可查看。"
).encode()
JSON = '{"error":"访问的人太多。请过几秒再试。"}'.encode()


class Shedding:
    """A WSGI application in front of the interface."""

    def __init__(self, application: WSGIApplication, threads: int = 1) -> None:
        """`threads`: requests answered side by side."""
        self._application = application
        self._threads = threads
        self._late_since: float | None = None
        self._hurry_until = 0.0
        self._seconds = 0.0
        """That a search took, by the last ones."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass on what can be answered in time."""
        path, waited, began = environ.get("PATH_INFO", ""), environ.get(WAITED, 0.0), monotonic()
        costly = path.startswith(COSTLY)
        if costly and waited >= HURRIED_FROM and not environ.get(ALONE):
            self._hurry_until = began + HURRY_LASTS
        environ[HURRIED] = costly and began < self._hurry_until
        if environ.get(REFUSED) or (self._is_too_much(waited, began) and costly):
            environ[SHED] = True
            return _refuse(path, start_response)
        answer = self._application(environ, start_response)
        if costly:
            self._seconds += LATEST_COUNTS * (monotonic() - began - self._seconds)
        return answer

    def refuses(self, path: str, waiting: int, longest: float) -> bool:
        """Whether one that comes now is told at once.

        Because of what it would have to wait, by how many wait already, and for how long the first of them.
        """
        if not path.startswith(COSTLY):
            return False
        late = self._late_since is not None and monotonic() - self._late_since > GRACE
        expected = max(longest, waiting * self._seconds / self._threads)
        return expected > (MOST_WAITED if late else GRACE)

    def _is_too_much(self, waited: float, now: float) -> bool:
        """As queues of routers are managed (CoDel, RFC 8289): by how long the wait has been too long."""
        since = self._late_since
        if waited < NO_WAIT:
            self._late_since = None
        if waited <= MOST_WAITED:
            return False
        if since is None:
            self._late_since = since = now
        return now - since > GRACE


def _refuse(path: str, start_response: StartResponse) -> Iterable[bytes]:
    said: Any = ("application/json", JSON) if path.startswith("/api/") else ("text/html; charset=utf-8", PAGE)
    kind, body = said
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    start_response(
        "503 Service Unavailable",
        [*headers, ("Retry-After", RETRY_AFTER), ("Cache-Control", "no-store")],
    )
    return [body]
