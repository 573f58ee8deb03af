"""What is still to be visited, in the order in which it is best visited."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from enum import IntEnum

from corpus.addresses import identity
from corpus.records import Entry
from crawler.walk.column import Column


class Rank(IntEnum):
    """Columns first, so that a document is met with the column that lists it; older list pages last."""

    PAGE = 0
    DOCUMENT = 1
    FURTHER = 2


@dataclass(slots=True)
class Candidate:
    """An address to visit, with what is known of it."""

    url: str
    rank: Rank
    depth: int
    """Links from the home page; pages of one column share theirs."""
    text: str = ""
    """Words of the link."""
    entry: Entry | None = None
    """As a list names it."""
    column: Column | None = None
    """The first column that lists it or, for a further page, the one it belongs to."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields to POST; empty for a GET."""
    is_list: bool = False
    """Something said that it is a list: a script, a feed, a former crawl."""
    found_on: str | None = None
    """The page that links to it."""


class Frontier:
    """Candidates by rank, then first come, first served; each address waits once."""

    def __init__(self) -> None:
        self._heap: list[tuple[Rank, int, str]] = []
        self._waiting: dict[str, Candidate] = {}
        self._count = 0

    def add(self, candidate: Candidate) -> bool:
        """Queue an address; one that waits already learns what it did not know. True when it is new."""
        key = identity(candidate.url)
        known = self._waiting.get(key)
        if known is not None:
            if known.entry is None and candidate.entry is not None:
                known.entry, known.column = candidate.entry, candidate.column
            return False
        self._waiting[key] = candidate
        self._count += 1
        heapq.heappush(self._heap, (candidate.rank, self._count, key))
        return True

    def pop(self) -> Candidate | None:
        """The next to visit, or None when nothing waits."""
        if not self._heap:
            return None
        return self._waiting.pop(heapq.heappop(self._heap)[2])
