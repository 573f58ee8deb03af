"""What every engine promises, and what it is asked with."""

from indexer.engines.contract.protocol import (
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
from indexer.engines.contract.scoring import chinese_pairs, idf

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
    "chinese_pairs",
    "idf",
]
