"""Comparing that is killed, interrupted or damaged: it goes on later, and the search is built."""

from __future__ import annotations

import errno
import json
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from databases import config_at

import indexer.duplicates.comparing
from corpus.config import Config, IndexSettings
from corpus.records import Document
from corpus.store import Pair, Store, open_store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from indexer.duplicates import Posting, fault, open_checker, update
from indexer.duplicates.storage import TablesFolder, TablesState
from indexer.errors import IndexBroken, IndexBusy, IndexDiskFull, IndexFault
from indexer.segments.array_file import ArrayFile

ROOT = Path(__file__).resolve().parents[3]
UPDATE = """
import pickle, sys
from corpus.store import open_store
from indexer.duplicates import update
config = pickle.loads(bytes.fromhex(sys.argv[1]))
with open_store(config.store_url) as store:
    update(store, config)
"""
MANY = 1_600
"""Documents: enough for several processes and four batches."""
SENTENCES = 6
CHARACTERS = range(0x4E00, 0x9000)


def text_of(number: int) -> str:
    """Sentences of characters drawn by lot, the same for two documents in a row."""
    chance = random.Random(number // 2)
    return "\n".join("".join(map(chr, chance.choices(CHARACTERS, k=30))) + "。" for _ in range(SENTENCES))


def documents(count: int) -> list[Document]:
    return [Document(f"http://a.test/{n}", f"第{chr(0x4E00 + n // 2)}类", text_of(n)) for n in range(count)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    """What is found of many documents by an update that nothing ends."""
    config = Config(tmp_path_factory.mktemp("undisturbed"), index=IndexSettings(processes=2))
    with open_store(config.store_url) as store:
        store.put_many(documents(MANY))
        update(store, config)
        return found(store)


@pytest.fixture
def config(data: Path) -> Config:
    return config_at(data, index=IndexSettings(processes=2))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.store_url) as opened:
        yield opened


def found(store: Store) -> list[Pair]:
    return sorted(store.duplicates.pairs(), key=lambda pair: (pair.left, pair.right))


def started(config: Config) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", UPDATE, pickle.dumps(config).hex()],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )


def reached(config: Config) -> int:
    try:
        return int(json.loads((config.duplicates_path / "CURRENT").read_text().splitlines()[0])["compared"])
    except (OSError, ValueError):
        return 0


def children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.any_database
@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_what_was_compared_stays_and_the_next_run_goes_on(
    store: Store, config: Config, undisturbed: list[Pair], end: signal.Signals
) -> None:
    store.put_many(documents(MANY))
    process = started(config)
    while not reached(config) and process.poll() is None:
        time.sleep(0.005)
    workers = children(process.pid)
    process.send_signal(end)
    process.communicate()
    assert 0 < reached(config) < MANY
    assert len(workers) == 2
    patience = time.monotonic() + 20
    while not all(map(gone, workers)) and time.monotonic() < patience:
        time.sleep(0.02)
    assert all(map(gone, workers))
    assert open_checker(store, config).check(Posting(text_of(9)))
    update(store, config)
    assert found(store) == undisturbed
    assert len(undisturbed) >= MANY // 2


def test_processes_find_what_one_finds(
    store: Store, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = config_at(tmp_path / "alone", index=IndexSettings(processes=1))
    store.put_many(documents(60))
    monkeypatch.setattr(indexer.duplicates.comparing, "FEW", 0)
    assert update(store, config).pairs >= 30
    with open_store(alone.store_url) as other:
        other.put_many(documents(60))
        update(other, alone)
        assert found(store) == found(other)


def test_documents_that_only_fold_are_not_signed_again(store: Store, config: Config) -> None:
    store.put_many(documents(10))
    assert update(store, config).refolded == 10
    assert update(store, config).signed == 0
    store.put(Document("http://a.test/new", "又一份", text_of(4)))
    report = update(store, config)
    assert (report.signed, report.pairs, report.refolded) == (1, 2, 1)


def searchable(store: Store, config: Config) -> int:
    return open_searcher(store, config).search(SearchRequest("")).total


def test_another_process_comparing_does_not_keep_the_search_from_being_built(
    store: Store, config: Config
) -> None:
    store.put_many(documents(4))
    with store.lock("duplicates", IndexBusy()):
        report = build(store, config)
    assert "另一个进程正在查找重复" in (report.duplicates_note or "")
    assert searchable(store, config) == 4
    assert build(store, config).pairs == 2


def full_below(folder: Path) -> Callable[[int], None]:
    """In place of `os.fsync`: nothing more gets on the disk there, and everything else does."""
    sync = os.fsync

    def fail_or_sync(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").resolve().is_relative_to(folder.resolve()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    return fail_or_sync


def test_a_full_disk_is_said_and_the_search_is_built(store: Store, config: Config) -> None:
    store.put_many(documents(4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full_below(config.duplicates_path))
        with pytest.raises(IndexDiskFull):
            update(store, config)
        report = build(store, config)
    assert "磁盘空间不足" in (report.duplicates_note or "")
    assert searchable(store, config) == 4
    assert list(config.duplicates_path.glob(".*")) == []
    assert build(store, config).pairs == 2


def test_a_folder_that_cannot_be_made_is_said_and_the_search_is_built(store: Store, config: Config) -> None:
    store.put_many(documents(4))
    config.duplicates_path.write_text("")
    with pytest.raises(IndexFault):
        update(store, config)
    assert "没能查找重复" in (build(store, config).duplicates_note or "")
    assert searchable(store, config) == 4


@pytest.mark.parametrize("name", ["0.arrays", "CURRENT"])
@pytest.mark.parametrize("gone_too", [True, False])
def test_a_damaged_or_missing_file_is_made_again(
    store: Store, config: Config, name: str, gone_too: bool
) -> None:
    store.put_many(documents(4))
    build(store, config)
    path = config.duplicates_path / name
    if gone_too:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9] + b"123456789")
    report = build(store, config)
    assert report.pairs == 2
    if not (name == "CURRENT" and gone_too):
        assert "查重数据已损坏" in (report.duplicates_note or "")
    assert open_checker(store, config).check(Posting(text_of(2)))


@pytest.mark.parametrize("damaged", [True, False])
def test_a_file_that_a_killed_run_left_goes_with_the_next(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    switch = TablesFolder.switch

    def killed_at_the_end(folder: TablesFolder, current: TablesState) -> None:
        if current.compared == 4 and not current.fresh:
            raise KeyboardInterrupt
        switch(folder, current)

    store.put_many(documents(4))
    with monkeypatch.context() as patch:
        patch.setattr(TablesFolder, "switch", killed_at_the_end)
        with pytest.raises(KeyboardInterrupt):
            update(store, config)
    folder = TablesFolder(config.duplicates_path)
    (left,) = folder.fresh(folder.current())
    if damaged:
        left.write_bytes(left.read_bytes()[:-9])
    report = update(store, config)
    assert (report.signed, report.reason is not None) == ((4, True) if damaged else (0, False))
    assert fault(config, expected=True, thorough=True) is None
    assert not left.exists()
    assert len(found(store)) == 2


def spoil(path: Path, array: str) -> None:
    """One bit in the midst of an array."""
    content, values = bytearray(path.read_bytes()), ArrayFile(path)[array].tobytes()
    content[content.index(values) + len(values) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def spoilt(store: Store, config: Config) -> Store:
    """Tables with damage where opening them reads nothing."""
    store.put_many(documents(4))
    build(store, config)
    spoil(config.duplicates_path / "0.arrays", "gram.hashes")
    assert fault(config, expected=True, thorough=False) is None
    return store


def sound_again(store: Store, config: Config, note: str | None) -> bool:
    assert "查重数据已损坏" in (note or "")
    assert fault(config, expected=True, thorough=False) is None
    return len(found(store)) == 2 and len(open_checker(store, config).check(Posting(text_of(2)))) == 2


def test_damage_that_a_check_met_the_next_build_mends(spoilt: Store, config: Config) -> None:
    with pytest.raises(IndexBroken):
        open_checker(spoilt, config).check(Posting(text_of(2)))
    assert "校验不符" in (fault(config, expected=True, thorough=False) or "")
    assert sound_again(spoilt, config, build(spoilt, config).duplicates_note)


def test_damage_that_was_read_through_for_the_next_build_mends(spoilt: Store, config: Config) -> None:
    assert "校验不符" in (fault(config, expected=True, thorough=True) or "")
    assert sound_again(spoilt, config, build(spoilt, config).duplicates_note)


def test_a_rebuild_reads_what_duplicates_are_found_by_through(spoilt: Store, config: Config) -> None:
    assert sound_again(spoilt, config, build(spoilt, config, rebuild=True).duplicates_note)


@pytest.mark.parametrize("few", [0, 100], ids=["in a process", "in this one"])
def test_damage_that_a_comparison_meets_is_mended(
    spoilt: Store, config: Config, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(indexer.duplicates.comparing, "FEW", few)
    spoilt.put(Document("http://b.test/9", "又一份", text_of(40)))
    assert sound_again(spoilt, config, build(spoilt, config).duplicates_note)


def test_tables_of_an_earlier_version_are_told_as_such_and_made_anew(store: Store, config: Config) -> None:
    store.put_many(documents(4))
    build(store, config)
    folder = TablesFolder(config.duplicates_path)
    folder.switch(replace(folder.current(), layout="7-of-an-earlier-version"))
    assert fault(config, expected=True, thorough=False) == "由另一版本的程序建立"
    build(store, config)
    assert fault(config, expected=True, thorough=True) is None


def test_a_word_of_damage_goes_when_all_is_whole(store: Store, config: Config) -> None:
    store.put_many(documents(4))
    build(store, config)
    (config.duplicates_path / "SUSPECT").write_text("校验不符")
    assert fault(config, expected=True, thorough=False) == "已损坏（校验不符）"
    report = build(store, config)
    assert (report.pairs, report.duplicates_note) == (0, None)
    assert fault(config, expected=True, thorough=False) is None
