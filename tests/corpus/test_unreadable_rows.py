"""A row that is not as it was written is one sentence, which names the document where that is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.config import Config
from corpus.errors import RowUnreadable
from corpus.privacy import catch_up, rows
from corpus.records import AttachmentText, Document, Reading
from corpus.store import PersonalFilter, Store, open_store

URL = "http://a.example/2"

READS: tuple[Callable[[Store], object], ...] = (
    lambda store: store.documents([1, 2, 3]),
    lambda store: store.by_url(URL),
    lambda store: list(store.changes_since(0)),
    lambda store: list(store.catalogue()),
    lambda store: store.versions(2),
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config(data=tmp_path)
    with open_store(config.store_url) as store:
        store.put_many([Document(f"http://a.example/{n}", f"第{n}份", text="旧") for n in (1, 2, 3)])
        store.put(Document(URL, "第2份", text="新"))
    return config


def damaged(config: Config, statement: str) -> Store:
    with sqlite3.connect(config.data / "gongkai.db") as database:
        database.execute(statement)
    database.close()
    return open_store(config.store_url)


@pytest.mark.parametrize(
    "change",
    [
        "published_on = 'yesterday'",
        "changed_at = 'long ago'",
        "attachments = '{'",
        "attachments = '[1]'",
        """attachments = '[{"url": 1, "title": "x"}]'""",
        "keywords = '\"津贴\"'",
        "keywords = '7'",
        "title = CAST(x'ff' AS TEXT)",
        "text = x'ff'",
        "version = 'two'",
    ],
)
def test_a_document_that_cannot_be_read_is_named(config: Config, change: str) -> None:
    with damaged(config, f"UPDATE document SET {change} WHERE id = 2") as store:
        for read in READS:
            with pytest.raises(RowUnreadable, match=r"第 2 号文件读不出来.*gongkai verify.*备份恢复") as met:
                read(store)
            assert "\\x" not in str(met.value)


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE version SET content = '[]'", lambda store: store.versions(2)),
        ("UPDATE version SET content = '{'", lambda store: store.versions(2)),
        (
            "INSERT INTO duplicate_mark VALUES ('a', 'b', 'odd', 'c', '2026-01-01 00:00:00')",
            lambda store: store.duplicates.marks(),
        ),
        (
            "INSERT INTO crawl_run (portal, started_at) VALUES ('p', 'odd')",
            lambda store: store.crawl_memory.runs(),
        ),
        (
            "INSERT INTO attachment_text (sha256, reading, text, reader) VALUES ('a', 'odd', '', 1)",
            lambda store: store.file_texts.get(["a"]),
        ),
    ],
)
def test_so_is_whatever_else_cannot_be_read(
    config: Config, statement: str, read: Callable[[Store], object]
) -> None:
    with damaged(config, statement) as store, pytest.raises(RowUnreadable, match="gongkai verify"):
        read(store)


@pytest.mark.parametrize(
    "change", ["text = '新了'", "title = '第3份'", "dated_on = '2020-01-01'", "year = 7"]
)
def test_a_document_that_is_not_what_was_stored_is_not_shown(config: Config, change: str) -> None:
    with damaged(config, f"UPDATE document SET {change} WHERE id = 2") as store:
        for read in (READS[0], READS[3], lambda store: store.get(2)):
            with pytest.raises(RowUnreadable, match=r"第 2 号文件读不出来（内容与它的校验值不符）"):
                read(store)
        assert [stored.id for stored in store.documents([1, 3])] == [1, 3]
        assert {one.id for one in store.changes_since(0) if one.damaged and one.withdrawn_at} == {2}


@pytest.mark.parametrize("change", ["published_on = 'yesterday'", "text = '王某某'"])
def test_what_was_published_by_mistake_is_looked_for_beside_it(config: Config, change: str) -> None:
    with damaged(config, f"UPDATE document SET {change} WHERE id = 2") as store:
        store.put(Document("http://a.example/4", "第4份", text="王某某110101199003070038"))
        done = catch_up(store)
        assert (done.looked, done.left, store.personal_findings.count(PersonalFilter())) == (3, 0, 1)


def test_a_damaged_document_never_gets_a_sound_digest(config: Config) -> None:
    with damaged(config, "UPDATE document SET text = '又新' WHERE id = 2") as store:
        assert store.refile({URL: "公告"}) == 0
        for read in (lambda: store.get(2), lambda: store.by_url(URL)):
            with pytest.raises(RowUnreadable, match="校验值"):
                read()
        store.put(Document(URL, "第2份", text="三"))
        assert [version.document.text for version in store.versions(2)] == ["三", "旧"]


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE document SET html = '<p>旧</p>' WHERE id = 2", lambda store: store.get(2)),
        ("UPDATE version SET content = replace(content, '\"title\"', '\"summary\"')", READS[4]),
        ("UPDATE version SET digest = 'f' || substr(digest, 2, 62)", READS[4]),
        ("UPDATE attachment_text SET text = '附表二'", lambda store: store.file_texts.get(["a"])),
    ],
)
def test_what_follows_a_document_is_compared_too(
    config: Config, statement: str, read: Callable[[Store], object]
) -> None:
    with open_store(config.store_url) as store:
        store.file_texts.put(AttachmentText("a", Reading.TEXT, "附表一", 1, 1))
        assert read(store)
        assert not list(store.soundness.rows(lambda done, total: None))
    with damaged(config, statement) as store:
        with pytest.raises(RowUnreadable, match="gongkai verify"):
            read(store)
        assert len(list(store.soundness.rows(lambda done, total: None))) == 1


def test_one_of_them_keeps_nothing_else_off_the_list_of_persons(config: Config) -> None:
    with open_store(config.store_url) as store:
        store.put_many(
            [Document(f"http://a.example/{n}", "公示", "王某某110101199003070038") for n in (1, 2)]
        )
        catch_up(store)
    with damaged(config, "UPDATE document SET text = x'ff' WHERE id = 2") as store:
        assert {row["number"] for row in rows(store, PersonalFilter())} == {"1"}
