"""Terms of several segments into one, in windows: so many postings are in memory, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from indexer.engines.whoosh.counts import Counts, CountsWriter
from indexer.engines.whoosh.invert import distinct
from indexer.engines.whoosh.merge_source import MergeSource
from indexer.engines.whoosh.segment_format import DOCUMENT, PLACE, WORD_COUNTS
from indexer.engines.whoosh.term_lists import NumberList, WordList, WordListWriter, write_numbers
from indexer.segments.array_writer import Array, ArrayWriter

WINDOW = 1 << 19
"""Postings merged at a time: 21 MB, some 40 bytes for each (measured)."""

Terms = Sequence[WordList | NumberList]
"""Of each source."""

Union = Callable[[list[Any]], tuple[Any, list[Array]]]
"""Several runs of ascending terms as one, each once, and where there each of a run's terms is."""


@dataclass(frozen=True, slots=True)
class _Values:
    """What stands beside each posting: how it is read of each source, and written."""

    read: Sequence[Callable[[slice], Array]]
    append: Callable[[Array], None]


def merge_words(writer: ArrayWriter, sources: Sequence[MergeSource]) -> None:
    """Write words, their postings, and how often they stand in each field."""
    postings = _living_postings(sources, "word")
    words, fields, values = WordListWriter(writer, "word"), [], []
    for name in WORD_COUNTS:
        own = [Counts(source.arrays, f"word.{name}") for source in sources]
        field = CountsWriter(writer, f"word.{name}", postings, sum(counts.counted for counts in own))
        fields.append(field)
        values.append(_Values([counts.part for counts in own], field.append))
    lists = [WordList(source.arrays, "word") for source in sources]
    sizes = [np.zeros(1, dtype=np.int64)]
    for terms, own_sizes in _merged(writer, "word", sources, lists, _union_of_words, values, postings):
        words.append([terms[number] for number in np.flatnonzero(own_sizes).tolist()])
        sizes.append(own_sizes[own_sizes > 0])
    words.finish()
    for field in fields:
        field.finish()
    writer.add("word.offsets", np.cumsum(np.concatenate(sizes)).astype(PLACE))


def merge_pairs(writer: ArrayWriter, sources: Sequence[MergeSource]) -> None:
    """Write pairs of characters and their postings."""
    postings = _living_postings(sources, "pair")
    counts = writer.reserve("pair.counts", np.uint8, postings)
    read = [partial(source.arrays.part, "pair.counts") for source in sources]
    lists = [NumberList(source.arrays, "pair.terms") for source in sources]
    pairs, sizes = [np.zeros(0, dtype=np.uint64)], [np.zeros(1, dtype=np.int64)]
    values = [_Values(read, counts.append)]
    for terms, own_sizes in _merged(writer, "pair", sources, lists, _union_of_numbers, values, postings):
        pairs.append(terms[own_sizes > 0])
        sizes.append(own_sizes[own_sizes > 0])
    write_numbers(writer, "pair.terms", np.concatenate(pairs))
    writer.add("pair.offsets", np.cumsum(np.concatenate(sizes)).astype(PLACE))


def _living_postings(sources: Sequence[MergeSource], name: str) -> int:
    """How many postings are not of deleted documents."""
    total = 0
    for source in sources:
        count = source.arrays.length(f"{name}.docs")
        if source.whole:
            total += count
            continue
        for start in range(0, count, WINDOW):
            docs = source.arrays.part(f"{name}.docs", slice(start, start + WINDOW))
            total += int(np.count_nonzero(source.alive[docs]))
        source.arrays.give_back()
    return total


def _merged(
    writer: ArrayWriter,
    name: str,
    sources: Sequence[MergeSource],
    lists: Terms,
    union: Union,
    values: Sequence[_Values],
    postings: int,
) -> Iterator[tuple[Any, Array]]:
    """Write documents and values; gives the terms window by window, with how many postings each has."""
    written = writer.reserve(f"{name}.docs", DOCUMENT, postings)
    for window in _windows([source.arrays[f"{name}.offsets"] for source in sources], lists):
        runs = [own.part(where.start, where.stop) for own, where in zip(lists, window, strict=True)]
        terms, places = union(runs)
        parts = [
            _part(source, name, where, place, [one.read[number] for one in values])
            for number, (source, where, place) in enumerate(zip(sources, window, places, strict=True))
        ]
        own, docs, *beside = map(np.concatenate, zip(*parts, strict=True))
        # Radix sort, where two bytes number the terms. It is stable: documents stay in order.
        order = np.argsort(own.astype(np.uint16) if len(terms) <= 1 << 16 else own, kind="stable")
        written.append(docs[order])
        for one, some in zip(values, beside, strict=True):
            one.append(some[order])
        for source in sources:
            source.arrays.give_back()
        yield terms, np.bincount(own, minlength=len(terms))


def _windows(offsets: Sequence[Array], lists: Terms) -> Iterator[list[slice]]:
    """Of each source some of its terms, such that no term is in two windows."""
    share = WINDOW // len(offsets)
    ends = [len(own) - 1 for own in offsets]
    begun = [0] * len(ends)
    while begun != ends:
        bounds: list[Any] = []
        for own, terms, start, end in zip(offsets, lists, begun, ends, strict=True):
            limit = min(int(own[start]) + share, int(own[-1]))
            ahead = max(int(np.searchsorted(own, PLACE(limit))), start + 1)
            if ahead < end:
                bounds.append(terms.part(ahead, ahead + 1)[0])
        reached = [terms.place(min(bounds)) for terms in lists] if bounds else ends
        yield [slice(start, end) for start, end in zip(begun, reached, strict=True)]
        begun = reached


def _part(
    source: MergeSource, name: str, where: slice, places: Array, read: Sequence[Callable[[slice], Array]]
) -> list[Array]:
    """Term and document of each posting of some of a source's terms, and what stands beside it."""
    offsets = source.arrays.part(f"{name}.offsets", slice(where.start, where.stop + 1))
    span = slice(int(offsets[0]), int(offsets[-1]))
    docs = source.arrays.part(f"{name}.docs", span)
    part = [np.repeat(places, np.diff(offsets)), source.numbers[docs], *(one(span) for one in read)]
    if source.whole:
        return part
    kept = source.alive[docs]
    return [values[kept] for values in part]


def _union_of_words(runs: list[list[bytes]]) -> tuple[list[bytes], list[Array]]:
    merged = sorted(set[bytes]().union(*runs))
    place = {word: number for number, word in enumerate(merged)}.__getitem__
    return merged, [np.fromiter(map(place, run), dtype=np.uint32, count=len(run)) for run in runs]


def _union_of_numbers(runs: list[Array]) -> tuple[Array, list[Array]]:
    merged = distinct(np.concatenate(runs))
    return merged, [np.searchsorted(merged, run).astype(np.uint32) for run in runs]
