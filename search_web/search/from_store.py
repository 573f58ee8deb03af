"""Lists while the engine is away: documents as the store has them, without counts beside filters."""

from __future__ import annotations

from dataclasses import replace

from corpus.store import Store
from indexer import NOTHING_YET, Fragment, Hit, SearchRequest, SearchResponse


def from_store(store: Store, note: str, asked: SearchRequest) -> SearchResponse:
    """A page of all documents within the filters, the latest made or published first, with a note why so.

    Raises StoreError.
    """
    revision = store.last_revision()
    total, listed = store.catalogue_page(
        asked.filters,
        asked.offset,
        asked.limit,
        first=asked.first,
        last=asked.last,
        under=asked.under,
        by_publication=asked.sort == "published_newest",
    )
    hits = tuple(Hit(one.id, one, (Fragment(one.document.title, False),), (), 0.0) for one in listed)
    return replace(NOTHING_YET, total=total, hits=hits, notes=(note,), revision=revision)
