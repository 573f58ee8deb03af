"""A store of every former schema, with rows in every table, opens with all that it held."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, MetaData, create_engine, insert, select, update

from commands import gongkai
from corpus.records import Attachment, AttachmentText, Change, Document, PageState, Reading
from corpus.store import MarkState, Pair, Store, migrate, open_store, pending
from corpus.store.rows import document_values

SHA = "ab" * 32
SEEN, CHANGED, GONE = (datetime(2024, 3, day, 8) for day in (1, 5, 9))


def content_of(url: str, agency: str = "民政局") -> Document:
    return Document(
        url, "关于高龄津贴的通知", "第一段\n第二段", agency=agency, issued_on=date(2024, 2, 3),
        keywords=("津贴",), portal="a", column="通知", attachments=(Attachment("f", "表", SHA, None, 7),),
    )  # fmt: skip


def digest(document: Document) -> str:
    return str(document_values(document)["content_hash"])


DOCUMENT: dict[str, Any] = {
    "revision": 4, "version": 2, "first_seen_at": SEEN, "changed_at": CHANGED,
    "content_hash": digest(content_of("http://a.test/1")),
    "page_sha256": SHA, "dated_on": date(2024, 2, 3), "year": 2024, "url": "http://a.test/1",
    "title": "关于高龄津贴的通知", "text": "第一段\n第二段", "agency": "民政局",
    "issued_on": date(2024, 2, 3), "keywords": ["津贴"], "portal": "a", "column": "通知",
    "attachments": [{"url": "f", "title": "表", "sha256": SHA, "media_type": None, "size": 7}],
}  # fmt: skip
FORMER = {"url": "http://a.test/1", "title": "旧", "text": "旧文", "keywords": [], "attachments": []}
COLUMN = {"portal": "a", "url": "l", "name": "通知", "entries": 9, "checked_at": CHANGED}
ROWS: dict[str, list[dict[str, Any]]] = {
    "document": [
        {"id": 1, **DOCUMENT},
        {
            "id": 2, **DOCUMENT, "url": "http://a.test/2", "revision": 5, "withdrawn_at": GONE,
            "content_hash": digest(content_of("http://a.test/2")),
        },
    ],
    "page": [{"url": "http://a.test/1", "status": 200, "fetched_at": CHANGED}],
    "crawled_column": [COLUMN],
    "crawl_run": [{"portal": "a", "started_at": SEEN, "finished_at": CHANGED}],
    "attachment_text": [{"sha256": SHA, "reading": "text", "text": "表格", "pages": 1, "reader": 3}],
    "past_query": [{"digest": SHA, "query": "高龄津贴", "count": 9}],
    "duplicate_pair": [
        {"left_id": 1, "right_id": 2, "kind": "same", "similarity": 1.0, "containment": 1.0, "reason": "相同"}
    ],
    "duplicate_member": [
        {"document_id": 1, "group_id": 1, "copy_of": 1},
        {"document_id": 2, "group_id": 1, "copy_of": 1},
    ],
    "duplicate_mark": [
        {"left_url": "http://a.test/1", "right_url": "http://a.test/2", "state": "handled",
         "marked_by": "王", "marked_at": CHANGED}
    ],
}  # fmt: skip
"""By table, in an order that foreign keys allow; each store is given those that it has."""


@pytest.fixture(scope="module", params=["0001", "0002", "0003", "0004", "0005"])
def opened_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The former schema's name, and a store of it that this program opened."""
    folder = tmp_path_factory.mktemp("old")
    make(folder, request.param)
    open_store(f"sqlite:///{folder}/gongkai.db").close()
    return request.param, folder / "gongkai.db"


@pytest.fixture
def old(opened_once: tuple[str, Path], tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """That name, and a copy of that store."""
    schema, made = opened_once
    shutil.copy(made, tmp_path)
    with open_store(f"sqlite:///{tmp_path}/gongkai.db") as store:
        yield schema, store


def make(folder: Path, schema: str, filled: bool = True) -> None:
    """A store of a former schema."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(f"sqlite:///{folder / 'gongkai.db'}")
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, schema)
        if filled:
            fill(connection)
    engine.dispose()


def fill(connection: Connection) -> None:
    held = MetaData()
    held.reflect(connection)
    for name in filter(held.tables.__contains__, ROWS):
        for row in ROWS[name]:
            connection.execute(insert(held.tables[name]).values(row))
    content = {column.name: FORMER.get(column.name) for column in held.tables["document"].c}
    former = {"document_id": 1, "number": 1, "recorded_at": SEEN, "page_sha256": None, "content": content}
    connection.execute(insert(held.tables["version"]), former)
    connection.execute(update(held.tables["revision"]).values(value=5))
    assert connection.execute(select(held.tables["document"].c.id)).all()


def utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=timezone.utc)


def test_every_migration_says_what_it_does_in_chinese(tmp_path: Path) -> None:
    steps = pending(f"sqlite:///{tmp_path / 'none.db'}")
    assert [step.number for step in steps] == [f"{number:04}" for number in range(1, len(steps) + 1)]
    assert steps[-1].number == migrate.HEAD
    assert all(re.search("[\u4e00-\u9fff]", step.told) for step in steps)


def test_what_an_upgrade_does_is_told_before_it_does_it(tmp_path: Path) -> None:
    make(tmp_path, "0018", filled=False)

    told = [
        CliRunner().invoke(gongkai, ["--data", str(tmp_path), "upgrade", *dry])
        for dry in (["--dry-run"], [], [])
    ]

    assert [answer.exit_code for answer in told] == [0, 0, 0]
    assert "0019" in told[0].output
    assert "没有改动" in told[0].output
    assert "0019" in told[1].output
    assert "已是这个版本" in told[2].output


def test_documents_and_their_versions_are_all_there(old: tuple[str, Store]) -> None:
    _, store = old
    up, gone = store.changes_since(0)
    assert up.document == content_of("http://a.test/1")
    assert (up.revision, up.version, up.changed_at, up.recorded_at) == (4, 2, utc(CHANGED), utc(CHANGED))
    assert (gone.withdrawn_at, gone.changed_at, gone.recorded_at) == (utc(GONE), utc(GONE), utc(CHANGED))
    assert [v.recorded_at for v in store.versions(1)] == [utc(CHANGED), utc(SEEN)]
    assert store.versions(1)[1].document.text == "旧文"
    assert store.last_revision() == 5


def test_nothing_is_queued_and_the_index_is_gone_on_with(old: tuple[str, Store]) -> None:
    _, store = old
    assert (store.indexing.reached(), store.indexing.queued().numbers) == (0, ())
    assert store.indexing.waiting(4) == 1


def test_what_else_was_remembered_is_there(old: tuple[str, Store]) -> None:
    schema, store = old
    visited = store.visits.recall(["http://a.test/1"])["http://a.test/1"].page
    # Its address led to another page, as nothing was kept of what came: whether for good is asked anew.
    due = PageState("http://a.test/1", 200, fetched_at=utc(CHANGED), received_at=utc(datetime(2000, 1, 1)))
    assert visited == due
    assert [column.entries for column in store.crawl_memory.columns()] == [9]
    assert [run.finished_at for run in store.crawl_memory.runs()] == [utc(CHANGED)]
    if schema >= "0002":
        assert store.file_texts.get([SHA]) == {SHA: AttachmentText(SHA, Reading.TEXT, "表格", 1, 3)}
    if schema >= "0004":
        assert store.past_queries.kept(1) == [("高龄津贴", 9)]
    if schema >= "0005":
        assert store.duplicates.pairs() == [Pair(1, 2, "same", 1.0, 1.0, None, "相同")]
        assert store.duplicates.copies([1, 2]) == {1: 1, 2: 1}
        (mark,) = store.duplicates.marks().values()
        assert (mark.state, mark.by, mark.at) == (MarkState.HANDLED, "王", utc(CHANGED))


def test_an_old_document_is_withdrawn_changed_and_returns_as_any_other(old: tuple[str, Store]) -> None:
    _, store = old
    store.put(Document("http://a.test/2", "又来了"))
    versions = store.versions(2)
    assert [version.recorded_at for version in versions][1:] == [utc(CHANGED)]
    assert store.withdraw("http://a.test/1")
    assert store.versions(1)[0].recorded_at == utc(CHANGED)
    assert [stored.id for stored in store.changes_since(5)] == [2, 1]


def test_names_that_are_cut_have_the_digest_of_what_is_left(tmp_path: Path) -> None:
    make(tmp_path, "0005")
    long = content_of("http://a.test/1", "局" * 350)
    with sqlite3.connect(tmp_path / "gongkai.db") as old:
        values = (long.agency, digest(long))
        old.execute("UPDATE document SET agency = ?, content_hash = ? WHERE id = 1", values)
    old.close()
    with open_store(f"sqlite:///{tmp_path}/gongkai.db") as store:
        kept = store.get(1)
        assert kept is not None
        assert kept.document.agency == "局" * 300
        assert store.put(long) is Change.UNCHANGED
