"""Several segments into one, without their deleted documents, a little of them at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.engines.whoosh.contents import (
    LEAST_DOCUMENTS,
    SAMPLE_BYTES,
    Contents,
    trained,
    writing_contents,
)
from indexer.engines.whoosh.merge_source import MergeSource
from indexer.engines.whoosh.merge_terms import merge_pairs, merge_words
from indexer.engines.whoosh.segment_format import CATEGORIES, WORD_COUNTS
from indexer.segments.array_writer import Array, ArrayWriter

PLAIN_COLUMNS = (
    *("ids", "day", "posted", "year", "copy_of", "name", "work", "brought"),
    *("jurisdiction", "edition", "effect"),
    *(f"{name}_length" for name in WORD_COUNTS),
)

RUN = 1_000
"""Documents whose contents are written before what was read of them is given back. A guess."""


def merge(writer: ArrayWriter, sources: Sequence[MergeSource]) -> int:
    """Write the merged arrays; gives the number of documents."""
    _merge_contents(writer, sources)
    for name in PLAIN_COLUMNS:
        writer.add(name, np.concatenate([source.arrays[name][source.alive] for source in sources]))
    for name in CATEGORIES:
        _merge_category(writer, name, sources)
    _merge_named(writer, sources, "cited.works", "cited.docs")
    _merge_named(writer, sources, "placed.names", "placed.docs")
    merge_words(writer, sources)
    merge_pairs(writer, sources)
    return sum(source.living for source in sources)


def _merge_category(writer: ArrayWriter, name: str, sources: Sequence[MergeSource]) -> None:
    codes: dict[str, int] = {}
    columns = []
    for source in sources:
        mapped = [0] + [codes.setdefault(value, len(codes) + 1) for value in source.arrays.notes[name]]
        columns.append(np.array(mapped, dtype=np.int32)[source.arrays[name][source.alive]])
    writer.add(name, np.concatenate(columns))
    writer.note(name, list(codes))


def _merge_contents(writer: ArrayWriter, sources: Sequence[MergeSource]) -> None:
    every = [Contents(source.arrays) for source in sources]
    dictionary = _dictionary(sources, every)
    with writing_contents(writer, dictionary) as written:
        for source, contents in zip(sources, every, strict=True):
            for numbers in _runs(np.flatnonzero(source.alive)):
                if contents.dictionary == dictionary:
                    written.append_compressed(contents.compressed(numbers), contents.sizes[numbers])
                else:
                    written.append(contents.read(numbers))
                source.arrays.give_back()


def _dictionary(sources: Sequence[MergeSource], every: Sequence[Contents]) -> bytes:
    """That of the largest when it has most of the documents, or one made anew when they are many."""
    living = [source.living for source in sources]
    largest = int(np.argmax(living))
    if 2 * living[largest] >= sum(living) and every[largest].dictionary:
        return every[largest].dictionary
    if sum(living) < LEAST_DOCUMENTS:
        return b""
    size = sum(int(contents.sizes.sum()) for contents in every)
    apart = max(size // SAMPLE_BYTES, 1)
    samples: list[bytes] = []
    for source, contents in zip(sources, every, strict=True):
        samples += contents.read(np.flatnonzero(source.alive)[::apart])
    return trained(samples)


def _runs(numbers: Array) -> Iterator[Array]:
    return (numbers[start : start + RUN] for start in range(0, len(numbers), RUN))


def _merge_named(writer: ArrayWriter, sources: Sequence[MergeSource], names: str, numbers: str) -> None:
    hashes, docs = [], []
    for source in sources:
        own = source.arrays[numbers]
        kept = source.alive[own]
        hashes.append(source.arrays[names][kept])
        docs.append(source.numbers[own[kept]])
    every = np.concatenate(hashes)
    order = np.argsort(every, kind="stable")
    writer.add(names, every[order])
    writer.add(numbers, np.concatenate(docs)[order])
