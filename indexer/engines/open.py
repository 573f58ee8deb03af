"""The engine of a configuration: the one place that chooses among engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from corpus.config import Config
from indexer.engines.contract import Engine, KeptVectors
from indexer.engines.whoosh import WhooshEngine
from indexer.errors import EngineMissing
from indexer.text import fingerprint

CLIENT = "opensearchpy"
"""What the engine of a cluster needs, and nobody else."""


def _cluster(config: Config, words: str) -> Engine:
    """Loaded here, since its client is an extra, and takes a third of a second."""
    _need_client()
    from indexer.engines.opensearch import OpenSearchEngine

    return OpenSearchEngine(config, words)


def _cluster_vectors(config: Config, made: str) -> KeptVectors:
    _need_client()
    from indexer.engines.opensearch import Cluster, ClusterVectors

    return ClusterVectors(Cluster(config.index.url), config.index, made)


def _need_client() -> None:
    try:
        import_module(CLIENT)
    except ImportError as error:
        raise EngineMissing from error


ENGINES: Mapping[str, Callable[[Config, str], Engine]] = {"whoosh": WhooshEngine, "opensearch": _cluster}
"""By the word of `index.engine`; each takes the configuration and the fingerprint of the segmenter."""

VECTORS: Mapping[str, Callable[[Config, str], KeptVectors]] = {"opensearch": _cluster_vectors}
"""Of the engines that can keep vectors themselves; each takes the configuration and what made them."""


def open_engine(config: Config) -> Engine:
    """Raises SegmenterMissing, EngineMissing; never fails because of the state of the index."""
    return ENGINES[config.index.engine](config, fingerprint(config.index))


def open_vectors(config: Config, made: str) -> KeptVectors | None:
    """None for an engine that keeps none. Raises EngineMissing; never fails because of what is kept."""
    opened = VECTORS.get(config.index.engine)
    return opened(config, made) if opened else None
