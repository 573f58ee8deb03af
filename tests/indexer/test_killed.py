"""SIGKILL and Ctrl-C for a real build process, at random moments."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from helpers_indexing import ask, everything, made_documents, start_build

from corpus.config import Config
from corpus.store import Store
from indexer.building import build

MOMENTS = int(os.environ.get("GONGKAI_KILLS", "4"))
"""How many moments to try; the full measure is 20."""
LONGEST = 1.2
"""Seconds: about what the build below takes on a small machine."""

pytestmark = pytest.mark.slow


def children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_after_a_kill_the_next_build_finishes_and_nothing_is_stale(
    store: Store, config: Config, tmp_path: Path, moment: int
) -> None:
    # Large enough to learn the words that the whole collection gives too.
    store.put_many(made_documents(80, sentences=40))
    build(store, config)
    assert list(config.index_path.glob("*/words-*.txt"))
    store.put_many(made_documents(1200, seed=7, sentences=12))
    store.withdraw(made_documents(80)[0].url)
    process = start_build(tmp_path, processes=2, memory_mb=1)
    time.sleep(random.Random(moment).uniform(0, LONGEST))
    process.kill()
    process.communicate()
    assert ask(store, config).total in (79, 80, 1279)
    build(store, config)
    assert ask(store, config).total == 1279
    answers = everything(store, config, "公园开放")
    assert len(list(config.index_path.glob("g-*"))) == 1
    build(store, config, rebuild=True)
    assert everything(store, config, "公园开放") == answers


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_the_build(store: Store, tmp_path: Path, end: signal.Signals) -> None:
    store.put_many(made_documents(1200, seed=7, sentences=20))
    process = start_build(tmp_path, processes=2, memory_mb=1)
    workers: list[int] = []
    while len(workers) < 2 and process.poll() is None:
        workers = children(process.pid)
    process.send_signal(end)
    process.communicate()
    patience = time.monotonic() + 20
    while not all(map(gone, workers)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert len(workers) == 2
    assert all(map(gone, workers))


def test_ctrl_c_leaves_what_was_there(store: Store, config: Config, tmp_path: Path) -> None:
    store.put_many(made_documents(50))
    build(store, config)
    store.put_many(made_documents(1200, seed=7, sentences=20))
    process = start_build(tmp_path, processes=2, memory_mb=1)
    while not children(process.pid) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode != 0
    assert ask(store, config).total == 50
    assert len(list(config.index_path.rglob("*.arrays"))) == 1
    build(store, config)
    assert ask(store, config).total == 1250
