"""What a page of results shows of the store, and whether it still stands so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.store import Store
from indexer import SearchResponse
from search_web.shared.page_memory import Told

SEEN = "seen"
"""The note of the store's revision when a page last stood so."""


def shown(store: Store, response: SearchResponse) -> Told:
    """The documents of a page, each as of its revision, and the texts of their files. Raises StoreError."""
    hits = response.hits
    stored = [one for hit in hits for one in (hit.document, *hit.copies, hit.later) if one]
    files = {file.sha256 for hit in hits for file in hit.document.document.attachments if file.sha256}
    return {
        "revision": response.revision,
        "documents": sorted({(one.id, one.revision) for one in stored}),
        "files": sorted(files),
        "texts": _texts(store, files),
    }


def is_current(store: Store, told: Told, notes: dict[str, Any]) -> bool:
    """Whether a search that gives these documents would show the same of them. Raises StoreError."""
    revision = store.last_revision()
    if revision != notes.get(SEEN, told["revision"]):
        documents = dict(told["documents"])
        if store.publication.revisions(documents) != documents:
            return False
        notes[SEEN] = revision
    return not told["files"] or _texts(store, told["files"]) == told["texts"]


def _texts(store: Store, files: Iterable[str]) -> list[list[Any]]:
    found = store.file_texts.digests(files) if files else {}
    return sorted([file, *of] for file, of in found.items())
