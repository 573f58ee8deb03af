"""The engine of a configuration: the one place that chooses among engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corpus.config import Config
from indexer.engines.contract import Engine
from indexer.engines.whoosh import WhooshEngine
from indexer.text import fingerprint

ENGINES: Mapping[str, Callable[[Config, str], Engine]] = {"whoosh": WhooshEngine}
"""By the word of `index.engine`; each takes the configuration and the fingerprint of the segmenter."""


def open_engine(config: Config) -> Engine:
    """Raises SegmenterMissing; never fails because of the state of the index."""
    return ENGINES[config.index.engine](config, fingerprint(config.index))
