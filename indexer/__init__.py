"""Makes the store searchable: `build` brings the index up to date, `open_searcher` answers from it."""

from indexer.building import BuildReport, build
from indexer.engines import IndexStatus, Sort
from indexer.searching import (
    FacetCount,
    Fragment,
    Hit,
    Marked,
    Searcher,
    SearchRequest,
    SearchResponse,
    open_searcher,
    plain,
)

__all__ = [
    "BuildReport",
    "FacetCount",
    "Fragment",
    "Hit",
    "IndexStatus",
    "Marked",
    "SearchRequest",
    "SearchResponse",
    "Searcher",
    "Sort",
    "build",
    "open_searcher",
    "plain",
]
