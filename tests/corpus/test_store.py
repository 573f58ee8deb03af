from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from databases import config_at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.catalogue import Filters
from corpus.config import Config
from corpus.errors import StoreError, StoreFull, StoreUnreadable
from corpus.records import Attachment, Change, ColumnState, Document, PageState
from corpus.store import Remembered, Store, migrate, open_store

NOTICE = Document(
    url="http://a.example/1",
    title="关于高龄津贴的通知",
    text="第一段\n第二段",
    issued_on=date(2023, 5, 1),
    published_on=date(2023, 5, 4),
    keywords=("津贴", "老年人"),
    attachments=(Attachment("http://a.example/f.pdf", "申请表", "ab" * 32, "application/pdf", 7),),
    portal="a",
    column="通知公告",
)


def titled(title: str) -> Document:
    return Document(url=NOTICE.url, title=title)


def test_a_document_comes_back_as_it_was_stored(store: Store) -> None:
    assert store.put(NOTICE, page_sha256="cd" * 32) is Change.NEW
    stored = store.by_url(NOTICE.url)
    assert stored is not None
    assert stored.document == NOTICE
    assert stored.page_sha256 == "cd" * 32
    assert store.get(stored.id) == stored


def test_storing_the_same_again_changes_nothing(store: Store) -> None:
    store.put(NOTICE)
    revision = store.last_revision()
    assert store.put(NOTICE) is Change.UNCHANGED
    assert store.last_revision() == revision


def test_changed_content_becomes_a_version_and_keeps_the_former(store: Store) -> None:
    store.put(NOTICE, page_sha256="01" * 32)
    assert store.put(titled("改"), page_sha256="02" * 32) is Change.CHANGED
    stored = store.by_url(NOTICE.url)
    assert stored is not None
    versions = store.versions(stored.id)
    assert [(v.number, v.document, v.page_sha256) for v in versions] == [
        (2, titled("改"), "02" * 32),
        (1, NOTICE, "01" * 32),
    ]


def test_withdrawal_is_a_tombstone_and_the_document_can_return(store: Store) -> None:
    store.put(NOTICE)
    assert store.withdraw(NOTICE.url)
    assert not store.withdraw(NOTICE.url)
    stored = store.by_url(NOTICE.url)
    assert stored is not None
    assert stored.withdrawn_at is not None
    assert list(store.catalogue()) == []
    assert store.put(NOTICE) is Change.RETURNED
    assert [s.document for s in store.catalogue()] == [NOTICE]


def test_an_unknown_address_cannot_be_withdrawn(store: Store) -> None:
    assert not store.withdraw("http://a.example/none")


def test_documents_are_stored_together_or_not_at_all(store: Store) -> None:
    store.put(NOTICE)
    revision = store.last_revision()
    new, impossible = replace(NOTICE, url="http://a.example/2"), replace(NOTICE, url="http://a.example/3")
    # SQLite takes any text for a day, the schema takes none.
    broken = replace(impossible, issued_on="no day")  # type: ignore[arg-type]
    with pytest.raises((StoreError, TypeError, AttributeError)):
        store.put_many([titled("改"), new, broken])
    assert store.last_revision() == revision
    assert [stored.document for stored in store.catalogue()] == [NOTICE]
    assert store.put_many([titled("改"), new]) == [Change.CHANGED, Change.NEW]


def test_one_address_twice_in_a_batch_is_stored_in_order(store: Store) -> None:
    batch = [titled("一"), titled("一"), titled("二"), titled("三")]
    assert store.put_many(batch) == [Change.NEW, Change.UNCHANGED, Change.CHANGED, Change.CHANGED]
    stored = store.by_url(NOTICE.url)
    assert stored is not None
    assert [v.document.title for v in store.versions(stored.id)] == ["三", "二", "一"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["put 1", "put 2", "withdraw"])), max_size=12
    )
)
def test_following_the_changes_reproduces_the_store(data: Path, steps: list[tuple[str, str]]) -> None:
    with open_store(config_at(data / uuid4().hex).store_url) as store:
        seen, copy = 0, {}
        for url, step in steps:
            if step == "withdraw":
                store.withdraw(url)
            else:
                store.put(Document(url=url, title=step))
            revisions = []
            for stored in store.changes_since(seen):
                revisions.append(stored.revision)
                copy[stored.document.url] = None if stored.withdrawn_at else stored.document
            assert revisions == sorted(set(revisions))
            assert all(revision > seen for revision in revisions)
            seen = max([seen, *revisions])
            assert seen == store.last_revision()
        up = {stored.document.url: stored.document for stored in store.catalogue()}
        assert up == {url: document for url, document in copy.items() if document}


def test_the_catalogue_is_filtered_and_newest_first(store: Store) -> None:
    for number, year in enumerate((2021, 2023, 2022)):
        store.put(
            Document(url=f"u{number}", title=str(year), issued_on=date(year, 1, 1), agency=f"机构{year % 2}")
        )
    store.put(Document(url="undated", title="无日期", agency="机构1"))
    assert [s.document.title for s in store.catalogue()] == ["2023", "2022", "2021", "无日期"]
    odd = store.catalogue(Filters(agency=("机构1",), year=(2021, 2023)))
    assert [s.document.title for s in odd] == ["2023", "2021"]


def test_a_visit_is_remembered_in_place_of_the_one_before(store: Store) -> None:
    at = datetime(2024, 3, 11, 8, 30, tzinfo=timezone.utc)
    store.visits.save([PageState("u", status=200, etag='"1"', fetched_at=at)])
    store.visits.save([PageState("u", status=404, missing_since=at)])
    assert store.visits.recall(["u", "other"]) == {
        "u": Remembered(PageState("u", status=404, missing_since=at))
    }


def test_columns_are_kept_for_each_portal(store: Store) -> None:
    at = datetime(2024, 3, 11, tzinfo=timezone.utc)
    first, second = ColumnState("a", "公告", "u", 3, at), ColumnState("b", "公告", "u", 4, at)
    store.crawl_memory.save_column(first)
    store.crawl_memory.save_column(second)
    assert store.crawl_memory.columns("a") == [first]
    assert store.crawl_memory.columns() == [first, second]


def test_an_interrupted_run_is_gone_on_with(store: Store) -> None:
    memory = store.crawl_memory
    run, resumed = memory.begin_run("a")
    assert not resumed
    assert memory.begin_run("a") == (run, True)
    memory.end_run("a")
    again, resumed = memory.begin_run("a")
    assert not resumed
    assert again.started_at > run.started_at


# What cannot be read back; that it is used has a test of its own.
@pytest.mark.filterwarnings("ignore:.*expression-based index .?document_title")
def test_the_newest_migration_makes_exactly_the_tables_of_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from corpus.store.schema import metadata

    monkeypatch.setattr(migrate, "make_tables", lambda *_: False)
    open_store(Config(data=tmp_path).store_url).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'gongkai.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == migrate.HEAD
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_new_file_is_what_the_migrations_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(f"sqlite:///{tmp_path / 'new.db'}").close()
    monkeypatch.setattr(migrate, "make_tables", lambda *_: False)
    open_store(f"sqlite:///{tmp_path / 'migrated.db'}").close()
    assert _made(tmp_path / "new.db") == _made(tmp_path / "migrated.db")


def _made(path: Path) -> dict[str, object]:
    """All but the order of columns, and the identity."""
    made: dict[str, object] = {}
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        for kind, name, sql in found:
            made[f"{kind} {name}"] = "AUTOINCREMENT" in sql if kind == "table" else " ".join(sql.split())
            if kind == "table":
                columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
                made[f"columns {name}"] = sorted(
                    (n, t, e, str(d).strip("'"), k) for _, n, t, e, d, k in columns
                )
                made[f"rows {name}"] = [row[:2] for row in connection.execute(f"SELECT * FROM {name}")]
    return made


def test_head_is_the_newest_migration_of_the_folder() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(migrate.MIGRATIONS)).get_current_head() == migrate.HEAD


@pytest.mark.parametrize("content", [b"this is no database" * 100, None])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gongkai.db"
    if content is None:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
            connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        connection.close()
        content = path.read_bytes()
    else:
        path.write_bytes(content)
    with pytest.raises(StoreUnreadable):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes()[100:200] == content[100:200]


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """The operating system's limit on the size of a file stands for the disk."""
    script = """
import resource, signal, sys
from corpus.errors import StoreFull
from corpus.records import Document
from corpus.store import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
store.put(Document(url="kept", title="保存"))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    for number in range(100):
        store.put(Document(url=str(number), title="x", text="y" * 50_000))
except StoreFull as error:
    sys.exit(str(error))
"""
    path = tmp_path / "gongkai.db"
    run = subprocess.run(
        [sys.executable, "-B", "-c", script, f"sqlite:///{path}"], capture_output=True, text=True, check=False
    )
    assert str(StoreFull()) in run.stderr
    with open_store(f"sqlite:///{path}") as store:
        kept = store.by_url("kept")
        assert kept is not None
        assert store.totals().documents == store.last_revision()


@pytest.mark.parametrize("name", ["agency", "portal", "column"])
def test_a_name_that_is_too_long_is_cut_and_read_back(tmp_path: Path, name: str) -> None:
    long: dict[str, Any] = {name: "长" * 350}
    document = replace(Document("http://a.example/", "题"), **long)
    with open_store(f"sqlite:///{tmp_path}/gongkai.db") as store:
        assert store.put(document) is Change.NEW
        kept = store.get(1)
        assert kept is not None
        assert getattr(kept.document, name) == "长" * 300
        assert store.put(document) is Change.UNCHANGED
