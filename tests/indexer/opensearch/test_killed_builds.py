"""SIGKILL for a real process that builds an index on a real node, after any number of requests."""

from __future__ import annotations

import os
import pickle
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_indexing import ROOT, ask, everything, made_documents

from corpus.config import Config, IndexSettings
from corpus.store import Store, open_store
from indexer.building import build

MOMENTS = int(os.environ.get("GONGKAI_KILLS", "3"))
"""How many moments to try; the full measure is 20."""

BUILD = """
import os, pickle, signal, sys
from corpus.store import open_store
from indexer.building import build
from indexer.engines.opensearch import bulk, cluster, writer
writer.NOTED, bulk.MOST_BYTES, cluster.SEARCH_PATIENCE = 50, 50_000, 60
config, left, ask = pickle.loads(bytes.fromhex(sys.argv[1])), int(sys.argv[2]), cluster.Cluster.ask

def ask_or_die(*asked, **more):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return ask(*asked, **more)

cluster.Cluster.ask = ask_or_die
with open_store(config.store_url) as store:
    build(store, config, rebuild=sys.argv[3] == "anew")
"""
"""It kills itself after so many requests."""

MOST = 40
"""Requests: about what a build here takes."""

ADDED = 150

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a machine with much else to do."""
    monkeypatch.setattr("indexer.engines.opensearch.cluster.SEARCH_PATIENCE", 60)
    monkeypatch.setattr("indexer.engines.opensearch.generations.LOOK_PATIENCE", 60)


def build_and_die(config: Config, requests: int, how: str) -> int:
    command = [sys.executable, "-c", BUILD, pickle.dumps(config).hex(), str(requests), how]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


@pytest.mark.parametrize("how", ["anew", "further"])
def test_whenever_a_build_is_killed_the_next_one_finishes_it(far: Config, tmp_path: Path, how: str) -> None:
    embedded = replace(far, index=IndexSettings(folder=str(tmp_path / "embedded")))
    with open_store(far.store_url) as store:
        store.put_many(made_documents(ADDED))
        build(store, far)
        shown = ADDED
        for moment in range(MOMENTS):
            store.put_many(made_documents(ADDED, seed=moment + 2))
            ended = build_and_die(far, random.Random(moment).randrange(1, MOST), how)
            assert ended in (0, -signal.SIGKILL)
            found = ask(store, far).total
            assert found in (shown, (moment + 2) * ADDED)
            shown = found
        build(store, far)
        build(store, embedded)
        for query in ("", "公园开放", '"行政处罚"'):
            assert ids(store, far, query) == ids(store, embedded, query)


def ids(store: Store, config: Config, query: str) -> set[int]:
    """Of documents so alike the cluster knows the order roughly."""
    return {number for number, _ in everything(store, config, query)}
