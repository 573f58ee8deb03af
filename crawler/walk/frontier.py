"""What is still to be visited, in the order in which it is best visited."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import chain, islice

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
    changed_on: date | None = None
    """When it last changed, as a sitemap says."""


class Frontier:
    """Candidates by rank, then first come, first served; each address waits once."""

    def __init__(self) -> None:
        self._waiting: dict[Rank, OrderedDict[str, Candidate]] = {rank: OrderedDict() for rank in Rank}

    def add(self, candidate: Candidate) -> bool:
        """Queue an address; one that waits already learns what it did not know. True when it is new."""
        key = identity(candidate.url)
        waiting = next((queue[key] for queue in self._waiting.values() if key in queue), None)
        if waiting is None:
            self._waiting[candidate.rank][key] = candidate
            return True
        if waiting.entry is None and candidate.entry is not None:
            waiting.entry, waiting.column = candidate.entry, candidate.column
        return False

    def pop(self) -> Candidate | None:
        """The next to visit, or None when nothing waits."""
        queue = next((queue for queue in self._waiting.values() if queue), None)
        return queue.popitem(last=False)[1] if queue else None

    def upcoming(self, most: int) -> list[str]:
        """Addresses of the next so many."""
        waiting = chain.from_iterable(queue.values() for queue in self._waiting.values())
        return [candidate.url for candidate in islice(waiting, most)]
