"""What the store remembers of addresses, for one crawl: read many at a time, written many at a time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from corpus.records import PageState
from corpus.store import Remembered, Visits

KEPT = 10_000
"""Addresses that wait here to be visited, at about a kilobyte each; of more, some are read again. A guess."""

MOST_UNSAVED = 50
"""Visits that are saved together at the most."""

LONGEST_UNSAVED = 5.0
"""Seconds that a visit waits for others: what a crawl that is killed asks a portal again. A guess."""


class Memory:
    """Each address's last visit and document; visits of this crawl count at once, and are saved soon."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._known: OrderedDict[str, Remembered] = OrderedDict()
        self.left: dict[str, str] = {}
        """By the addresses of documents that moved in this crawl: the ones that they left."""
        self._unsaved: dict[str, PageState] = {}
        self._waiting_since = 0.0

    def recall(self, urls: Iterable[str]) -> list[Remembered]:
        """Read together what is remembered of addresses; gives what was not known here yet."""
        wanted = [url for url in dict.fromkeys(urls) if url not in self._known]
        found = self._visits.recall(wanted) if wanted else {}
        for url in wanted:
            remembered = found.get(url) or Remembered(PageState(url))
            self._keep(replace(remembered, page=self._unsaved.get(url, remembered.page)))
        return list(found.values())

    def of(self, url: str) -> Remembered:
        """What is remembered of one address."""
        if url not in self._known:
            self.recall([url])
        return self._known[url]

    def moved(self, left: str, now_at: str) -> None:
        """A document is elsewhere from now on: the store has something else at both addresses."""
        self.left[now_at] = left
        self._known.pop(left, None)
        self._known.pop(now_at, None)

    def folded(self, url: str) -> None:
        """The document that was found there is held at another address."""
        self._known.pop(url, None)

    def knows(self, url: str) -> bool:
        """Whether the store need not be asked for it."""
        return url in self._known

    def unvisited(self, portal: str, since: datetime) -> Iterator[list[Remembered]]:
        """Published documents of the portal that no visit since then could read, many at a time."""
        self.flush()
        last = 0
        while found := self._visits.unvisited(portal, since, last):
            for one in found:
                self._keep(one)
            yield found
            last = max(one.document.id for one in found if one.document)

    def save(self, state: PageState) -> None:
        """Remember a visit, in place of the one before."""
        self._keep(replace(self.of(state.url), page=state))
        self._waiting_since = self._waiting_since if self._unsaved else time.monotonic()
        self._unsaved[state.url] = state
        waited = time.monotonic() - self._waiting_since
        if len(self._unsaved) >= MOST_UNSAVED or waited >= LONGEST_UNSAVED:
            self.flush()

    @contextmanager
    def saving(self, states: Sequence[PageState] = ()) -> Iterator[list[PageState]]:
        """All visits to save, these last: they count as saved when the context ends without an error."""
        together = self._unsaved | {state.url: state for state in states}
        yield list(together.values())
        for state in states:
            self._keep(replace(self.of(state.url), page=state))
        self._unsaved.clear()

    def flush(self) -> None:
        """Save the visits that wait."""
        with self.saving() as states:
            if states:
                self._visits.save(states)

    close = flush

    def _keep(self, remembered: Remembered) -> None:
        self._known[remembered.page.url] = remembered
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
