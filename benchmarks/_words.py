"""The words that Gongkai indexes and asks for, but for those an index learned: what every other engine gets,
joined by blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.config import IndexSettings
from corpus.records import Document
from indexer.text import Segmenter, as_word, normalise, open_segmenter

Text = tuple[str, str]
"""A document's address, and the words of its title and text joined by blanks."""


def words(text: str, segmenter: Segmenter | None = None) -> list[str]:
    """The words of a text, in order, as a segmenter or the configured one cuts it."""
    pieces = (segmenter or open_segmenter(IndexSettings())).cut(normalise(text))
    return [word for word in map(as_word, pieces) if word]


def asked(question: str, segmenter: Segmenter | None = None) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(words(question, segmenter)))


def cut(documents: Iterable[Document]) -> Iterator[Text]:
    """Documents as other engines take them."""
    segmenter = open_segmenter(IndexSettings())
    for document in documents:
        yield document.url, " ".join(words(f"{document.title}\n{document.text}", segmenter))
