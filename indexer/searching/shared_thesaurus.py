"""Which thesaurus a searcher takes: its machine's own, or the one that the indexing machine left; and with
either what staff wrote."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from corpus.store import Store
from indexer.query import Thesaurus, open_thesaurus

LOOKED_AT = 30.0
"""Seconds for which the one that was seen is taken for the latest. A guess."""


class SharedThesaurus:
    """For several threads."""

    def __init__(self, store: Store, own: str, tried: str | None = None) -> None:
        """`own`: the file that is configured here, if any; `tried` stands for what staff wrote.

        Raises ThesaurusBroken.
        """
        self._store = store
        self._own = own
        self._tried = tried
        self._latest = open_thesaurus(own, tried or "")
        self._looked = -LOOKED_AT
        self._lock = Lock()

    def trying(self, text: str) -> SharedThesaurus:
        """The same, were this what staff wrote. Raises ThesaurusBroken."""
        return SharedThesaurus(self._store, self._own, text)

    def latest(self) -> Thesaurus:
        """Raises StoreError."""
        with self._lock:
            if monotonic() - self._looked >= LOOKED_AT:
                texts = self._store.shared_texts
                left = "" if self._own else texts.get("thesaurus")
                written = texts.get("staff_thesaurus") if self._tried is None else self._tried
                self._latest = open_thesaurus(self._own, "\n".join(filter(None, (left, written))))
                self._looked = monotonic()
            return self._latest
