"""Counts queries, in memory first: a search never waits for the database."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from time import time

from corpus.errors import SecretUnusable, StoreError
from corpus.store.past_queries import Asking, PastQueries, countable
from indexer.text import without_surrogates

SPAN_SECONDS = 30.0
"""A query counts once in so long, whoever asks; and what is lost at the most when the process is killed. A
guess. Hosts that serve together have clocks that agree, within a span."""

MOST_HELD = 10_000
"""Different queries held between two writings, should the database stay busy. A guess."""

_log = logging.getLogger(__name__)


def spelt(query: str) -> str:
    """One spelling for a query, its words still apart."""
    return " ".join(unicodedata.normalize("NFKC", without_surrogates(query)).lower().split())


class QueryCounter:
    """Gathers counts, and writes them from a thread of its own that starts with the first."""

    def __init__(
        self, counts: PastQueries, threshold: int, key: Path, learned: Callable[[], None] = lambda: None
    ) -> None:
        """`threshold` of 0 counts nothing; `key` is a file; `learned` is called after any process wrote."""
        self._counts = counts
        self._threshold = threshold
        self._key = key
        self._learned = learned
        self._lock = Lock()
        self._held: set[Asking] = set()
        self._seen: frozenset[str] = frozenset()
        self._closed = Event()
        self._thread: Thread | None = None

    def note(self, query: str) -> None:
        """Count one asking; the same within a span is no other, be it a reload or somebody else."""
        text = spelt(query)
        if not self._threshold or not countable(text):
            return
        with self._lock:
            if len(self._held) < MOST_HELD:
                self._held.add((_span(), text))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="query-counter", daemon=True)
                self._thread.start()

    def flush(self) -> None:
        """Write what is held; what cannot be written now is held on to."""
        with self._lock:
            held, self._held = self._held, set()
        try:
            counted = self._count(held)
        except StoreError as error:
            _log.warning("past queries are not counted yet: %s", error)
            with self._lock:
                self._held |= held
            return
        changed, self._seen = counted != self._seen, counted
        try:
            if changed:
                self._learned()
        except StoreError as error:
            _log.warning("past queries are counted, but not offered yet: %s", error)

    def close(self) -> None:
        """Write what is held and end the thread."""
        self._closed.set()
        if self._thread:
            self._thread.join()
            self.flush()

    def _count(self, askings: set[Asking]) -> frozenset[str]:
        try:
            return self._counts.count_once(askings, _span(), self._threshold, self._key)
        except SecretUnusable:
            self._counts.renew_key(self._key)
            _log.warning("密钥文件 %s 是空的或不完整，已换上新密钥，以前的检索次数已清除。", self._key)
            return self._counts.count_once(askings, _span(), self._threshold, self._key)

    def _run(self) -> None:
        while not self._closed.wait(SPAN_SECONDS - time() % SPAN_SECONDS):
            self.flush()


def _span() -> int:
    return int(time() // SPAN_SECONDS)
