"""The engine that is a cluster does what every engine does; against a real node."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cut_line import CutLine
from engine_contract import RemoteEngineContract
from places_contract import PlacesContract

from corpus.config import Config
from indexer.engines import Engine
from indexer.engines.open import open_engine


@pytest.mark.parametrize("shards", [1, 3])
class TestOpenSearchEngine(PlacesContract, RemoteEngineContract):
    @pytest.fixture
    def engine(self, far: Config, line: CutLine, shards: int) -> Engine:
        self.line = line
        return open_engine(replace(far, index=replace(far.index, shards=shards)))

    def silence(self, engine: Engine) -> None:
        self.line.cut()
