"""What every engine promises, and what it is asked with."""

from indexer.engines.contract.protocol import (
    DEGREES,
    FACETS,
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
    Sort,
)

__all__ = [
    "DEGREES",
    "FACETS",
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
    "Sort",
]
