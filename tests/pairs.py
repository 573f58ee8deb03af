"""Pairs of a database and an engine, for tests of what is the same on all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from databases import config_at

from corpus.config import Config

IN_PARTS = "opensearch in three parts"

PAIRS = (("sqlite", "opensearch"), ("postgresql", "whoosh"), ("postgresql", IN_PARTS))
"""Those that are compared with SQLite and the embedded engine."""


def pair_at(data: Path, engine: str, request: pytest.FixtureRequest) -> Config:
    """Settings with this data folder, on the kind of database of the test; `engine`: as in PAIRS."""
    config = config_at(data)
    if engine == "whoosh":
        return config
    index = request.getfixturevalue("far").index
    return replace(config, index=replace(index, shards=3 if engine == IN_PARTS else 1))
