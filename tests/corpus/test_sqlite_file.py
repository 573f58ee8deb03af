"""How a SQLite file is opened: nothing that was committed is lost with the current, nothing stands alone."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url

from corpus.records import Document
from corpus.store import open_store
from corpus.store.database.sqlite import Sqlite
from corpus.store.database.sqlite_file import open_file

FULL = 2
"""sqlite.org/pragma.html#pragma_synchronous: in WAL mode the log is synced after each transaction."""


def test_every_commit_is_synced(tmp_path: Path) -> None:
    opened = open_file(tmp_path / "a.db")
    assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert opened.execute("PRAGMA synchronous").fetchone() == (FULL,)
    opened.close()


def test_what_is_referred_to_cannot_go(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        store.put(Document("http://a.example/1", "通知", "第一版"))
        store.put(Document("http://a.example/1", "通知", "第二版"))
    opened = open_file(tmp_path / "a.db")
    with pytest.raises(sqlite3.IntegrityError):
        opened.execute("DELETE FROM document")
    opened.close()


def test_whoever_is_killed_while_another_file_comes_in_its_place_loses_no_commit(tmp_path: Path) -> None:
    opened, copy = open_file(tmp_path / "a.db"), tmp_path / "copy"
    opened.execute("CREATE TABLE document (title TEXT)")
    opened.execute("INSERT INTO document VALUES ('通知')")
    copy.mkdir()
    for name in ("a.db", "a.db-wal"):
        shutil.copyfile(tmp_path / name, copy / name)
    opened.close()
    assert (copy / "a.db-wal").stat().st_size > 0
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        Sqlite().load(make_url(f"sqlite:///{copy}/a.db"), tmp_path / "folder")
    (copy / "a.db-wal").unlink(missing_ok=True)
    again = sqlite3.connect(copy / "a.db")
    assert again.execute("SELECT title FROM document").fetchall() == [("通知",)]
    again.close()
