"""Whole pages, kept as they were sent while all that they were made of stays as it is.

By all processes that serve together, where the system has memory for that. Nothing of what somebody signed
in is shown is kept, and nothing that sets a cookie. What every answer does besides (limits, counts, headers,
304) is done of a kept page too: it goes the way of any other.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeAlias

from flask import Flask, Response, current_app, g, request

from corpus.clock import today
from corpus.errors import ConfigError
from search_web.shared import noted
from search_web.shared.display import chosen
from search_web.shared.headers import PRIVATE_CACHE
from search_web.shared.hurry import HURRIED, hurried
from search_web.shared.shared_memory import NAME_BYTES, SharedMemory
from search_web.shared.staff_access import COOKIE

EXTENSION = "gongkai.pages"
"""Its key in `app.extensions`."""

Key: TypeAlias = tuple[Hashable, ...]

Told: TypeAlias = dict[str, Any]
"""What JSON holds."""


@dataclass(frozen=True, slots=True)
class Page:
    """As it was sent."""

    body: bytes
    kind: str
    encoding: str | None
    tag: str
    told: Told
    """By the one who made it, to whoever shows it again."""
    notes: dict[str, Any]
    """Of this process alone, for the next time."""

    def response(self) -> Response:
        """To be sent again."""
        noted.remembered()
        response = Response(self.body, content_type=self.kind)
        response.headers["ETag"] = self.tag
        if self.encoding:
            response.headers["Content-Encoding"] = self.encoding
        return response


class PageMemory:
    """The pages shown last, of one state: another has none of them. For several threads."""

    def __init__(self, memory: SharedMemory) -> None:
        self._memory = memory
        self._lock = Lock()
        self._state: tuple[Hashable, bytes] = (None, b"")

    def get(self, of: Hashable, key: Key) -> Page | None:
        """The page that was made last, whether or not what it shows still stands so."""
        entry = self._memory.get(self._name(of, key))
        if entry is None:
            return None
        line, _, body = entry.content.partition(b"\n")
        kind, encoding, tag, told = json.loads(line)
        return Page(body, kind, encoding, tag, told, entry.notes)

    def keep(self, of: Hashable, key: Key, page: Page) -> None:
        """In place of the ones that were not asked for the longest."""
        line = json.dumps([page.kind, page.encoding, page.tag, page.told]).encode()
        self._memory.put(self._name(of, key), line + b"\n" + page.body)

    def _name(self, of: Hashable, key: Key) -> bytes:
        """The same in every process."""
        with self._lock:
            if not self._state[1] or of != self._state[0]:
                self._state = (of, _digest(repr(of).encode()))
            state = self._state[1]
        return _digest(state + repr(key).encode())


def kept(of: Hashable) -> Page | None:
    """The page that was made for this request before, of the present state; None where there is none.

    Made in haste it does for who is in haste.
    `of`: what pages are made of, documents apart; its `repr` is the same in every process.
    """
    key = _key()
    if key is None:
        return None
    page = _memory().get(of, key)
    return _memory().get(of, (*key, HURRIED)) if page is None and hurried() else page


def keep(of: Hashable, told: Told, *, in_haste: bool) -> None:
    """Have the page that answers this request kept, if it becomes one.

    `in_haste`: for those who are in haste alone, since something was left out of it.
    """
    g.made = of, told, in_haste


def reserved(file: int, megabytes: int) -> SharedMemory:
    """`file`: as in SharedMemory. Raises ConfigError where the system does not give so much."""
    try:
        return SharedMemory(file, megabytes * 1_000_000)
    except OSError as error:
        problem = f"是 {megabytes}，系统给不出这么多内存。请改小（单位 MB），或写 0，不保留页面。"
        raise ConfigError("web.page_memory_mb", problem) from error


def install(app: Flask, memory: SharedMemory) -> None:
    """Before what changes a page last, so that it is kept as it is sent."""
    app.extensions[EXTENSION] = PageMemory(memory)
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
    of, told, in_haste = made
    key = (*key, HURRIED) if in_haste else key
    tag, encoding = response.headers.get("ETag", ""), response.headers.get("Content-Encoding")
    _memory().keep(of, key, Page(response.get_data(), response.content_type or "", encoding, tag, told, {}))
    return response


def _key() -> Key | None:
    """All that a page depends on of who asks, where and when; None where it is for one person."""
    if request.method != "GET" or COOKIE in request.cookies:
        return None
    address = (request.scheme, request.host, request.script_root, request.path, request.query_string)
    return (*address, chosen().words, bool(request.accept_encodings.quality("gzip")), today())


def _digest(said: bytes) -> bytes:
    return blake2b(said, digest_size=NAME_BYTES).digest()
