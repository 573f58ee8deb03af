"""Whole pages, kept as they were sent while all that they were made of stays as it is.

Nothing of what somebody signed in is shown is kept, and nothing that sets a cookie. What every answer does
besides (limits, counts, headers, 304) is done of a kept page too: it goes the way of any other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from flask import Flask, Response, current_app, g, request

from corpus.clock import today
from search_web.shared import noted
from search_web.shared.display import chosen
from search_web.shared.headers import PRIVATE_CACHE
from search_web.shared.staff_access import COOKIE

EXTENSION = "gongkai.pages"
"""Its key in `app.extensions`."""

BESIDES = 3_000
"""Bytes that a page takes beside its own and its address: what it was made of, and objects. A guess."""

Key: TypeAlias = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a page was made of, and what is to be done whenever it is shown."""

    of: Hashable
    """Another one makes every page that was kept before worthless."""
    is_current: Callable[[], bool]
    """Whether what it shows still stands so. Raises StoreError."""
    shown: Callable[[], None]
    """Called for each showing, but not for the first."""


@dataclass(frozen=True, slots=True)
class Page:
    """As it was sent."""

    made: Made
    body: bytes
    kind: str
    encoding: str | None
    tag: str


class PageMemory:
    """The pages shown last, up to so many bytes together; of one state, and another begins anew.

    For several threads.
    """

    def __init__(self, most_bytes: int) -> None:
        """0 keeps nothing."""
        self._most = most_bytes
        self._lock = Lock()
        self._of: Hashable = None
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    def get(self, of: Hashable, key: Key) -> Page | None:
        """The page, if it still shows what is."""
        with self._lock:
            self._begin(of)
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
        if page.made.is_current():
            return page
        with self._lock:
            if self._pages.get(key) is page:
                self._forget(key)
        return None

    def keep(self, key: Key, page: Page) -> None:
        """In place of the ones that were not asked for the longest."""
        with self._lock:
            if page.made.of != self._of or _size(key, page) > self._most:
                return
            if key in self._pages:
                self._forget(key)
            self._pages[key] = page
            self._bytes += _size(key, page)
            while self._bytes > self._most:
                self._forget(next(iter(self._pages)))

    def _begin(self, of: Hashable) -> None:
        if of != self._of:
            self._of = of
            self._pages.clear()
            self._bytes = 0

    def _forget(self, key: Key) -> None:
        self._bytes -= _size(key, self._pages.pop(key))


def kept(of: Hashable) -> Response | None:
    """The page that was made for this request before, of the present state; None where there is none."""
    if (key := _key()) is None:
        return None
    page = _memory().get(of, key)
    if page is None:
        return None
    page.made.shown()
    noted.remembered()
    response = Response(page.body, content_type=page.kind)
    response.headers["ETag"] = page.tag
    if page.encoding:
        response.headers["Content-Encoding"] = page.encoding
    return response


def keep(made: Made) -> None:
    """Have the page that answers this request kept, if it becomes one."""
    g.made = made


def install(app: Flask, most_bytes: int) -> None:
    """Before what changes a page last, so that it is kept as it is sent."""
    app.extensions[EXTENSION] = PageMemory(most_bytes)
    app.after_request(_keep)


def _memory() -> PageMemory:
    memory: PageMemory = current_app.extensions[EXTENSION]
    return memory


def _keep(response: Response) -> Response:
    made, key = g.get("made"), _key()
    if made is None or key is None or response.status_code != 200 or response.is_streamed:
        return response
    if "Set-Cookie" in response.headers or response.headers.get("Cache-Control") == PRIVATE_CACHE:
        return response
    tag, encoding = response.headers.get("ETag", ""), response.headers.get("Content-Encoding")
    page = Page(made, response.get_data(), response.content_type or "", encoding, tag)
    _memory().keep(key, page)
    return response


def _key() -> Key | None:
    """All that a page depends on of who asks, where and when; None where it is for one person."""
    if request.method != "GET" or COOKIE in request.cookies:
        return None
    address = (request.scheme, request.host, request.script_root, request.path, request.query_string)
    return (*address, chosen().words, bool(request.accept_encodings.quality("gzip")), today())


def _size(key: Key, page: Page) -> int:
    return len(page.body) + sum(len(part) for part in key if isinstance(part, str | bytes)) + BESIDES
