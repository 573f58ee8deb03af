"""Answers requests: parse, run, read the documents, mark."""

from indexer.searching.answers import (
    NOTHING_YET,
    FacetCount,
    Fragment,
    Highlighted,
    Hit,
    SearchRequest,
    SearchResponse,
    plain,
)
from indexer.searching.notes import CUT_NOTE
from indexer.searching.search import Searcher, open_searcher

__all__ = [
    "CUT_NOTE",
    "NOTHING_YET",
    "FacetCount",
    "Fragment",
    "Highlighted",
    "Hit",
    "SearchRequest",
    "SearchResponse",
    "Searcher",
    "open_searcher",
    "plain",
]
