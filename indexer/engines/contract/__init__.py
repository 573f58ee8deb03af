"""What every engine promises, and what it is asked with."""

from indexer.engines.contract.copies import agencies_named
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
from indexer.engines.contract.scoring import asked, chinese_pairs, idf, place_names, typed_whole

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
    "agencies_named",
    "asked",
    "chinese_pairs",
    "idf",
    "place_names",
    "typed_whole",
]
