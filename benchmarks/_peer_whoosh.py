"""Whoosh as it comes: its own TEXT field, writer and searcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from _words import Text
from whoosh import index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.query import Or, Term


def write(folder: Path, texts: Iterable[Text], analyzer: Any = None) -> None:
    """An index with one TEXT field; its defaults throughout. Another analyzer takes whole texts."""
    schema = Schema(url=ID(stored=True), text=TEXT(analyzer=analyzer or SpaceSeparatedTokenizer()))
    folder.mkdir(parents=True, exist_ok=True)
    writer = index.create_in(str(folder), schema).writer()
    for url, text in texts:
        writer.add_document(url=url, text=text)
    writer.commit()


def opened(folder: Path) -> Callable[[list[str]], list[str]]:
    """Any of the words, by Whoosh's BM25F."""
    searcher = index.open_dir(str(folder)).searcher()

    def search(words: list[str]) -> list[str]:
        found = searcher.search(Or([Term("text", word) for word in words]), limit=10)
        return [hit["url"] for hit in found]

    return search
