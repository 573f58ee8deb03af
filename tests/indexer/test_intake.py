"""An index run reads the store once, takes in what was queued, and loses nothing of it, however it ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers_indexing import ask, made_documents

from corpus.config import Config, IndexSettings
from corpus.errors import StoreBusy
from corpus.records import Document, StoredDocument
from corpus.store import MarkState, Store, documents, open_store
from corpus.store.rows import without_what_differs
from indexer.building import build
from indexer.duplicates import comparing, mark, unmark, update
from indexer.duplicates.storage import TablesFolder
from indexer.errors import IndexFault
from indexer.intake import Spool, batches

TEXT = "社区事务工作应当建立台账并按季度核对，由主管部门会同财政部门检查，不得转作其他用途，可委托机构评估。"
ONE = Document("http://a.test/1", "云岭县社区事务管理办法", TEXT, html="<p>展示</p>")
TWO = replace(ONE, url="http://b.test/1")
PAIR = [(ONE.url, TWO.url)]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each document was read with its text, by its id."""
    counted: Counter[int] = Counter()

    def counting(row: Any) -> StoredDocument:
        counted[row["id"]] += 1
        return without_what_differs(row)

    monkeypatch.setattr(documents, "without_what_differs", counting)
    return counted


@pytest.fixture
def folded(store: Store, config: Config) -> Store:
    """A store that is indexed, with two copies of one text."""
    store.put_many([ONE, TWO, *made_documents(5)])
    assert build(store, config).pairs >= 1
    assert ask(store, config, "社区事务台账").total == 1
    return store


def test_a_new_collection_is_read_once(store: Store, config: Config, reads: Counter[int]) -> None:
    store.put_many([ONE, TWO, *made_documents(700)])
    report = build(store, config)
    assert (report.indexed, report.pairs >= 1) == (702, True)
    assert reads == dict.fromkeys(range(1, 703), 1)
    assert ask(store, config, "社区事务台账").total == 1


def test_what_changes_later_is_read_once_and_what_now_folds_with_it(
    folded: Store, config: Config, reads: Counter[int]
) -> None:
    folded.put(replace(ONE, url="http://c.test/1"))
    folded.put(replace(made_documents(5)[0], title="改"))
    folded.withdraw(TWO.url)
    build(folded, config)
    assert {number: reads[number] for number in (2, 3, 8)} == {2: 1, 3: 1, 8: 1}
    assert ask(folded, config, "社区事务台账").total == 1
    reads.clear()
    assert build(folded, config).indexed == 0
    assert reads == {}


def test_a_rebuilt_index_reads_the_store_once(folded: Store, config: Config, reads: Counter[int]) -> None:
    assert build(folded, config, rebuild=True).indexed == 7
    assert reads == dict.fromkeys(range(1, 8), 1)


def test_processes_find_changed_documents_without_the_store(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_many(
        [replace(ONE, url=f"http://a.test/{n}", text=f"{TEXT}第{n // 2}类。" * 3) for n in range(40)]
    )
    monkeypatch.setattr(comparing, "FEW", 0)
    reported = build(store, replace(config, index=IndexSettings(processes=2)))
    assert reported.duplicates_note is None
    assert reported.pairs >= 20


def test_folding_and_marks_are_indexed_again_without_a_revision(folded: Store, config: Config) -> None:
    revision = folded.last_revision()
    mark(folded, PAIR, MarkState.DISTINCT, "王")
    assert folded.indexing.waiting(revision) == 2
    report = build(folded, config)
    assert (report.indexed, report.revision, report.rebuilt) == (2, revision, False)
    assert ask(folded, config, "社区事务台账").total == 2
    unmark(folded, PAIR)
    assert build(folded, config).indexed == 2
    assert ask(folded, config, "社区事务台账").total == 1
    assert (folded.last_revision(), folded.indexing.waiting(revision)) == (revision, 0)


def test_what_is_queued_while_a_build_runs_is_indexed_by_the_next(folded: Store, config: Config) -> None:
    folded.put_many(made_documents(5, seed=2))
    build(folded, config, progress=lambda done, total: mark(folded, PAIR, MarkState.DISTINCT, "王"))
    assert ask(folded, config, "社区事务台账").total == 1
    assert build(folded, config).indexed == 2
    assert ask(folded, config, "社区事务台账").total == 2


def test_what_changes_while_the_queue_is_indexed_is_found_by_the_next(folded: Store, config: Config) -> None:
    unmarked = made_documents(5)
    mark(folded, PAIR, MarkState.DISTINCT, "王")
    given = folded.documents

    def changing(numbers: list[int]) -> list[StoredDocument]:
        folded.put(replace(unmarked[0], text="隧道通车"))
        folded.put(replace(ONE, title="改"))
        folded.documents = given  # type: ignore[method-assign]
        return given(numbers)

    folded.documents = changing  # type: ignore[method-assign, assignment]
    build(folded, config)
    build(folded, config)
    assert ask(folded, config, '"隧道通车"').total == 1


def test_an_end_between_the_index_and_the_store_indexes_again(
    folded: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy("locked")

    folded.put(replace(ONE, url="http://c.test/1"))
    with monkeypatch.context() as broken:
        broken.setattr(type(folded.indexing), "done", busy)
        with pytest.raises(StoreBusy):
            build(folded, config)
    assert ask(folded, config, "社区事务台账").total == 1
    report = build(folded, config)
    assert (report.rebuilt, report.indexed) == (False, 1)
    assert build(folded, config).indexed == 0


def test_an_index_older_than_the_store_says_is_made_anew(
    folded: Store, config: Config, tmp_path: Path
) -> None:
    config.index_path.rename(tmp_path / "aside")
    folded.put(replace(ONE, url="http://c.test/1"))
    build(folded, config)
    config.index_path.rename(tmp_path / "newer")
    (tmp_path / "aside").rename(config.index_path)
    report = build(folded, config)
    assert "索引比数据库的记录旧" in (report.reason or "")
    assert ask(folded, config, "社区事务台账").total == 1


def test_a_comparison_that_fails_halfway_leaves_the_rest_to_be_indexed(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_many([ONE, TWO, *made_documents(700)])
    with monkeypatch.context() as broken:
        broken.setattr(comparing, "FEW", 0)
        broken.setattr(comparing, "WORKER", "corpus.clock")
        report = build(store, replace(config, index=IndexSettings(processes=2)))
    assert "没能查找重复" in (report.duplicates_note or "")
    assert (report.indexed, ask(store, config, "社区事务台账").total) == (702, 2)
    assert build(store, config).indexed == 2
    assert ask(store, config, "社区事务台账").total == 1


def test_a_document_that_changes_while_it_is_compared_is_indexed_as_it_came_last(
    folded: Store, config: Config
) -> None:
    folded.put_many([ONE, replace(TWO, title="改"), replace(ONE, url="http://c.test/1")])

    def withdrawing(_done: int, _total: int) -> None:
        folded.withdraw(TWO.url)

    build(folded, config, comparing=withdrawing)
    assert len(ask(folded, config, "社区事务台账").hits) == 1
    assert ask(folded, config).total == build(folded, config, rebuild=True).indexed - 1


def test_a_spool_gives_what_changed_in_order_and_each_document_as_it_came_last(
    store: Store, tmp_path: Path
) -> None:
    store.put_many(made_documents(9))
    with Spool() as spool, spool.named(tmp_path / "CHANGES", 2):
        for batch in batches(store.changes_since(2)):
            spool.add(batch)
        store.put(replace(made_documents(9)[4], title="改", html="<p>展示</p>"))
        spool.add(list(store.changes_since(9)))
        assert [stored.revision for stored in spool.changes_since(5)] == [6, 7, 8, 9, 10]
        given = spool.kept(tmp_path / "CHANGES").or_else(lambda numbers: store.documents(numbers))
        five, one, three = given([5, 1, 3])
        assert (five.document.title, five.document.html) == ("改", None)
        assert (one, three) == (store.get(1), store.get(3))
        with (tmp_path / "CHANGES").open("r+b") as damaged:
            damaged.write(b"\0" * 200)
        with pytest.raises(IndexFault):
            given([3])
    assert not (tmp_path / "CHANGES").exists()


def test_what_a_killed_run_left_there_is_replaced(store: Store, config: Config) -> None:
    place = TablesFolder(config.duplicates_path)
    place.root.mkdir()
    place.changes.write_bytes(b"half of a document")
    store.put_many([ONE, TWO])
    assert update(store, config).pairs == 1
    assert not place.changes.exists()


def test_a_run_by_itself_needs_no_spool_of_others(config: Config) -> None:
    with open_store(config.store_url) as store:
        store.put_many([ONE, TWO])
        assert (update(store, config).refolded, update(store, config).signed) == (2, 0)
