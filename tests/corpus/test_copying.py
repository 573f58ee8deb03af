"""`gongkai store copy`: every record arrives, whatever interrupts it, and nothing else is overwritten."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from databases import config_at
from sqlalchemy import select, update

from corpus.config import Config
from corpus.errors import CopyRefused, StoreBusy
from corpus.records import Attachment, AttachmentText, Change, Disagreement, Document, PageState, Reading
from corpus.store import MarkState, Pair, Store, copy_store, database, open_store, schema
from corpus.store.rows import document_from, document_values

ROOT = Path(__file__).resolve().parents[2]
COPY = "import sys; from corpus.store import copy_store; copy_store(*sys.argv[1:], lambda done, total: None)"
DOCUMENTS = 1500
NOTICE = Document(
    url="http://a.test/notice?" + "长" * 3000,
    title="关于高龄津贴的通知",
    text="正文\n" * 500,
    issued_on=date(2023, 5, 1),
    keywords=("津贴",),
    attachments=(Attachment("http://a.test/f.pdf", "申请表", "ab" * 32, "application/pdf", 7),),
    portal="a",
    column="通知公告",
    html="<p>正文</p>",
    disagreements=(Disagreement("title", "一", "二"),),
)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """On SQLite, with something in every table."""
    with open_store(old(tmp_path)) as store:
        fill(store, tmp_path)
        yield store


def fill(store: Store, folder: Path) -> None:
    others = (replace(NOTICE, url=f"http://a.test/{number}") for number in range(DOCUMENTS))
    store.put_many([NOTICE, *others], "cd" * 32)
    store.put(replace(NOTICE, text="又一段"))
    store.withdraw("http://a.test/7")
    store.file_texts.put(AttachmentText("ab" * 32, Reading.TEXT, "附件", 1, 1), 3)
    store.duplicates.replace([1, 2], [Pair(1, 2, "same", 1.0, 0.1 + 0.2, None, "相同")])
    store.duplicates.mark([("http://a.test/1", "http://a.test/2")], MarkState.DISTINCT, "某人")
    store.crawl_memory.begin_run("a")
    store.leases.schedule(["a"])
    store.past_queries.add({"养老金": 3}, 1, folder / "key")


def old(folder: Path) -> str:
    return Config(data=folder / "old").store_url


@pytest.fixture
def target(data: Path, source: Store) -> str:
    """On either kind of database."""
    return config_at(data / "new").store_url


def content(address: str) -> dict[str, list[str]]:
    """All there is in a store."""
    engine = database.connect(address)
    with database.transaction(engine, writes=False) as connection:
        held = {
            table.name: sorted(map(repr, connection.execute(table.select()).all()))
            for table in schema.metadata.sorted_tables
        }
    engine.dispose()
    return held


def copy(source: str, target: str) -> tuple[int, int]:
    report = copy_store(source, target, lambda done, total: None)
    return report.records, report.written


def test_every_record_of_every_table_arrives(source: Store, target: str, tmp_path: Path) -> None:
    records, written = copy(old(tmp_path), target)
    assert records == written == sum(map(len, content(old(tmp_path)).values())) - 1
    assert content(target) == content(old(tmp_path))
    assert copy(old(tmp_path), target) == (records, 0)


def test_numbers_and_revisions_go_on_behind_the_copied_ones(
    source: Store, target: str, tmp_path: Path
) -> None:
    copy(old(tmp_path), target)
    with open_store(target) as new:
        assert new.put(replace(NOTICE, url="http://a.test/new")) is Change.NEW
        stored = new.by_url("http://a.test/new")
        assert stored is not None
        assert (stored.id, stored.revision) == (DOCUMENTS + 2, source.last_revision() + 1)
        new.indexing.queue([1])
        assert len(new.indexing.queued().numbers) == len({1, *source.indexing.queued().numbers})


def test_a_killed_copy_is_finished_by_the_next(source: Store, target: str, tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", COPY, old(tmp_path), target], cwd=ROOT)
    with open_store(target) as new:
        while new.changes_count(0) < DOCUMENTS // 3 and process.poll() is None:
            time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    with open_store(target) as new:
        arrived = new.changes_count(0)
        assert new.last_revision() == 0
    assert 0 < arrived <= DOCUMENTS
    # What changes meanwhile comes, and what goes, goes.
    source.put(replace(NOTICE, url="http://a.test/1", text="新"))
    source.indexing.done(source.last_revision(), source.indexing.queued())
    source.visits.save([PageState("http://a.test/1", 200, fetched_at=datetime.now(timezone.utc))])
    until = time.monotonic() + 30
    while True:
        try:
            records, written = copy(old(tmp_path), target)
            break
        except StoreBusy:
            # The server learns of the end of a client a moment later.
            assert time.monotonic() < until
    assert written <= records - arrived + 1
    assert content(target) == content(old(tmp_path))


def test_another_store_is_not_overwritten(source: Store, target: str, tmp_path: Path) -> None:
    with open_store(target) as new:
        new.put(replace(NOTICE, title="另一份"))
        before = content(target)
        with pytest.raises(CopyRefused, match="已有另外的内容"):
            copy(old(tmp_path), target)
        assert content(target) == before


def test_an_unfinished_copy_of_another_store_is_not_gone_on_with(
    source: Store, target: str, tmp_path: Path
) -> None:
    with open_store(target) as new:
        new.put(replace(NOTICE, url="http://b.test/", title="另一份"))
    engine = database.connect(target)
    with database.transaction(engine, writes=True) as connection:
        connection.execute(update(schema.revision).values(value=0))
    engine.dispose()
    before = content(target)
    with pytest.raises(CopyRefused, match="已有另外的内容"):
        copy(old(tmp_path), target)
    assert content(target) == before


def test_the_store_itself_is_no_target(source: Store, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="现在使用"):
        copy(old(tmp_path), old(tmp_path))


def test_an_address_that_is_none_is_said_to_be_the_targets(source: Store, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="不能复制到目标数据库：它应当是 postgresql"):
        copy(old(tmp_path), "mysql://u:secret@host/d")


def test_the_source_is_read_and_not_written_meanwhile(source: Store, target: str, tmp_path: Path) -> None:
    seen = []

    def look(done: int, total: int) -> None:
        seen.append((done, total, source.totals().documents))

    copy_store(old(tmp_path), target, look)
    assert seen[-1][0] == seen[-1][1]
    assert {documents for _, _, documents in seen} == {DOCUMENTS}


def test_characters_that_postgresql_cannot_hold_are_taken_out_of_old_records(
    source: Store, target: str, tmp_path: Path
) -> None:
    engine = database.connect(old(tmp_path))
    with database.transaction(engine, writes=True) as connection:
        connection.exec_driver_sql("UPDATE document SET title = 'a' || char(0) || 'b' WHERE id = 1")
        connection.exec_driver_sql("""UPDATE document SET keywords = '["a\\u0000b"]' WHERE id = 1""")
        # An old program had the digest of what it kept.
        row = connection.execute(select(schema.document).where(schema.document.c.id == 1)).mappings().one()
        kept = document_values(document_from(row))["content_hash"]
        connection.execute(update(schema.document).values(content_hash=kept).where(schema.document.c.id == 1))
    engine.dispose()
    copy(old(tmp_path), target)
    with open_store(target) as new:
        (stored,) = new.documents([1])
        assert (stored.document.title, stored.document.keywords) == ("ab", ("ab",))


def test_the_command_says_what_is_to_be_done_next(source: Store, target: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "gongkai.py", "--data", str(tmp_path / "old"), "store", "copy", "--to", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "条记录" in run.stdout
    assert "store.url" in run.stdout
