"""SIGKILL for a real process while it merges, at random moments: nothing is lost, nothing stays behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers_indexing import ROOT, made_documents

from corpus.config import Config, IndexSettings
from indexer.engines import EngineRequest, IndexedDocument
from indexer.engines.whoosh import WhooshEngine
from indexer.query import Phrase, Words
from indexer.text import fingerprint

MOMENTS = int(os.environ.get("GONGKAI_KILLS", "3"))
"""How many moments to try; the full measure is 30."""
LONGEST = 1.0
"""Seconds: about what the merge below takes, windows being small, on a small machine."""
BEFORE, ADDED = 60, 900

WRITE = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/indexer")
from indexer.engines.whoosh import merge_terms
from test_killed_merging import write
merge_terms.WINDOW = 1 << 11
write(Path(sys.argv[1]))
"""

pytestmark = pytest.mark.slow


def engine(data: Path) -> WhooshEngine:
    config = Config(data=data, index=IndexSettings(processes=1, memory_mb=1))
    return WhooshEngine(config, fingerprint(config.index))


def documents(first: int, count: int) -> list[IndexedDocument]:
    made = made_documents(count, seed=first, sentences=40)
    return [IndexedDocument(number, d.title, d.text) for number, d in enumerate(made, first)]


def write(data: Path) -> None:
    """Several segments in one commit, which are merged after it; and one document that is replaced."""
    with engine(data).writer(rebuild=False, store="") as writer:
        writer.add(documents(1_000, ADDED))
        writer.add([IndexedDocument(7, "", "七号换了")])
        writer.commit(2)


def answers(data: Path) -> list[object]:
    reader = engine(data).reader()
    nodes = (Words(("公园", "开放"), "公园开放"), Phrase("行政处罚"), Phrase("七号换了"))
    found = [reader.search(EngineRequest(node, limit=2_000)) for node in nodes]
    return [(one.total, sorted(zip(one.ids, one.scores, strict=True))) for one in found]


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_merge_that_is_killed_loses_nothing(tmp_path: Path, moment: int) -> None:
    with engine(tmp_path).writer(rebuild=True, store="") as writer:
        writer.add(documents(1, BEFORE))
        writer.commit(1)
    command = [sys.executable, "-c", WRITE, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    while engine(tmp_path).status().revision < 2:
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(random.Random(moment).uniform(0, LONGEST))
    process.kill()
    process.wait()
    before = answers(tmp_path)
    assert engine(tmp_path).reader().search(EngineRequest()).total == BEFORE + ADDED
    with engine(tmp_path).writer(rebuild=False, store="") as writer:
        writer.commit(3)
    assert answers(tmp_path) == before
    status = engine(tmp_path).status(thorough=True)
    assert (status.problem, status.documents) == (None, BEFORE + ADDED)
    assert len(list((tmp_path / "index").rglob("*.arrays"))) == status.segments < 4
    assert not list((tmp_path / "index").rglob("*.partial"))
