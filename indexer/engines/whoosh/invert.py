"""Documents to the arrays of a segment. Everything by sorting: no loop over postings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.engines.contract import IndexedDocument
from indexer.engines.whoosh.contents import writing_contents
from indexer.engines.whoosh.counts import CountsWriter
from indexer.engines.whoosh.segment_format import (
    CATEGORIES,
    DOCUMENT,
    PAIR_SHIFT,
    PARAGRAPH,
    PLACE,
    WORD_COUNTS,
    key_hash,
)
from indexer.engines.whoosh.term_lists import WordListWriter, write_numbers
from indexer.segments.array_writer import Array, ArrayWriter
from indexer.text import Segmenter, as_word, normalise, normalise_line, title_key, wholes
from indexer.text.citations import cited, works
from indexer.text.jurisdictions import edition_key, jurisdiction, places
from indexer.text.numbers import as_token
from indexer.text.taking_effect import effect_ordinal

PAIR_BITS = 2 * PAIR_SHIFT
DOC_BITS = 64 - PAIR_BITS
"""Left of 64 beside two characters; more than MOST_DOCUMENTS need."""
DOC_MASK = (1 << DOC_BITS) - 1

MAX_PAIR_COUNT = np.iinfo(np.uint8).max
"""A pair of characters more frequent than this in one document counts as this often; the score has long
levelled off."""


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Postings in the order of their terms, and within a term of their documents."""

    terms: Array
    """uint64, ascending."""
    offsets: Array
    """Where the postings of each term begin; one more at the end."""
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
    """Write the arrays that `layout` describes. At most MOST_DOCUMENTS."""
    titles = [normalise_line(f"{document.title} {document.labels}") for document in documents]
    texts = [normalise(document.text) for document in documents]
    attached = [normalise(document.attached) for document in documents]
    _write_columns(writer, documents)
    _write_works(writer, [normalise_line(document.title) for document in documents], texts)
    _write_places(writer, documents, texts)
    _write_words(writer, titles, texts, attached, documents, segmenter)
    parts = zip(titles, texts, attached, strict=True)
    _write_contents(writer, [_content(*one) for one in parts])


def _content(title: str, *texts: str) -> str:
    return "".join(f"{part}\n" for part in (title, *filter(None, texts)))


def _write_columns(writer: ArrayWriter, documents: Sequence[IndexedDocument]) -> None:
    writer.add("ids", np.array([document.id for document in documents], dtype=np.int64))
    writer.add("day", np.array([document.day for document in documents], dtype=np.int32))
    writer.add("posted", np.array([document.posted for document in documents], dtype=np.int32))
    writer.add("year", np.array([document.facets.get("year") or 0 for document in documents], dtype=np.int32))
    writer.add("copy_of", np.array([document.copy_of for document in documents], dtype=np.int64))
    writer.add("name", _hashes(title_key(document.title) for document in documents))
    for name in CATEGORIES:
        codes: dict[Any, int] = {None: 0}
        values = (document.facets.get(name) or None for document in documents)
        numbers = [codes.setdefault(value, len(codes)) for value in values]
        writer.add(name, np.array(numbers, dtype=np.int32))
        writer.note(name, list(codes)[1:])


def _write_works(writer: ArrayWriter, titles: list[str], texts: list[str]) -> None:
    """What each document is, and the other works that it cites."""
    own = [works(title) for title in titles]
    writer.add("work", _hashes("".join(names[:1]) for names in own))
    writer.add("brought", _hashes("".join(names[1:2]) for names in own))
    cites = [cited(text).difference(names) for text, names in zip(texts, own, strict=True)]
    _write_named(writer, "cited.works", "cited.docs", cites)


def _write_places(writer: ArrayWriter, documents: Sequence[IndexedDocument], texts: list[str]) -> None:
    """Whose each document is, what it shares with its other versions, and from which day it holds."""
    titles = [normalise_line(document.title) for document in documents]
    editions = list(map(edition_key, titles))
    days = (document.day for document in documents)
    effects = [effect_ordinal(*one) for one in zip(editions, texts, days, strict=True)]
    writer.add("jurisdiction", _hashes(map(jurisdiction, titles)))
    writer.add("edition", _hashes(editions))
    writer.add("effect", np.array(effects, dtype=np.int32))
    agencies = (document.agencies for document in documents)
    placed = [places(*one) for one in zip(titles, texts, agencies, strict=True)]
    _write_named(writer, "placed.names", "placed.docs", placed)


def _write_named(writer: ArrayWriter, names: str, numbers: str, keys: Sequence[frozenset[str]]) -> None:
    """The hashes of all keys, sorted, with the documents that have them."""
    hashes = _hashes(key for some in keys for key in some)
    docs = np.repeat(np.arange(len(keys), dtype=DOCUMENT), list(map(len, keys)))
    order = np.argsort(hashes, kind="stable")
    writer.add(names, hashes[order])
    writer.add(numbers, docs[order])


def _hashes(keys: Iterable[str]) -> Array:
    return np.array([key_hash(key) for key in keys], dtype=np.uint64)


def _write_words(
    writer: ArrayWriter,
    titles: list[str],
    texts: list[str],
    attached: list[str],
    documents: Sequence[IndexedDocument],
    segmenter: Segmenter,
) -> None:
    numbering, cut = _Numbering(), segmenter.cut
    in_text = _numbers((cut(text) + wholes(text) for text in texts), numbering)
    named = (
        cut(title) + wholes(title) + list(map(as_token, document.numbers))
        for title, document in zip(titles, documents, strict=True)
    )
    in_title = _numbers(named, numbering)
    in_attached = _numbers((cut(text) + wholes(text) for text in attached), numbering)
    order = sorted(range(1, len(numbering.words)), key=numbering.words.__getitem__)
    ranks = np.zeros(len(numbering.words), dtype=np.uint64)
    ranks[order] = np.arange(1, len(order) + 1, dtype=np.uint64)
    counted = {}
    for name, field in {"text": in_text, "title": in_title, "attached": in_attached}.items():
        keys = _keys(field, ranks)
        lengths = np.bincount(_docs(keys), minlength=len(texts)).tolist()
        if name == "attached":
            lengths = [one.attached_length(words) for one, words in zip(documents, lengths, strict=True)]
        writer.add(f"{name}_length", np.array(lengths, dtype=np.uint32))
        keys.sort()
        counted[name] = _counted(keys)
    every = distinct(np.concatenate([keys for keys, _ in counted.values()]))
    grouped = _grouped(every)
    words = WordListWriter(writer, "word")
    words.append([numbering.words[number].encode() for number in order])
    words.finish()
    writer.add("word.offsets", grouped.offsets)
    writer.add("word.docs", grouped.docs)
    for name, (keys, counts) in counted.items():
        written = CountsWriter(writer, f"word.{name}", len(every), len(keys))
        written.append(_spread(every, keys, np.minimum(counts, WORD_COUNTS[name])))
        written.finish()


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
    docs: Array = (keys & np.uint64(DOC_MASK)).astype(np.int64)
    return docs


def _spread(every: Array, some: Array, counts: Array) -> Array:
    """uint16: counts of `some` keys at their places among `every` key, 0 elsewhere."""
    spread = np.zeros(len(every), dtype=np.uint16)
    spread[np.searchsorted(every, some)] = counts
    return spread


def _grouped(keys: Array) -> _Grouped:
    """Sorted keys, each once, as postings."""
    terms, sizes = _counted(keys >> np.uint64(DOC_BITS))
    docs = (keys & np.uint64(DOC_MASK)).astype(DOCUMENT)
    return _Grouped(terms, np.append(0, np.cumsum(sizes)).astype(PLACE), docs)


def _write_contents(writer: ArrayWriter, contents: list[str]) -> None:
    """The normalised contents themselves, and the pairs of neighbouring characters in them."""
    with writing_contents(writer) as written:
        written.append(content.encode() for content in contents)
    sizes = np.fromiter(map(len, contents), dtype=np.int64, count=len(contents))
    characters = np.frombuffer("".join(contents).encode("utf-32-le"), dtype=np.uint32)
    keys = _pair_keys(characters, np.repeat(np.arange(len(contents), dtype=np.uint64), sizes))
    keys.sort()
    keys, counts = _counted(keys)
    grouped = _grouped(keys)
    write_numbers(writer, "pair.terms", grouped.terms)
    writer.add("pair.offsets", grouped.offsets)
    writer.add("pair.docs", grouped.docs)
    writer.add("pair.counts", np.minimum(counts, MAX_PAIR_COUNT).astype(np.uint8))


def _pair_keys(characters: Array, docs: Array) -> Array:
    """A paragraph break begins no pair, so a document's last one also keeps neighbours in the batch apart."""
    kept = np.flatnonzero(characters[:-1] != PARAGRAPH)
    first, second = characters[kept].astype(np.uint64), characters[kept + 1].astype(np.uint64)
    keys: Array = (first << np.uint64(PAIR_SHIFT) | second) << np.uint64(DOC_BITS) | docs[kept]
    return keys


def distinct(keys: Array) -> Array:
    """Each of the keys once, ascending; np.unique hashes before it sorts, which takes ten times as long."""
    keys.sort()
    return _counted(keys)[0]


def _counted(keys: Array) -> tuple[Array, Array]:
    """Each of the sorted keys once, with how often it occurs."""
    first = np.append(True, keys[1:] != keys[:-1]) if len(keys) else np.zeros(0, dtype=bool)
    starts = np.flatnonzero(first)
    return keys[starts], np.diff(np.append(starts, len(keys)))
