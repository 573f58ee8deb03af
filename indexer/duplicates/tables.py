"""Tables of keys on disk: immutable segments of sorted keys, each with the documents that have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.prepared import Hashes
from indexer.duplicates.signatures import NO_KEYS, TABLES, Numbers, Signature, joined
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import BLOCK_BYTES, writing_arrays
from indexer.segments.current import stamp_of

BLOCK = BLOCK_BYTES // 8
"""Keys that one checksum stands for; the first of each is a fence, by which the block of a key is found."""

FEW_BLOCKS = 0.25
"""Share of a table's blocks up to which they are read one by one. A guess."""

FEW_RUNS = 2_000
"""Runs of documents up to which they are read one by one. A guess."""

MERGED_AT_ONCE = 1_000_000
"""Rows of a table merged at a time: some 60 MB."""


class KeyMatches(NamedTuple):
    """Which keys of a question were met in which documents."""

    keys: Numbers
    """Places within the question."""
    documents: Numbers
    """`StoredDocument.id`, one for each place."""


class Located(NamedTuple):
    """Where keys stand in a table: in each segment from which row on, and in how many."""

    table: str
    firsts: list[NDArray[np.uint32]]
    counts: list[NDArray[np.uint32]]
    """In every segment, of all keys: what a batch takes most memory for, so half as wide as other numbers."""
    total: Numbers
    """In how many documents of all segments."""


class KeySegment:
    """One file, mapped into memory. Raises IndexBroken where it is not as it was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stamp = stamp_of(path)
        self.arrays = ArrayFile(path)
        self.ids: Numbers = self.arrays["ids"]
        self.gone: Numbers = self.arrays["gone"]
        self.counts: NDArray[np.int32] = self.arrays["counts"]
        self.alive = np.ones(len(self.ids), bool)

    def locate(self, table: str, keys: Hashes) -> tuple[Numbers, Numbers]:
        """From which row on each key stands, and in how many; of few keys only their blocks are read."""
        fences, name = self.arrays[f"{table}.fences"], f"{table}.hashes"
        first = np.maximum(np.searchsorted(fences, keys, "left") - 1, 0)
        change = np.bincount(first, minlength=len(fences) + 1)
        change -= np.bincount(np.searchsorted(fences, keys, "right"), minlength=len(fences) + 1)
        blocks = np.flatnonzero(np.cumsum(change))
        if len(blocks) > FEW_BLOCKS * len(fences):
            hashes, blocks = self.arrays[name], np.arange(len(fences))
        else:
            parts = [self.arrays.part(name, slice(at, at + BLOCK)) for at in (blocks * BLOCK).tolist()]
            hashes = np.concatenate([*parts, NO_KEYS])
        at = np.searchsorted(hashes, keys, "left")
        counts = np.searchsorted(hashes, keys, "right") - at
        places = np.append(blocks * BLOCK, 0)
        return np.where(counts > 0, places[at // BLOCK] + at % BLOCK, 0), counts

    def documents(self, table: str, firsts: Numbers, counts: Numbers) -> NDArray[np.uint32]:
        """The places of the documents in runs of rows; of few runs nothing else is read."""
        name = f"{table}.docs"
        if len(firsts) > FEW_RUNS:
            starts = np.repeat(firsts - (np.cumsum(counts) - counts), counts)
            found: NDArray[np.uint32] = self.arrays[name][starts + np.arange(len(starts))]
            return found
        runs = zip(firsts.tolist(), (firsts + counts).tolist(), strict=True)
        parts = [self.arrays.part(name, slice(start, end)) for start, end in runs if end > start]
        return np.concatenate([*parts, np.zeros(0, np.uint32)])

    def first_row(self, table: str, key: np.uint64) -> int:
        """The row from which on no key is less; one block is read."""
        at = BLOCK * max(int(np.searchsorted(self.arrays[f"{table}.fences"], key)) - 1, 0)
        return at + int(np.searchsorted(self.arrays.part(f"{table}.hashes", slice(at, at + BLOCK)), key))

    def rows(self, table: str) -> int:
        """How many rows of a table are of documents that are not gone."""
        kept = 0
        for start in range(0, self.arrays.length(f"{table}.docs"), MERGED_AT_ONCE):
            docs = self.arrays.part(f"{table}.docs", slice(start, start + MERGED_AT_ONCE))
            kept += int(self.alive[docs].sum())
            self.arrays.give_back()
        return kept


def write_segment(path: Path, signed: Mapping[int, Signature], gone: Iterable[int]) -> None:
    """Write the keys of new documents, by their ids, and which documents are gone or stand here anew."""
    signatures = list(signed.values())
    with writing_arrays(path) as writer:
        writer.add("ids", np.array(list(signed), np.int64))
        writer.add("counts", np.array([len(signature.gram) for signature in signatures], np.int32))
        writer.add("gone", np.array(sorted(gone), np.int64))
        for name in TABLES:
            keys, places = joined(signatures, name).by_key()
            writer.add(f"{name}.hashes", keys)
            writer.add(f"{name}.fences", keys[::BLOCK])
            writer.add(f"{name}.docs", places.astype(np.uint32))


def merge_segments(path: Path, segments: Sequence[KeySegment], keep_gone: bool) -> None:
    """Write several segments as one, without what is gone, a range of keys at a time."""
    first = np.cumsum([0, *(segment.alive.sum() for segment in segments)])
    places = [at + np.cumsum(segment.alive) - 1 for at, segment in zip(first, segments, strict=False)]
    gone = np.unique(np.concatenate([s.gone for s in segments])) if keep_gone else np.zeros(0, np.int64)
    with writing_arrays(path) as writer:
        writer.add("ids", np.concatenate([segment.ids[segment.alive] for segment in segments]))
        writer.add("counts", np.concatenate([segment.counts[segment.alive] for segment in segments]))
        writer.add("gone", gone)
        for name in TABLES:
            rows = sum(segment.rows(name) for segment in segments)
            hashes = writer.reserve(f"{name}.hashes", np.uint64, rows)
            docs = writer.reserve(f"{name}.docs", np.uint32, rows)
            fences, written = [NO_KEYS], 0
            for keys, documents in _merged(name, segments, places):
                hashes.append(keys)
                docs.append(documents)
                fences.append(keys[-written % BLOCK :: BLOCK])
                written += len(keys)
            writer.add(f"{name}.fences", np.concatenate(fences))


def _merged(
    name: str, segments: Sequence[KeySegment], places: Sequence[Numbers]
) -> Iterator[tuple[Hashes, Numbers]]:
    """Rows of a table in the order of keys, with the places that the documents have now."""
    longest = max(segments, key=lambda segment: segment.arrays.length(f"{name}.hashes"))
    fences = longest.arrays[f"{name}.fences"]
    rows = sum(segment.arrays.length(f"{name}.hashes") for segment in segments)
    step = max(MERGED_AT_ONCE * len(fences) // max(rows, 1), 1)
    starts = [0] * len(segments)
    for key in (*fences[step::step], None):
        parts = [
            slice(start, None if key is None else segment.first_row(name, key))
            for segment, start in zip(segments, starts, strict=True)
        ]
        docs = [s.arrays.part(f"{name}.docs", part) for s, part in zip(segments, parts, strict=True)]
        hashes = [s.arrays.part(f"{name}.hashes", part) for s, part in zip(segments, parts, strict=True)]
        kept = [segment.alive[some] for segment, some in zip(segments, docs, strict=True)]
        keys = np.concatenate([some[here] for some, here in zip(hashes, kept, strict=True)])
        now = np.concatenate([at[some[here]] for at, some, here in zip(places, docs, kept, strict=True)])
        order = np.argsort(keys, kind="stable")
        yield keys[order], now[order]
        for segment in segments:
            segment.arrays.give_back()
        starts = [part.stop for part in parts]


class Tables:
    """All segments together, the oldest first; those that other tables have open are not read again."""

    def __init__(self, paths: Iterable[Path], former: Tables | None = None) -> None:
        known = {(segment.path, segment.stamp): segment for segment in former.segments} if former else {}
        self.segments: list[KeySegment] = [
            known.get((path, stamp_of(path))) or KeySegment(path) for path in paths
        ]
        gone = np.zeros(0, np.int64)
        for segment in reversed(self.segments):
            at = np.minimum(np.searchsorted(gone, segment.ids), len(gone) - 1)
            segment.alive = gone[at] != segment.ids if len(gone) else np.ones(len(segment.ids), bool)
            gone = np.sort(np.concatenate((gone, segment.gone)), kind="stable")
        last = max((int(segment.ids.max()) for segment in self.segments if len(segment.ids)), default=0)
        self.stride = last + 1
        """More than every id."""
        self.kept: NDArray[np.int32] = np.zeros(self.stride, np.int32)
        """How many shingles are kept of each document, by its id."""
        for segment in self.segments:
            self.kept[segment.ids[segment.alive]] = segment.counts[segment.alive]

    def locate(self, table: str, keys: Hashes) -> Located:
        """Where each key stands; quick for sorted keys. What was replaced counts until it is merged."""
        firsts, counts, total = [], [], np.zeros(len(keys), np.int64)
        for segment in self.segments:
            first, count = segment.locate(table, keys)
            firsts.append(first.astype(np.uint32))
            counts.append(count.astype(np.uint32))
            total += count
        return Located(table, firsts, counts, total)

    def documents(self, located: Located, chosen: Numbers) -> KeyMatches:
        """The documents of the chosen keys, by their places."""
        places, documents = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment, firsts, all_counts in zip(self.segments, located.firsts, located.counts, strict=True):
            counts = all_counts[chosen].astype(np.int64)
            rows = segment.documents(located.table, firsts[chosen].astype(np.int64), counts)
            alive = segment.alive[rows]
            places.append(np.repeat(chosen, counts)[alive])
            documents.append(segment.ids[rows[alive]])
        return KeyMatches(np.concatenate(places), np.concatenate(documents))

    def find(self, table: str, keys: Hashes, most: int) -> KeyMatches:
        """The documents of each key; keys that stand in more than `most` documents tell nothing."""
        located = self.locate(table, keys)
        return self.documents(located, np.flatnonzero(located.total <= most))
