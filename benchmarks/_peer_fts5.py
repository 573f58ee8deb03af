"""SQLite's FTS5, through the sqlite3 that comes with Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from _words import Text

TABLE = """CREATE VIRTUAL TABLE texts USING fts5(
    url UNINDEXED, text, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")"""
"""Everything but blanks belongs to a word, so that words stay as they were cut."""


def write(folder: Path, texts: Iterable[Text]) -> None:
    """One table, made in one transaction and optimised."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute(TABLE)
    connection.executemany("INSERT INTO texts VALUES (?, ?)", texts)
    connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    connection.commit()
    connection.close()


def opened(folder: Path) -> Callable[[list[str]], list[str]]:
    """Any of the words, by its BM25."""
    connection = sqlite3.connect(folder / "fts5.db")

    def search(words: list[str]) -> list[str]:
        query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        found = connection.execute(
            "SELECT url FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10", (query,)
        )
        return [url for (url,) in found]

    return search
