"""Tables of keys on disk: immutable segments of sorted keys, each with the documents that have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.prepared import Hashes
from indexer.duplicates.signatures import TABLES, Signature
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import writing_arrays
from indexer.segments.current import stamp_of

Numbers = NDArray[np.int64]


class KeyMatches(NamedTuple):
    """Which keys of a question were met in which documents."""

    keys: Numbers
    """Places within the question."""
    documents: Numbers
    """`StoredDocument.id`, one for each place."""


class KeySegment:
    """One file, mapped into memory. Raises IndexBroken when it is not whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stamp = stamp_of(path)
        self.arrays = ArrayFile(path)
        self.arrays.check()
        self.ids: Numbers = self.arrays["ids"]
        self.gone: Numbers = self.arrays["gone"]
        self.counts: NDArray[np.int32] = self.arrays["counts"]
        self.alive = np.ones(len(self.ids), bool)
        self.order = np.argsort(self.ids)


def write_segment(path: Path, signed: Sequence[tuple[int, Signature]], gone: Iterable[int]) -> None:
    """Write the keys of new documents, and which documents are gone or stand here anew."""
    columns = {}
    for name in TABLES:
        keys = [getattr(signature, name) for _, signature in signed]
        hashes = np.concatenate([*keys, np.zeros(0, np.uint64)])
        rows = np.repeat(np.arange(len(keys), dtype=np.uint32), [len(one) for one in keys])
        columns[name] = hashes, rows
    ids = np.array([number for number, _ in signed], np.int64)
    counts = np.array([len(signature.gram) for _, signature in signed], np.int32)
    _write(path, ids, counts, np.array(sorted(set(gone)), np.int64), columns)


def merge_segments(path: Path, segments: Sequence[KeySegment], keep_gone: bool) -> None:
    """Write several segments as one, without what is gone."""
    shift, ids, counts = 0, [], []
    columns: dict[str, tuple[list[Hashes], list[NDArray[np.uint32]]]] = {name: ([], []) for name in TABLES}
    for segment in segments:
        place = np.cumsum(segment.alive) - 1 + shift
        for name in TABLES:
            rows = segment.arrays[f"{name}.docs"]
            kept = segment.alive[rows]
            columns[name][0].append(segment.arrays[f"{name}.hashes"][kept])
            columns[name][1].append(place[rows[kept]].astype(np.uint32))
        ids.append(segment.ids[segment.alive])
        counts.append(segment.counts[segment.alive])
        shift += int(segment.alive.sum())
    gone = np.unique(np.concatenate([s.gone for s in segments])) if keep_gone else np.zeros(0, np.int64)
    joined = {
        name: (np.concatenate(hashes), np.concatenate(rows)) for name, (hashes, rows) in columns.items()
    }
    _write(path, np.concatenate(ids), np.concatenate(counts), gone, joined)


def _write(
    path: Path,
    ids: Numbers,
    counts: NDArray[np.int32],
    gone: Numbers,
    columns: dict[str, tuple[Hashes, NDArray[np.uint32]]],
) -> None:
    with writing_arrays(path) as writer:
        writer.add("ids", ids)
        writer.add("counts", counts)
        writer.add("gone", gone)
        for name, (hashes, rows) in columns.items():
            order = np.argsort(hashes, kind="stable")
            writer.add(f"{name}.hashes", hashes[order])
            writer.add(f"{name}.docs", rows[order])


class Tables:
    """All segments together, the oldest first; those that other tables have open are not read again."""

    def __init__(self, paths: Iterable[Path], former: Tables | None = None) -> None:
        known = {(segment.path, segment.stamp): segment for segment in former.segments} if former else {}
        self.segments: list[KeySegment] = [
            known.get((path, stamp_of(path))) or KeySegment(path) for path in paths
        ]
        self.last = max((int(segment.ids.max()) for segment in self.segments if len(segment.ids)), default=0)
        gone = np.zeros(0, np.int64)
        for segment in reversed(self.segments):
            at = np.minimum(np.searchsorted(gone, segment.ids), len(gone) - 1)
            segment.alive = gone[at] != segment.ids if len(gone) else np.ones(len(segment.ids), bool)
            gone = np.sort(np.concatenate((gone, segment.gone)), kind="stable")

    def frequencies(self, table: str, keys: Hashes) -> Numbers:
        """In how many documents each key stands; replaced ones count until segments are merged."""
        total = np.zeros(len(keys), np.int64)
        for _, counts in self._ranges(table, keys):
            total += counts
        return total

    def find(self, table: str, keys: Hashes, most: int) -> KeyMatches:
        """The documents of each key; keys that stand in more than `most` documents tell nothing."""
        ranges = self._ranges(table, keys)
        rare = np.flatnonzero(sum((counts for _, counts in ranges), np.zeros(len(keys), np.int64)) <= most)
        places, documents = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment, (firsts, all_counts) in zip(self.segments, ranges, strict=True):
            first, counts = firsts[rare], all_counts[rare]
            starts = np.repeat(first - (np.cumsum(counts) - counts), counts)
            rows = segment.arrays[f"{table}.docs"][starts + np.arange(len(starts))]
            alive = segment.alive[rows]
            places.append(np.repeat(rare, counts)[alive])
            documents.append(segment.ids[rows[alive]])
        return KeyMatches(np.concatenate(places), np.concatenate(documents))

    def _ranges(self, table: str, keys: Hashes) -> list[tuple[Numbers, Numbers]]:
        """In each segment, where each key begins and in how many documents; quick for sorted keys."""
        found = []
        for segment in self.segments:
            hashes = segment.arrays[f"{table}.hashes"]
            first = np.searchsorted(hashes, keys, "left")
            found.append((first, np.searchsorted(hashes, keys, "right") - first))
        return found

    def kept(self, documents: Numbers) -> NDArray[np.int32]:
        """How many shingles are kept of each document."""
        result = np.zeros(len(documents), np.int32)
        for segment in self.segments:
            if not len(segment.ids):
                continue
            at = np.searchsorted(segment.ids, documents, sorter=segment.order)
            rows = segment.order[np.minimum(at, len(segment.order) - 1)]
            held = (segment.ids[rows] == documents) & segment.alive[rows]
            result[held] = segment.counts[rows[held]]
        return result
