"""Whoosh as it comes: its own TEXT field, writer and searcher, over the very words that Gongkai indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.query import Or, Term

from corpus.config import IndexSettings
from corpus.records import Document
from indexer.text import as_word, normalise, open_segmenter


class Words(Tokenizer):  # type: ignore[misc]
    """Normalised text, cut by the configured segmenter, as Whoosh's tokens."""

    def __call__(self, value: str, positions: bool = False, mode: str = "", **_: Any) -> Iterator[Token]:
        """One token a word, with its position."""
        token = Token(positions, mode=mode)
        token.boost = 1.0
        token.stopped = False
        for position, word in enumerate(words(value)):
            token.text = word
            if positions:
                token.pos = position
            yield token


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    pieces = open_segmenter(IndexSettings()).cut(normalise(text))
    return [word for word in map(as_word, pieces) if word]


def write(folder: Path, documents: Iterable[Document], *, phrase: bool, limit_mb: int) -> None:
    """An index of title and text in one TEXT field. `phrase=True` and 128 MB are Whoosh's defaults."""
    schema = Schema(url=ID(stored=True), text=TEXT(analyzer=Words(), phrase=phrase))
    folder.mkdir(parents=True, exist_ok=True)
    writer = index.create_in(str(folder), schema).writer(limitmb=limit_mb)
    for document in documents:
        writer.add_document(url=document.url, text=f"{document.title}\n{document.text}")
    writer.commit()


def search(searcher: Any, question: str) -> list[str]:
    """The first ten addresses for any of the words, by Whoosh's BM25F."""
    query = Or([Term("text", word) for word in dict.fromkeys(words(question))])
    return [hit["url"] for hit in searcher.search(query, limit=10)]
