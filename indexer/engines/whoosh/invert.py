"""Documents to the arrays of a segment. Everything by sorting: no loop over postings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.arrays import Array, ArrayWriter
from indexer.engines.base import IndexedDocument
from indexer.engines.whoosh.layout import CATEGORIES, PAIR_SHIFT, PARAGRAPH
from indexer.text import Segmenter, as_word, normalise
from indexer.text.numbers import as_token

PAIR_BITS = 2 * PAIR_SHIFT
DOC_BITS = 64 - PAIR_BITS
MAX_DOCUMENTS = 1 << DOC_BITS
"""Documents of one inversion: what is left of 64 bits beside two characters."""

MAX_COUNT = np.iinfo(np.uint16).max
"""A word more frequent than this in one document counts as this often; the score has long levelled off."""
MAX_SMALL_COUNT = np.iinfo(np.uint8).max
"""The same for titles and for pairs of characters."""


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Postings in the order of their terms, and within a term of their documents."""

    terms: Array
    """uint64, ascending."""
    offsets: Array
    """int64, where the postings of each term begin; one more at the end."""
    docs: Array


class _Numbering(dict[str, int]):
    """Pieces of text to numbers, given out as they come; 0 for what is no word."""

    def __init__(self) -> None:
        super().__init__()
        self.words = [""]

    def __missing__(self, piece: str) -> int:
        word = as_word(piece)
        if not word:
            number = 0
        elif word != piece:
            number = self[word]
        else:
            number = len(self.words)
            self.words.append(word)
        self[piece] = number
        return number


def write_segment(writer: ArrayWriter, documents: Sequence[IndexedDocument], segmenter: Segmenter) -> None:
    """Write the arrays that `layout` describes. At most MAX_DOCUMENTS."""
    titles = [normalise(document.title).replace("\n", " ") for document in documents]
    texts = [normalise(document.text) for document in documents]
    _write_columns(writer, documents)
    _write_words(writer, titles, texts, [document.numbers for document in documents], segmenter)
    _write_contents(writer, [f"{title}\n{text}\n" for title, text in zip(titles, texts, strict=True)])


def _write_columns(writer: ArrayWriter, documents: Sequence[IndexedDocument]) -> None:
    writer.add("ids", np.array([document.id for document in documents], dtype=np.int64))
    writer.add("day", np.array([document.day for document in documents], dtype=np.int32))
    writer.add("year", np.array([document.year or 0 for document in documents], dtype=np.int32))
    for name in CATEGORIES:
        codes: dict[Any, int] = {None: 0}
        values = (getattr(document, name) or None for document in documents)
        numbers = [codes.setdefault(value, len(codes)) for value in values]
        writer.add(name, np.array(numbers, dtype=np.int32))
        writer.note(name, list(codes)[1:])


def _write_words(
    writer: ArrayWriter,
    titles: list[str],
    texts: list[str],
    keys: list[tuple[str, ...]],
    segmenter: Segmenter,
) -> None:
    numbering, cut = _Numbering(), segmenter.cut
    in_text = _numbers(map(cut, texts), numbering)
    named = (cut(title) + list(map(as_token, own)) for title, own in zip(titles, keys, strict=True))
    in_title = _numbers(named, numbering)
    order = sorted(range(1, len(numbering.words)), key=numbering.words.__getitem__)
    ranks = np.zeros(len(numbering.words), dtype=np.uint64)
    ranks[order] = np.arange(1, len(order) + 1, dtype=np.uint64)
    text, title = (_keys(numbers, ranks) for numbers in (in_text, in_title))
    lengths = [np.bincount(_docs(keys), minlength=len(texts)).astype(np.uint32) for keys in (text, title)]
    writer.add("text_length", lengths[0])
    writer.add("title_length", lengths[1])
    text, text_counts = np.unique(text, return_counts=True)
    title, title_counts = np.unique(title, return_counts=True)
    every = np.union1d(text, title)
    grouped = _grouped(every)
    write_terms(writer, "word", [numbering.words[number].encode() for number in order])
    writer.add("word.offsets", grouped.offsets)
    writer.add("word.docs", grouped.docs)
    writer.add("word.text", _spread(every, text, text_counts, MAX_COUNT).astype(np.uint16))
    writer.add("word.title", _spread(every, title, title_counts, MAX_SMALL_COUNT).astype(np.uint8))


def _numbers(texts: Iterable[list[str]], numbering: _Numbering) -> tuple[Array, Array]:
    """Numbers of all pieces of all texts, and the text of each."""
    pieces, lengths = array("I"), []
    number = numbering.__getitem__
    for text in texts:
        before = len(pieces)
        pieces.extend(map(number, text))
        lengths.append(len(pieces) - before)
    docs = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    return np.frombuffer(pieces, dtype=np.uint32) if pieces else np.zeros(0, dtype=np.uint32), docs


def _keys(numbers: tuple[Array, Array], ranks: Array) -> Array:
    """Word and document in one number each; what is no word is left out."""
    words = ranks[numbers[0]]
    kept = words > 0
    keys: Array = words[kept] << np.uint64(DOC_BITS) | numbers[1][kept]
    return keys


def _docs(keys: Array) -> Array:
    docs: Array = (keys & np.uint64(MAX_DOCUMENTS - 1)).astype(np.int64)
    return docs


def _spread(every: Array, some: Array, counts: Array, largest: int) -> Array:
    """Counts of `some` keys at their places among `every` key, 0 elsewhere."""
    spread = np.zeros(len(every), dtype=np.int64)
    spread[np.searchsorted(every, some)] = np.minimum(counts, largest)
    return spread


def _grouped(keys: Array) -> _Grouped:
    """Sorted keys, each once, as postings."""
    terms, sizes = _counted(keys >> np.uint64(DOC_BITS))
    docs = (keys & np.uint64(MAX_DOCUMENTS - 1)).astype(np.uint32)
    return _Grouped(terms, np.append(0, np.cumsum(sizes)), docs)


def write_terms(writer: ArrayWriter, name: str, terms: list[bytes]) -> None:
    """Sorted terms as one run of bytes and where each begins."""
    lengths = np.fromiter(map(len, terms), dtype=np.int64, count=len(terms))
    writer.add(f"{name}.starts", np.append(0, np.cumsum(lengths)))
    writer.add(f"{name}.bytes", np.frombuffer(b"".join(terms), dtype=np.uint8))


def _write_contents(writer: ArrayWriter, contents: list[str]) -> None:
    """The normalised contents themselves, and the pairs of neighbouring characters in them."""
    encoded = [content.encode() for content in contents]
    lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
    writer.add("content.starts", np.append(0, np.cumsum(lengths)))
    writer.add("content.bytes", np.frombuffer(b"".join(encoded), dtype=np.uint8))
    sizes = np.fromiter(map(len, contents), dtype=np.int64, count=len(contents))
    characters = np.frombuffer("".join(contents).encode("utf-32-le"), dtype=np.uint32)
    keys = _pair_keys(characters, np.repeat(np.arange(len(contents), dtype=np.uint64), sizes))
    keys.sort()
    keys, counts = _counted(keys)
    grouped = _grouped(keys)
    writer.add("pair.terms", grouped.terms)
    writer.add("pair.offsets", grouped.offsets)
    writer.add("pair.docs", grouped.docs)
    writer.add("pair.counts", np.minimum(counts, MAX_SMALL_COUNT).astype(np.uint8))


def _pair_keys(characters: Array, docs: Array) -> Array:
    """A paragraph break begins no pair, so a document's last one also keeps neighbours in the batch apart."""
    kept = np.flatnonzero(characters[:-1] != PARAGRAPH)
    first, second = characters[kept].astype(np.uint64), characters[kept + 1].astype(np.uint64)
    keys: Array = (first << np.uint64(PAIR_SHIFT) | second) << np.uint64(DOC_BITS) | docs[kept]
    return keys


def _counted(keys: Array) -> tuple[Array, Array]:
    """Each of the sorted keys once, with how often it occurs."""
    first = np.append(True, keys[1:] != keys[:-1]) if len(keys) else np.zeros(0, dtype=bool)
    starts = np.flatnonzero(first)
    return keys[starts], np.diff(np.append(starts, len(keys)))
