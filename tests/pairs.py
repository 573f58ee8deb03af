"""Pairs of a database and an engine, for tests of what is the same on all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from databases import config_at

from corpus.config import Config

PAIRS = (("sqlite", "opensearch"), ("postgresql", "whoosh"), ("postgresql", "opensearch"))
"""Those that are compared with SQLite and the embedded engine."""


def pair_at(data: Path, engine: str, request: pytest.FixtureRequest) -> Config:
    """Settings with this data folder, on the kind of database of the test; `engine`: whoosh or opensearch."""
    config = config_at(data)
    return config if engine == "whoosh" else replace(config, index=request.getfixturevalue("far").index)
