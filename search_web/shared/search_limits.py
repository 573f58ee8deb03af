"""Counts how often an address searches: at once in this process, and a moment later over all hosts."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Lock, Thread
from time import time

from corpus.errors import StoreError
from corpus.store import SearchCounts
from corpus.store.search_counts import KEPT_MINUTES, Asker

MINUTE = 60
"""Seconds; the same for all processes, which begin it by the clock."""

SUGGESTIONS = 5
"""Times as many suggestions as searches: one for each letter that is typed. A guess."""

SPAN_SECONDS = 5.0
"""Between two tellings; so long other processes do not know of what one counted. A guess."""

PARTS = 12
"""Of what is allowed. Who asks less than one of them in a minute of a process is written down nowhere, and
need not be: so many processes make what is allowed. A guess."""

_log = logging.getLogger(__name__)


class SearchLimits:
    """What one process counts it tells the others, through the store, from a thread of its own."""

    def __init__(self, counts: SearchCounts, per_minute: int, key: Path) -> None:
        """`per_minute`: searches that an address may make; 0 sets no limit. `key` is a file."""
        self._counts = counts
        self._key = key
        self._allowed = {"search": per_minute, "suggest": SUGGESTIONS * per_minute}
        self._lock = Lock()
        self._minute = 0
        self._left: int | None = 0
        """The last minute that may have left something in the store; at first that of who was before."""
        self._own, self._told, self._others = Counter[Asker](), Counter[Asker](), Counter[Asker]()
        self._silent = False
        self._closed = Event()
        self._thread: Thread | None = None

    def refused(self, kind: str, address: str) -> float:
        """Count one asking; 0 where it may be answered, else the seconds until the next minute."""
        allowed, one = self._allowed[kind], (kind, address)
        if not allowed:
            return 0.0
        with self._lock:
            moment = self._begin_minute()
            self._begin_telling()
            self._own[one] += 1
            if self._own[one] + self._others[one] <= allowed:
                return 0.0
        return MINUTE - moment % MINUTE

    def share(self) -> bool:
        """Tell what was counted since the last telling, learn what others counted, and leave nothing old.

        False where there was nothing to do. Raises StoreError.
        """
        with self._lock:
            self._begin_minute()
            minute, own = self._minute, dict(self._own)
            news = {one: count - self._told[one] for one, count in own.items() if count >= self._least(one)}
        if any(news.values()):
            self._tell(minute, own, news)
        elif self._left is not None and self._left < minute - KEPT_MINUTES:
            self._counts.forget(minute)
            self._left = None
        else:
            return False
        return True

    def close(self) -> None:
        """Tell what is left, and end the thread."""
        self._closed.set()
        if self._thread:
            self._thread.join()
            self._share()

    def _tell(self, minute: int, own: Mapping[Asker, int], news: Mapping[Asker, int]) -> None:
        totals = self._counts.add(minute, news, self._key)
        self._left = minute
        with self._lock:
            if self._minute != minute:
                return
            for one in news:
                self._told[one] = own[one]
                self._others[one] = max(self._others[one], totals[one] - own[one])

    def _begin_telling(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="search-limits", daemon=True)
            self._thread.start()

    def _begin_minute(self) -> float:
        """What is counted is of one minute of the clock; the moment."""
        moment = time()
        if self._minute != (minute := int(moment // MINUTE)):
            self._minute = minute
            for counts in (self._own, self._told, self._others):
                counts.clear()
        return moment

    def _least(self, one: Asker) -> int:
        return max(1, self._allowed[one[0]] // PARTS)

    def _run(self) -> None:
        while not self._closed.wait(SPAN_SECONDS):
            self._share()

    def _share(self) -> None:
        try:
            if self.share() and self._silent:
                self._silent = False
                _log.warning("other processes are told again who searches too often")
        except StoreError as error:
            if not self._silent:
                _log.warning("other processes are not told yet who searches too often: %s", error)
            self._silent = True
