"""The real node of the tests of the cluster's engine; `.ci/run` starts it, by tests/opensearch/start.sh."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cut_line import CutLine

from corpus.config import Config, IndexSettings

VARIABLE = "GONGKAI_TEST_OPENSEARCH"


@pytest.fixture
def line() -> Iterator[CutLine]:
    """To the node."""
    if VARIABLE not in os.environ:
        pytest.skip(f"{VARIABLE} names no OpenSearch node; tests/opensearch/start.sh starts one")
    pytest.importorskip("opensearchpy")
    opened = CutLine(os.environ[VARIABLE])
    yield opened
    opened.cut()


@pytest.fixture
def far(line: CutLine, tmp_path: Path) -> Iterator[Config]:
    """Settings with indexes of its own on the node; they go with the test."""
    from opensearchpy import OpenSearch

    name = f"test-{uuid4().hex[:12]}"
    yield Config(data=tmp_path, index=IndexSettings(engine="opensearch", url=f"{line.url}/{name}"))
    with OpenSearch(os.environ[VARIABLE], timeout=60) as node:
        for index in node.indices.get(index=f"{name}*", params={"expand_wildcards": "all"}):
            node.indices.delete(index=index)
