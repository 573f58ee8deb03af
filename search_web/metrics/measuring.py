"""Counts requests as they pass: how many, how long they took, what they found, which were refused."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

from search_web.metrics.counts import Counts
from search_web.shared.noted import FOUND, LIMITED, REMEMBERED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KINDS = (
    ("/api/v1/suggest", "suggest"),
    ("/terminal/words", "suggest"),
    ("/search", "search"),
    ("/api/v1/search", "search"),
    ("/terminal/view", "search"),
    ("/document", "document"),
    ("/staff", "staff"),
)
"""By what their paths begin with."""


class Measuring:
    """A WSGI application around the interface."""

    def __init__(self, application: WSGIApplication, counts: Counts, waited: str, shed: str) -> None:
        """`waited`, `shed`: where the environment says for how many seconds, and that one was refused."""
        self._application = application
        self._counts = counts
        self._waited = waited
        self._shed = shed

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, and count it once its head is known and its body made."""
        began = monotonic() - environ.get(self._waited, 0.0)
        statuses: list[int] = []

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            statuses.append(int(status.partition(" ")[0]))
            return start_response(status, headers, *rest)

        answer = self._application(environ, begin)
        self._count(environ, statuses[-1] if statuses else 500, monotonic() - began)
        return answer

    def _count(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        if environ.get(self._shed):
            self._counts.add("overload")
            return
        if environ.get(LIMITED):
            self._counts.add("limit")
            return
        self._counts.answered(kind_of(environ.get("PATH_INFO", "")), status, seconds)
        if (found := environ.get(FOUND)) is not None:
            self._counts.add("found" if found else "empty")
        if environ.get(REMEMBERED):
            self._counts.add("remembered")


def kind_of(path: str) -> str:
    """One of `counts.KINDS`."""
    return next((kind for begins, kind in KINDS if path.startswith(begins)), "other")
