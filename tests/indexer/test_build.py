from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_indexing import ask, everything, made_documents

from corpus.config import Config, IndexSettings
from corpus.errors import StoreLost
from corpus.records import Document
from corpus.store import Store, open_store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from indexer.engines.whoosh.storage import IndexFolder
from indexer.errors import BuildFailed, IndexBroken, IndexBusy, IndexMissing, SegmenterMissing

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def filled(store: Store) -> Store:
    store.put_many(made_documents(60))
    return store


def test_before_the_first_build_search_says_what_to_do(store: Store, config: Config) -> None:
    searcher = open_searcher(store, config)
    assert not searcher.status().present
    with pytest.raises(IndexMissing, match="请先运行 gongkai index"):
        searcher.search(SearchRequest("公园"))


def test_an_empty_store_gives_an_index_that_answers(store: Store, config: Config) -> None:
    report = build(store, config)
    assert (report.indexed, report.removed, report.rebuilt) == (0, 0, False)
    assert ask(store, config, "公园").total == 0


def test_the_first_build_takes_everything_and_the_next_nothing(filled: Store, config: Config) -> None:
    report = build(filled, config)
    assert (report.indexed, report.removed, report.revision) == (60, 0, filled.last_revision())
    assert not report.rebuilt
    assert report.reason is None
    again = build(filled, config)
    assert (again.indexed, again.removed, again.revision) == (0, 0, report.revision)


def test_progress_reaches_the_whole(filled: Store, config: Config) -> None:
    seen: list[tuple[int, int]] = []
    build(filled, config, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (60, 60)


def test_progress_of_comparing_counts_each_document_once(filled: Store, config: Config) -> None:
    seen: list[tuple[int, int]] = []
    build(filled, config, comparing=lambda done, total: seen.append((done, total)))
    held = filled.changes_count(0)
    assert seen[-1] == (held, held)
    assert seen == sorted(seen)


def test_changes_are_gone_on_with_from_the_last_revision(filled: Store, config: Config) -> None:
    build(filled, config)
    first = made_documents(60)[0]
    filled.put(replace(first, text="隧道通车"))
    filled.withdraw(made_documents(60)[1].url)
    filled.put_many(made_documents(5, seed=2))
    report = build(filled, config)
    assert (report.indexed, report.removed) == (6, 1)
    assert ask(filled, config).total == 64
    assert ask(filled, config, '"隧道通车"').total == 1


def test_going_on_gives_the_same_answers_as_building_anew(filled: Store, config: Config) -> None:
    build(filled, config)
    for seed in (2, 3, 4):
        filled.put_many(made_documents(30, seed=seed))
        filled.put_many([replace(d, text=d.text + "。公园免费") for d in made_documents(60)[seed::7]])
        filled.withdraw(made_documents(60)[seed * 5].url)
        build(filled, config)
    queries = ("", "公园免费开放", '"渔业补贴。"', "云岭县 -桥梁", "通知")
    grown = [everything(filled, config, query) for query in queries]
    assert build(filled, config, rebuild=True).rebuilt
    assert grown == [everything(filled, config, query) for query in queries]


def test_a_withdrawn_document_never_appears_even_before_the_next_build(filled: Store, config: Config) -> None:
    build(filled, config)
    gone = filled.by_url(made_documents(60)[3].url)
    assert gone is not None
    filled.withdraw(gone.document.url)
    assert gone.id not in [hit.id for hit in ask(filled, config, limit=100).hits]
    build(filled, config)
    assert ask(filled, config).total == 59


def test_a_document_that_returns_is_found_again(filled: Store, config: Config) -> None:
    document = made_documents(60)[3]
    filled.withdraw(document.url)
    build(filled, config)
    filled.put(document)
    build(filled, config)
    assert ask(filled, config).total == 60


def test_many_processes_and_batches_make_the_same_index(filled: Store, config: Config) -> None:
    filled.put_many(made_documents(900, seed=9, sentences=60))
    build(filled, config)
    alone = everything(filled, config, "公园开放")
    many = replace(config, index=IndexSettings(processes=3, memory_mb=1))
    report = build(filled, many, rebuild=True)
    assert report.indexed == 960
    assert everything(filled, many, "公园开放") == alone


@pytest.mark.parametrize("damage", ["truncated", "garbage", "one byte", "empty", "gone"])
@pytest.mark.parametrize("victim", ["*.arrays", "*.toc", "CURRENT"])
def test_a_damaged_index_is_said_and_then_rebuilt(
    filled: Store, config: Config, victim: str, damage: str
) -> None:
    build(filled, config)
    path = next(config.index_path.rglob(victim))
    content = path.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 0x55]) + content[middle + 1 :]
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {"truncated": content[:middle], "garbage": b"\x80" * 99, "one byte": flipped, "empty": b""}[
                damage
            ]
        )
    if victim == "CURRENT" and damage == "gone":
        expected: type[Exception] = IndexMissing
    else:
        expected = IndexBroken
    assert "gongkai index" in (open_searcher(filled, config).status(thorough=True).problem or "")
    if (victim, damage) != ("*.arrays", "one byte"):
        with pytest.raises(expected, match="gongkai index"):
            ask(filled, config)
    report = build(filled, config)
    assert report.indexed == 60
    if expected is IndexBroken:
        assert report.rebuilt
        assert report.reason is not None
        assert "已从数据库重建" in report.reason
    assert ask(filled, config).total == 60
    assert len(list(config.index_path.glob("g-*"))) == 1


def test_another_segmenter_or_dictionary_means_another_index(
    filled: Store, config: Config, tmp_path: Path
) -> None:
    build(filled, config)
    dictionary = tmp_path / "words.txt"
    dictionary.write_text("渔业补贴办法 5\n", encoding="utf-8")
    other = replace(config, index=IndexSettings(processes=1, user_dictionary=str(dictionary)))
    assert "词典已更换" in (open_searcher(filled, other).status().problem or "")
    report = build(filled, other)
    assert report.rebuilt
    assert "词典已更换" in (report.reason or "")
    assert not build(filled, other).rebuilt


def test_a_missing_dictionary_or_segmenter_is_one_clear_sentence(store: Store, config: Config) -> None:
    for settings in (IndexSettings(user_dictionary="/nowhere/words.txt"), IndexSettings(segmenter="magic")):
        with pytest.raises(SegmenterMissing, match="请检查配置项"):
            build(store, replace(config, index=settings))


def test_a_store_from_a_backup_makes_the_index_anew(config: Config, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/new.db") as new:
        new.put_many(made_documents(4, seed=8))
    shutil.copy(tmp_path / "new.db", tmp_path / "backup.db")
    with open_store(f"sqlite:///{tmp_path}/new.db") as new:
        new.put_many(made_documents(9))
        build(new, config)
    with open_store(f"sqlite:///{tmp_path}/backup.db") as old:
        report = build(old, config)
        assert "比索引旧" in (report.reason or "")
        assert ask(old, config).total == 4


def test_an_index_of_another_store_gives_way_only_when_told(config: Config, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/one.db") as one, open_store(f"sqlite:///{tmp_path}/two.db") as two:
        one.put_many(made_documents(9))
        two.put_many(made_documents(4, seed=8))
        build(one, config)
        with pytest.raises(StoreLost, match="--new"):
            build(two, config)
        assert ask(one, config).total == 9
        build(two, config, new=True)
        assert ask(two, config).total == 4


def test_an_empty_store_does_not_empty_an_index_that_names_no_store(config: Config, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/one.db") as one:
        one.put_many(made_documents(4))
        build(one, config)
    current = config.index_path / "CURRENT"
    current.write_bytes(current.read_bytes().partition(b"\n")[0])
    with open_store(f"sqlite:///{tmp_path}/empty.db") as empty:
        with pytest.raises(StoreLost, match="--new"):
            build(empty, config)
        assert build(empty, config, new=True).rebuilt


def test_a_second_builder_is_told_to_wait(filled: Store, config: Config) -> None:
    with IndexFolder(config.index_path).locked(), pytest.raises(IndexBusy, match="请等它结束"):
        build(filled, config)
    assert build(filled, config).indexed == 60


def test_a_second_builder_on_another_machine_is_told_to_wait(filled: Store, config: Config) -> None:
    with filled.lock("index", IndexBusy()), pytest.raises(IndexBusy, match="请等它结束"):
        build(filled, config)
    assert build(filled, config).indexed == 60


def test_what_a_killed_writer_left_is_removed_by_the_next(filled: Store, config: Config) -> None:
    build(filled, config)
    (generation,) = config.index_path.glob("g-*")
    left = [
        folder / ".gongkai-0123456789abcdef.partial"
        for folder in (config.index_path, generation, config.duplicates_path, config.suggestions_path)
    ]
    left.append(generation / "MAIN_abandoned.arrays")
    for path in left:
        path.write_bytes(b"half")
    filled.put(Document("http://portal.test/new", "又一份公告", "公园开放" * 20))
    build(filled, config)
    assert [path for path in left if path.exists()] == []


BUILD_ON_A_FULL_DISK = """
import pickle, resource, signal, sys
from corpus.store import open_store
from indexer.building import build
from indexer.errors import IndexDiskFull
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
config = pickle.loads(bytes.fromhex(sys.argv[1]))
with open_store(config.store_url) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))
    for rebuild in (False, True):
        try:
            build(store, config, rebuild=rebuild)
        except IndexDiskFull as error:
            print(error)
"""
"""No file may grow beyond 120 kB: writing on fails as on a full disk, without one."""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_is_said_and_the_last_index_still_served(
    filled: Store, config: Config, processes: int
) -> None:
    build(filled, config)
    filled.put_many(made_documents(400, seed=5, sentences=100))
    crowded = replace(config, index=IndexSettings(processes=processes, memory_mb=1))
    command = [sys.executable, "-c", BUILD_ON_A_FULL_DISK, pickle.dumps(crowded).hex()]
    # A compiled module that is cut off would stay.
    uncompiled = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=ROOT, env=uncompiled, capture_output=True, text=True, check=False)
    assert run.stdout.count("原有索引仍可检索") == 2, run.stderr
    assert ask(filled, crowded).total == 60
    assert len(list(config.index_path.glob("g-*"))) == 1
    assert len(list(config.index_path.rglob("*.arrays"))) == 1


def test_a_worker_that_dies_fails_the_build_and_nothing_else(
    filled: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(filled, config)
    filled.put_many(made_documents(400, seed=5, sentences=100))
    monkeypatch.setattr("indexer.engines.whoosh.segment_workers.WORKER", "this")
    with pytest.raises(BuildFailed, match="原有索引仍可检索。请重新运行 gongkai index"):
        build(filled, replace(config, index=IndexSettings(processes=2, memory_mb=1)))
    assert ask(filled, config).total == 60


def test_a_first_index_that_fails_does_not_speak_of_a_former_one(
    filled: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.put_many(made_documents(400, seed=5, sentences=100))
    monkeypatch.setattr("indexer.engines.whoosh.segment_workers.WORKER", "this")
    with pytest.raises(BuildFailed, match=r"）。请重新运行 gongkai index"):
        build(filled, replace(config, index=IndexSettings(processes=2, memory_mb=1)))
