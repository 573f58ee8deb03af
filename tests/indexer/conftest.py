from __future__ import annotations

from pathlib import Path

import pytest

from corpus.config import Config, IndexSettings
from indexer.text import Segmenter, open_segmenter


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path, index=IndexSettings(processes=1))


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return open_segmenter(IndexSettings())
