"""Tables of keys on disk: immutable segments of sorted keys, each with the documents that have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.prepared import Hashes
from indexer.duplicates.signatures import TABLES, Numbers, Signature, joined
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import writing_arrays
from indexer.segments.current import stamp_of


class KeyMatches(NamedTuple):
    """Which keys of a question were met in which documents."""

    keys: Numbers
    """Places within the question."""
    documents: Numbers
    """`StoredDocument.id`, one for each place."""


class Located(NamedTuple):
    """Where keys stand in a table: in each segment from which row on, and in how many."""

    table: str
    firsts: list[Numbers]
    counts: list[Numbers]
    total: Numbers
    """In how many documents of all segments."""


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


def write_segment(path: Path, signed: Sequence[tuple[int, Signature]], gone: Iterable[int]) -> None:
    """Write the keys of new documents, and which documents are gone or stand here anew."""
    columns = {}
    for name in TABLES:
        keys = joined([signature for _, signature in signed], name)
        columns[name] = keys.flat, np.repeat(np.arange(len(signed), dtype=np.uint32), keys.counts)
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
        firsts, counts = [], []
        for segment in self.segments:
            hashes = segment.arrays[f"{table}.hashes"]
            firsts.append(np.searchsorted(hashes, keys, "left"))
            counts.append(np.searchsorted(hashes, keys, "right") - firsts[-1])
        return Located(table, firsts, counts, sum(counts, np.zeros(len(keys), np.int64)))

    def documents(self, located: Located, chosen: Numbers) -> KeyMatches:
        """The documents of the chosen keys, by their places."""
        places, documents = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment, firsts, all_counts in zip(self.segments, located.firsts, located.counts, strict=True):
            first, counts = firsts[chosen], all_counts[chosen]
            starts = np.repeat(first - (np.cumsum(counts) - counts), counts)
            rows = segment.arrays[f"{located.table}.docs"][starts + np.arange(len(starts))]
            alive = segment.alive[rows]
            places.append(np.repeat(chosen, counts)[alive])
            documents.append(segment.ids[rows[alive]])
        return KeyMatches(np.concatenate(places), np.concatenate(documents))

    def find(self, table: str, keys: Hashes, most: int) -> KeyMatches:
        """The documents of each key; keys that stand in more than `most` documents tell nothing."""
        located = self.locate(table, keys)
        return self.documents(located, np.flatnonzero(located.total <= most))
