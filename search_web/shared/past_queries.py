"""Counts queries that found something, in memory first: a search never waits for the database."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread

from corpus.errors import SecretUnusable, StoreError
from corpus.store import Store
from corpus.store.past_queries import countable
from indexer.text import without_surrogates

EVERY_SECONDS = 30.0
"""What is lost at the most when the process is killed. A guess."""

MOST_HELD = 10_000
"""Different queries held between two writings, should the database stay busy. A guess."""

_log = logging.getLogger(__name__)


def spelt(query: str) -> str:
    """One spelling for a query, its words still apart."""
    return " ".join(unicodedata.normalize("NFKC", without_surrogates(query)).lower().split())


class Counting:
    """Gathers counts, and writes them from a thread of its own."""

    def __init__(self, store: Store, threshold: int, key: Path, learned: Callable[[], None]) -> None:
        """`threshold` of 0 counts nothing; `key` is a file; `learned` is called after each writing."""
        self._store = store
        self._threshold = threshold
        self._key = key
        self._learned = learned
        self._lock = Lock()
        self._held: set[str] = set()
        self._closed = Event()
        self._thread: Thread | None = None

    def note(self, query: str) -> None:
        """Count one asking; the same until the next writing is no other, be it a reload or somebody else."""
        text = spelt(query)
        if not self._threshold or not countable(text):
            return
        with self._lock:
            if len(self._held) < MOST_HELD:
                self._held.add(text)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="counting", daemon=True)
                self._thread.start()

    def flush(self) -> None:
        """Write what is held; what cannot be written now is held on to."""
        with self._lock:
            held, self._held = self._held, set()
        if not held:
            return
        try:
            self._add(dict.fromkeys(held, 1))
        except StoreError as error:
            _log.warning("past queries are not counted yet: %s", error)
            with self._lock:
                self._held |= held
            return
        try:
            self._learned()
        except StoreError as error:
            _log.warning("past queries are counted, but not offered yet: %s", error)

    def _add(self, counts: dict[str, int]) -> None:
        try:
            self._store.past_queries.add(counts, self._threshold, self._key)
        except SecretUnusable:
            self._store.past_queries.renew_key(self._key)
            _log.warning("密钥文件 %s 是空的或不完整，已换上新密钥，以前的检索次数已清除。", self._key)
            self._store.past_queries.add(counts, self._threshold, self._key)

    def close(self) -> None:
        """Write what is held and end the thread."""
        self._closed.set()
        if self._thread:
            self._thread.join()
        self.flush()

    def _run(self) -> None:
        while not self._closed.wait(EVERY_SECONDS):
            self.flush()
