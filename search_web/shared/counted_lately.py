"""What was counted a moment ago, in a file that all processes of a service share: it is not counted twice.

It holds digests under a key of its own, no words, and only of this span and the one before; then it is empty.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

KEY_BYTES = 16
DIGEST_BYTES = 16
SPAN_BYTES = 8
"""Of the file: a key, then spans with digests, which are told apart and need stand no attack for long."""

Asking = tuple[int, str]
"""The number of a span, and a query that was asked in it."""


class CountedLately:
    """One for each process; the file is the same for all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = b""

    def count(self, askings: Iterable[Asking], now: int, add: Callable[[list[Asking]], None]) -> bool:
        """`add` what nobody counted yet, while other processes wait; what it raises leaves all uncounted.

        Whether anything was counted since the last time, by this process or another. Raises OSError.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            before = file.read()
            marks = _marks(before, now)
            key = before[:KEY_BYTES] if marks else secrets.token_bytes(KEY_BYTES)
            fresh = {_mark(key, asking): asking for asking in askings}
            fresh = {mark: asking for mark, asking in fresh.items() if mark not in marks}
            if fresh:
                add(list(fresh.values()))
            marks |= {mark for mark in fresh if _span(mark) >= now - 1}
            after = key + b"".join(sorted(marks)) if marks else b""
            if after != before:
                file.seek(0)
                file.truncate()
                file.write(after)
        changed = after != self._seen
        self._seen = after
        return changed


def _mark(key: bytes, asking: Asking) -> bytes:
    span, query = asking
    digest = hashlib.blake2b(query.encode("utf-8", "replace"), key=key, digest_size=DIGEST_BYTES).digest()
    return span.to_bytes(SPAN_BYTES, "big") + digest


def _span(mark: bytes) -> int:
    return int.from_bytes(mark[:SPAN_BYTES], "big")


def _marks(content: bytes, now: int) -> set[bytes]:
    """Those of this span and the one before; spans to come are of another clock."""
    size = SPAN_BYTES + DIGEST_BYTES
    places = range(KEY_BYTES, len(content) - size + 1, size)
    marks = (content[place : place + size] for place in places)
    return {mark for mark in marks if now - 1 <= _span(mark) <= now}
