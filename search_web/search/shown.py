"""What a page of results shows of the store, and whether it still stands so."""

from __future__ import annotations

from corpus.store import Store
from indexer import SearchResponse


class Shown:
    """The documents of a page, each as of its revision, and the texts of their files."""

    def __init__(self, store: Store, response: SearchResponse) -> None:
        """Raises StoreError."""
        self._store = store
        hits = response.hits
        stored = [one for hit in hits for one in (hit.document, *hit.copies, hit.later) if one]
        self._documents = {one.id: one.revision for one in stored}
        files = [file.sha256 for hit in hits for file in hit.document.document.attachments if file.sha256]
        self._texts = store.file_texts.digests(files) if files else {}
        self._files = frozenset(files)
        self._seen = response.revision
        """The revision of the store when it last stood so."""

    def is_current(self) -> bool:
        """Whether a search that gives these documents would show the same of them. Raises StoreError."""
        revision = self._store.last_revision()
        if revision != self._seen:
            if self._store.publication.revisions(self._documents) != self._documents:
                return False
            self._seen = revision
        return not self._files or self._store.file_texts.digests(self._files) == self._texts
