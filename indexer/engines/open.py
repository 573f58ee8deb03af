"""The engine of a configuration: the one place that chooses among engines."""

from __future__ import annotations

from corpus.config import Config
from indexer.engines.contract import Engine
from indexer.engines.whoosh import WhooshEngine
from indexer.text import fingerprint


def open_engine(config: Config) -> Engine:
    """Raises SegmenterMissing; never fails because of the state of the index."""
    return WhooshEngine(config, fingerprint(config.index))
