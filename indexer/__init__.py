"""Searches what `indexer.building` made searchable: `open_searcher` answers from it.

Who searches does not load what builds.
"""

from indexer.engines import IndexStatus, Sort
from indexer.ordered import IndexOrders
from indexer.related import Relations
from indexer.searching import (
    CUT_NOTE,
    NOTHING_YET,
    FacetCount,
    Fragment,
    Highlighted,
    Hit,
    Searcher,
    SearchRequest,
    SearchResponse,
    open_searcher,
    plain,
)
from indexer.shared_folders import Following

__all__ = [
    "CUT_NOTE",
    "NOTHING_YET",
    "FacetCount",
    "Following",
    "Fragment",
    "Highlighted",
    "Hit",
    "IndexOrders",
    "IndexStatus",
    "Relations",
    "SearchRequest",
    "SearchResponse",
    "Searcher",
    "Sort",
    "open_searcher",
    "plain",
]
