"""Makes the store searchable: `build` brings the index up to date, `open_searcher` answers from it."""

from indexer.answers import FacetCount, Fragment, Hit, Marked, SearchRequest, SearchResponse
from indexer.build import BuildReport, build
from indexer.engines import IndexStatus, Sort
from indexer.evaluate import Evaluation, evaluate, write_run
from indexer.search import Searcher, open_searcher

__all__ = [
    "BuildReport",
    "Evaluation",
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
    "evaluate",
    "open_searcher",
    "write_run",
]
