"""Which thesaurus a searcher takes: its machine's own, or the one that the indexing machine left."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from corpus.store import Store
from indexer.query import Thesaurus, open_thesaurus

LOOKED_AT = 30.0
"""Seconds for which the one that was seen is taken for the latest. A guess."""


class SharedThesaurus:
    """For several threads."""

    def __init__(self, store: Store, own: str) -> None:
        """`own`: the file that is configured here, if any. Raises ThesaurusBroken."""
        self._store = store
        self._own = own
        self._latest = open_thesaurus(own)
        self._looked = -LOOKED_AT
        self._lock = Lock()

    def latest(self) -> Thesaurus:
        """Raises StoreError."""
        if self._own:
            return self._latest
        with self._lock:
            if monotonic() - self._looked >= LOOKED_AT:
                self._latest = open_thesaurus("", self._store.shared_texts.get("thesaurus"))
                self._looked = monotonic()
            return self._latest
