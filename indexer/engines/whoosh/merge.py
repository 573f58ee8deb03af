"""Several segments into one, without their deleted documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indexer.engines.whoosh.invert import distinct, write_terms
from indexer.engines.whoosh.segment_format import CATEGORIES, WORD_COUNTS
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, ArrayWriter

PLAIN_COLUMNS = (
    *("ids", "day", "posted", "year", "copy_of", "name", "work", "brought"),
    *(f"{name}_length" for name in WORD_COUNTS),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge."""

    arrays: ArrayFile
    alive: Array
    """bool, for each document."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Postings of one source as they go into the merged segment."""

    terms: Array
    """Number of the merged term, for each posting."""
    docs: Array
    kept: Array | None
    """Which of the source's postings these are; None for all."""


def merge(writer: ArrayWriter, sources: Sequence[Source]) -> int:
    """Write the merged arrays; gives the number of documents."""
    for name in PLAIN_COLUMNS:
        writer.add(name, np.concatenate([source.arrays[name][source.alive] for source in sources]))
    for name in CATEGORIES:
        _merge_category(writer, name, sources)
    _merge_contents(writer, sources)
    _merge_cited(writer, sources)
    _merge_words(writer, sources)
    _merge_pairs(writer, sources)
    return sum(int(source.alive.sum()) for source in sources)


def _merge_category(writer: ArrayWriter, name: str, sources: Sequence[Source]) -> None:
    codes: dict[str, int] = {}
    columns = []
    for source in sources:
        mapped = [0] + [codes.setdefault(value, len(codes) + 1) for value in source.arrays.notes[name]]
        columns.append(np.array(mapped, dtype=np.int32)[source.arrays[name][source.alive]])
    writer.add(name, np.concatenate(columns))
    writer.note(name, list(codes))


def _merge_contents(writer: ArrayWriter, sources: Sequence[Source]) -> None:
    lengths, contents = [], []
    for source in sources:
        sizes = np.diff(source.arrays["content.starts"])
        lengths.append(sizes[source.alive])
        content = source.arrays["content.bytes"]
        contents.append(content if source.alive.all() else content[np.repeat(source.alive, sizes)])
    writer.add("content.starts", np.append(0, np.cumsum(np.concatenate(lengths))))
    writer.add("content.bytes", np.concatenate(contents))


def _merge_cited(writer: ArrayWriter, sources: Sequence[Source]) -> None:
    hashes, docs = [], []
    for source, numbers in zip(sources, _numbers(sources), strict=True):
        own = source.arrays["cited.docs"]
        kept = source.alive[own]
        hashes.append(source.arrays["cited.works"][kept])
        docs.append(numbers[own[kept]])
    every = np.concatenate(hashes)
    order = np.argsort(every, kind="stable")
    writer.add("cited.works", every[order])
    writer.add("cited.docs", np.concatenate(docs)[order])


def _merge_words(writer: ArrayWriter, sources: Sequence[Source]) -> None:
    words = [read_terms(source.arrays, "word") for source in sources]
    merged = sorted(set().union(*words))
    place = {word: number for number, word in enumerate(merged)}
    places = [np.fromiter(map(place.__getitem__, own), dtype=np.int64, count=len(own)) for own in words]
    used = _merge_postings(writer, "word", sources, places, len(merged), tuple(WORD_COUNTS))
    write_terms(writer, "word", [merged[number] for number in used])


def _merge_pairs(writer: ArrayWriter, sources: Sequence[Source]) -> None:
    merged = distinct(np.concatenate([source.arrays["pair.terms"] for source in sources]))
    places = [np.searchsorted(merged, source.arrays["pair.terms"]) for source in sources]
    used = _merge_postings(writer, "pair", sources, places, len(merged), ("counts",))
    writer.add("pair.terms", merged[used])


def _merge_postings(
    writer: ArrayWriter,
    name: str,
    sources: Sequence[Source],
    places: Sequence[Array],
    terms: int,
    extras: Sequence[str],
) -> Array:
    """Write offsets, documents and extras; gives the terms that still have postings."""
    parts = _parts(name, sources, places)
    counts = [np.bincount(part.terms, minlength=terms) for part in parts]
    totals = np.sum(counts, axis=0, dtype=np.int64)
    ends = np.cumsum(totals)
    free = ends - totals
    targets = []
    for part, count in zip(parts, counts, strict=True):
        before = np.cumsum(count) - count
        targets.append(np.arange(len(part.docs)) + np.repeat(free - before, count))
        free = free + count
    size = int(ends[-1]) if terms else 0
    _scatter(writer, f"{name}.docs", size, targets, [part.docs for part in parts])
    for extra in extras:
        own = [source.arrays[f"{name}.{extra}"] for source in sources]
        if any(map(len, own)):
            own = [
                v if len(v) else np.zeros(len(s.arrays[f"{name}.docs"]), v.dtype)
                for v, s in zip(own, sources, strict=True)
            ]
            kept = [v if part.kept is None else v[part.kept] for v, part in zip(own, parts, strict=True)]
            _scatter(writer, f"{name}.{extra}", size, targets, kept)
        else:
            writer.add(f"{name}.{extra}", own[0])
    used = np.flatnonzero(totals)
    writer.add(f"{name}.offsets", np.append(0, ends[used]))
    return used


def _parts(name: str, sources: Sequence[Source], places: Sequence[Array]) -> list[_Part]:
    parts = []
    for source, place, numbers in zip(sources, places, _numbers(sources), strict=True):
        docs = source.arrays[f"{name}.docs"]
        terms = np.repeat(place, np.diff(source.arrays[f"{name}.offsets"]))
        if source.alive.all():
            parts.append(_Part(terms, numbers[docs], None))
        else:
            kept = np.flatnonzero(source.alive[docs])
            parts.append(_Part(terms[kept], numbers[docs[kept]], kept))
    return parts


def _numbers(sources: Sequence[Source]) -> Iterator[Array]:
    """For each source the merged numbers of its documents; those of deleted ones mean nothing."""
    base = 0
    for source in sources:
        yield (np.cumsum(source.alive) - 1 + base).astype(np.uint32)
        base += int(source.alive.sum())


def _scatter(
    writer: ArrayWriter, name: str, size: int, targets: Sequence[Array], values: Sequence[Array]
) -> None:
    merged = np.empty(size, dtype=values[0].dtype)
    for target, value in zip(targets, values, strict=True):
        merged[target] = value
    writer.add(name, merged)


def read_terms(arrays: ArrayFile, name: str) -> list[bytes]:
    """The terms that `write_terms` wrote."""
    starts, run = arrays[f"{name}.starts"].tolist(), arrays[f"{name}.bytes"].tobytes()
    return [run[start:end] for start, end in pairwise(starts)]
