"""The catalogue while the engine is away: documents as the store has them, without counts beside filters."""

from __future__ import annotations

from dataclasses import replace

from corpus.store import Store
from indexer import NOTHING_YET, Fragment, Hit, SearchRequest, SearchResponse

AWAY_NOTE = "检索暂时不可用，目录仍可翻阅，暂不显示筛选项。"


def from_store(store: Store, asked: SearchRequest) -> SearchResponse:
    """A page of the catalogue. Raises StoreError."""
    total, listed = store.catalogue_page(
        asked.filters,
        asked.offset,
        asked.limit,
        first=asked.first,
        last=asked.last,
        under=asked.under,
    )
    hits = tuple(Hit(one.id, one, (Fragment(one.document.title, False),), (), 0.0) for one in listed)
    return replace(NOTHING_YET, total=total, hits=hits, notes=(AWAY_NOTE,))
