"""Engines behind one protocol; only the modules below this package know an engine."""

from indexer.engines.base import (
    FACETS,
    Engine,
    EngineReader,
    EngineRequest,
    EngineResults,
    EngineWriter,
    FacetCounts,
    IndexedDocument,
    IndexStatus,
    Sort,
)

__all__ = [
    "FACETS",
    "Engine",
    "EngineReader",
    "EngineRequest",
    "EngineResults",
    "EngineWriter",
    "FacetCounts",
    "IndexStatus",
    "IndexedDocument",
    "Sort",
]
