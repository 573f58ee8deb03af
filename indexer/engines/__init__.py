"""Engines behind one protocol; only the modules below this package know an engine."""

from indexer.engines.contract import (
    DEGREES,
    Degree,
    DocumentVectors,
    Engine,
    EngineReader,
    EngineRequest,
    EngineResults,
    EngineWriter,
    FacetCounts,
    IndexedDocument,
    IndexStatus,
    KeptVectors,
    Learn,
    Near,
    Sort,
)

__all__ = [
    "DEGREES",
    "Degree",
    "DocumentVectors",
    "Engine",
    "EngineReader",
    "EngineRequest",
    "EngineResults",
    "EngineWriter",
    "FacetCounts",
    "IndexStatus",
    "IndexedDocument",
    "KeptVectors",
    "Learn",
    "Near",
    "Sort",
]
