"""A document that left its address for good is one record, known at all its addresses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from databases import config_at
from sqlalchemy import event

from corpus.records import Change, Document
from corpus.store import MarkState, Store, copy_store, open_store

OLD, NEW, LATER = "http://a.test/old", "http://a.test/new", "http://a.test/later"
NOTICE = Document(OLD, "关于高龄津贴的通知", "凡年满八十周岁的老人均可申领。", portal="a", column="通知")


def moved(store: Store, document: Document = NOTICE, to: str = NEW) -> Change:
    return store.put(replace(document, url=to), "ab" * 32, left=document.url)


def test_a_move_is_one_change_of_one_record(store: Store) -> None:
    store.put(NOTICE)
    assert moved(store) is Change.CHANGED
    (stored,) = store.changes_since(0)
    assert (stored.id, stored.revision, stored.version) == (1, 2, 2)
    assert [version.document.url for version in store.versions(1)] == [NEW, OLD]
    assert store.by_url(OLD) == store.by_url(NEW) == stored
    assert store.known([OLD, NEW, LATER]) == {OLD, NEW}
    assert moved(store) is Change.UNCHANGED
    assert store.last_revision() == 2


def test_the_crawler_is_told_where_it_is(store: Store) -> None:
    store.put(NOTICE)
    moved(store)
    moved(store, replace(NOTICE, url=NEW), LATER)
    recalled = store.visits.recall([OLD, NEW, LATER])
    assert [recalled[url].now_at for url in (OLD, NEW, LATER)] == [LATER, LATER, None]
    store.withdraw(LATER)
    assert store.visits.recall([OLD, NEW]) == {}


def test_of_two_records_the_other_is_a_tombstone_with_its_versions(store: Store) -> None:
    store.put(NOTICE)
    store.put(replace(NOTICE, url=NEW, text="旧文"))
    store.put(replace(NOTICE, url=NEW))
    moved(store)
    kept, other = sorted(store.changes_since(0), key=lambda stored: stored.id)
    assert (kept.document.url, kept.withdrawn_at) == (NEW, None)
    assert other.document.url == OLD
    assert other.withdrawn_at is not None
    assert [version.document.text for version in store.versions(other.id)] == [NOTICE.text, "旧文"]
    assert store.by_url(OLD) == kept
    assert store.visits.recall([OLD])[OLD].now_at == NEW
    assert list(store.soundness.rows(lambda done, total: None)) == []


def test_what_led_to_the_other_leads_to_the_one(store: Store) -> None:
    store.put(NOTICE)
    store.put(replace(NOTICE, url=LATER))
    moved(store, replace(NOTICE, url=LATER))
    moved(store)
    stored = store.by_url(LATER)
    assert stored is not None
    assert (stored.id, stored.document.url) == (1, NEW)


def test_a_withdrawn_document_does_not_take_the_place_of_a_published_one(store: Store) -> None:
    store.put(NOTICE)
    store.withdraw(OLD)
    store.put(replace(NOTICE, url=NEW))
    assert moved(store) is Change.UNCHANGED
    stored = store.by_url(OLD)
    assert stored is not None
    assert (stored.id, stored.withdrawn_at) == (2, None)


def test_a_document_at_the_address_itself_goes_before(store: Store) -> None:
    store.put(NOTICE)
    moved(store)
    store.put(replace(NOTICE, title="另一件"))
    stored = store.by_url(OLD)
    assert stored is not None
    assert stored.document.title == "另一件"
    assert store.visits.recall([OLD])[OLD].now_at is None


def test_marks_go_along(store: Store) -> None:
    store.put(NOTICE)
    mark = store.duplicates.mark
    mark([(OLD, LATER), (OLD, "http://a.test/x")], MarkState.HANDLED, "王")
    mark([(NEW, LATER), (OLD, NEW)], MarkState.DISTINCT, "李")
    moved(store)
    marks = store.duplicates.marks()
    assert {pair: (mark.state, mark.by) for pair, mark in marks.items()} == {
        (LATER, NEW): (MarkState.DISTINCT, "李"),
        (NEW, "http://a.test/x"): (MarkState.HANDLED, "王"),
    }


def test_a_copied_store_knows_them_too(
    store: Store, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store.put(NOTICE)
    moved(store)
    target = f"sqlite:///{tmp_path_factory.mktemp('copy') / 'gongkai.db'}"
    copy_store(config_at(data).store_url, target, lambda done, total: None)
    with open_store(target) as copy:
        assert copy.by_url(OLD) == copy.by_url(NEW) == store.by_url(NEW)


def test_documents_are_found_by_title_without_reading_the_others(store: Store) -> None:
    long = "关于" + "进一步" * 40 + "的通知"
    store.put_many([NOTICE, replace(NOTICE, url=NEW, portal="b"), replace(NOTICE, url=LATER, title=long)])
    plans: list[str] = []

    def explain(
        connection: object, cursor: object, statement: str, parameters: object, *rest: object
    ) -> None:
        if "substr" in statement:
            asked = cursor.connection.cursor()  # type: ignore[attr-defined]
            asked.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in asked.fetchall())

    engine = store._engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "after_cursor_execute", explain)
    assert store.visits.of_title("a", NOTICE.title) == [OLD]
    assert store.visits.of_title("a", long) == [LATER]
    assert store.visits.of_title("a", long[:-1]) == []
    assert all("document_title" in plan for plan in plans if "SEARCH" in plan)
    assert not any("SCAN" in plan for plan in plans)
    assert plans or engine.dialect.name != "sqlite"
