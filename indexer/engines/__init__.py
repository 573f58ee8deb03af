"""Engines behind one protocol; only the modules below this package know an engine."""

from indexer.engines.contract import (
    DEGREES,
    Degree,
    Engine,
    EngineReader,
    EngineRequest,
    EngineResults,
    EngineWriter,
    FacetCounts,
    IndexedDocument,
    IndexStatus,
    Learn,
    Near,
    Sort,
)

__all__ = [
    "DEGREES",
    "Degree",
    "Engine",
    "EngineReader",
    "EngineRequest",
    "EngineResults",
    "EngineWriter",
    "FacetCounts",
    "IndexStatus",
    "IndexedDocument",
    "Learn",
    "Near",
    "Sort",
]
