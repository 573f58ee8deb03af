"""What the collection is worded like, as suggestions read it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event

from corpus.records import Document
from corpus.store import Store, open_store
from corpus.store.database.texts import LONGEST_NAME
from corpus.store.wording import LONGEST_TEXT

DOCUMENTS = 4


def test_names_of_agencies_are_read_without_the_documents(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.db"
    asked: list[tuple[str, Any]] = []
    with open_store(f"sqlite:///{path}") as store:
        for number in range(5):
            address = f"http://e.test/{number}"
            store.put(Document(url=address, title="题", text="文", agency=f"机关{number % 2}"))
        store.withdraw("http://e.test/1")
        event.listen(
            store.wording._engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3]))
        )
        assert store.wording.values("agency") == [("机关0", 3), ("机关1", 1)]
    with closing(sqlite3.connect(path)) as connection:
        plan = [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[-1][0]}", asked[-1][1])]
    assert len(plan) == 1
    assert "USING COVERING INDEX document_agency" in plan[0]


def test_of_too_many_titles_those_of_most_documents_and_the_latest_are_told(store: Store) -> None:
    for number, title in enumerate(["甲", "乙", "丙", "甲", "丁", "戊"]):
        store.put(Document(url=f"http://e.test/{number}", title=title, text="文"))
    store.withdraw("http://e.test/5")
    assert store.wording.titles(3) == [("甲", 2), ("丁", 1), ("丙", 1)]
    assert store.wording.titles(9) == [("甲", 2), ("丁", 1), ("丙", 1), ("乙", 1)]
    assert store.wording.titles(9, store.last_revision() - 3) == [("丁", 1)]


def test_an_agency_longer_than_a_name_is_cut(store: Store) -> None:
    store.put(Document(url="http://e.test/1", title="题", text="文", agency="局" * 2 * LONGEST_NAME))
    assert store.wording.values("agency") == [("局" * LONGEST_NAME, 1)]


def test_long_texts_count_only_as_far_as_they_are_read(store: Store) -> None:
    long = "政" * (3 * LONGEST_TEXT)
    store.put_many([Document(url=f"http://e.test/{n}", title=f"{n}号", text=long) for n in range(DOCUMENTS)])
    texts = list(store.wording.texts(DOCUMENTS * LONGEST_TEXT + 1))
    assert len(texts) == DOCUMENTS
    assert {text.count("政") for text in texts} == {LONGEST_TEXT}
