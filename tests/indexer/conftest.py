from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.config import Config, IndexSettings
from corpus.store import Store, open_store
from indexer.text import Segmenter, open_segmenter


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path, index=IndexSettings(processes=1))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """On SQLite: what the index asks of the store is tested on both kinds of database elsewhere."""
    with open_store(config.store_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return open_segmenter(IndexSettings())
