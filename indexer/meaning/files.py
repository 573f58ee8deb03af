"""The folder of vectors: files that never change once written, and CURRENT, which names those that count.

meaning/model-*.arrays      the model, as it was brought into our form
meaning/vectors-*.arrays    some documents: their passages' vectors in int8, each with its scale
meaning/CURRENT             which of them count, and the store's revision that they reach
meaning/SUSPECT             there when somebody met damage: the next run reads everything
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from indexer.errors import IndexBroken
from indexer.meaning import model
from indexer.meaning.lists import LEAST_LISTED, Lists, listed
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, writing_arrays
from indexer.segments.current import CurrentFile, Stamp, remove_others
from indexer.segments.disk_errors import disk_faults
from indexer.segments.merging import small_runs
from indexer.segments.suspicion import Suspicion

MOST_ROWS = 200_000
"""Vectors of one file at the most: a merge holds them twice, some 180 MB. A guess."""
LEAST_LIVE = 0.5
"""Share of a file's rows that have to count. A guess."""

LARGEST = 127
"""Of an int8."""

CODED = 10_000
"""Rows that are float32 at a time: 15 MB."""
SIGNS = 64
"""Of a vector, in one word of its code."""


@dataclass(frozen=True, slots=True)
class MeaningState:
    """What CURRENT says."""

    model: str
    """`Model.name` of what made the vectors."""
    store: str
    """The identity of the store whose documents they are of."""
    revision: int = 0
    """The store's revision that they reach."""
    segments: tuple[str, ...] = ()
    """From the oldest to the newest."""
    sizes: tuple[int, ...] = ()
    """Rows of each."""
    whole: bool = False
    """Whether every document had its turn once."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages with their vectors."""

    documents: Array
    """int64: `StoredDocument.id` of each."""
    starts: Array
    """int32: where each begins in its document."""
    digests: Array
    """uint64: of what the model read."""
    vectors: Array
    """int8 of shape (rows, width)."""
    scales: Array
    """float32: a vector is its int8 values times its scale."""

    def at(self, places: Array) -> Rows:
        """Some of them."""
        return Rows(**{name: getattr(self, name)[places] for name in COLUMNS})


COLUMNS = tuple(one.name for one in fields(Rows))


def whole_numbers(vectors: Array) -> tuple[Array, Array]:
    """float32 vectors as int8 with a scale each."""
    scales = np.abs(vectors).max(axis=1, initial=1e-9) / LARGEST
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def signs(vectors: Array) -> Array:
    """One bit for each number, whether it is above 0: uint64 of shape (words, vectors)."""
    packed = np.packbits(vectors > 0, axis=1)
    return np.ascontiguousarray(packed.view(np.uint64).T)


class VectorFile:
    """One file of vectors, mapped."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self.width: int = self._file.notes["width"]
        self.documents = self._file["documents"]
        self.covered = self._file["covered"]
        """Documents that it tells all of, sorted; those without a passage too, which are gone."""

    @property
    def vectors(self) -> Array:
        """int8 of shape (rows, width)."""
        return self._file["vectors"].reshape(-1, self.width)

    @property
    def middle(self) -> Array:
        """float32: the mean of its vectors."""
        return self._file["middle"]

    @property
    def codes(self) -> Array:
        """Signs of the vectors from the middle (see `signs`)."""
        return self._file["codes"].reshape(self.width // SIGNS, -1)

    @property
    def lists(self) -> Lists | None:
        """None of few vectors, and in a file of an earlier release."""
        if "ends" not in self._file:
            return None
        return Lists(self._file["centroids"].reshape(-1, self.width), self._file["ends"])

    def column(self, name: str) -> Array:
        """Of `Rows`, a value a row."""
        return self._file[name]

    def rows(self, kept: Array) -> Rows:
        """Some of its rows."""
        starts, digests, scales = (self.column(name)[kept] for name in ("starts", "digests", "scales"))
        return Rows(self.documents[kept], starts, digests, self.vectors[kept], scales)


class MeaningFolder:
    """Reads, and for the one writer writes, what lies there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._current = CurrentFile(path, MeaningState)
        self.suspicion = Suspicion(path)

    def stamp(self) -> Stamp | None:
        """Changes with every commit."""
        return self._current.stamp()

    def current(self) -> MeaningState | None:
        """Raises IndexBroken."""
        return self._current.read()

    def model_path(self, name: str = model.NAME) -> Path:
        """Where a model lies."""
        return self.path / f"model-{hashlib.sha256(name.encode()).hexdigest()[:16]}.arrays"

    def segment(self, name: str) -> VectorFile:
        """Raises IndexBroken."""
        return VectorFile(self.path / name)

    def check(self, state: MeaningState, thorough: bool) -> None:
        """Look at every file that counts, or read every byte, which ends a suspicion. Raises IndexBroken."""
        word = self.suspicion.word()
        if word is not None and not thorough:
            raise IndexBroken(word)
        with self.suspicion.noticing(lambda: self.current() == state):
            for name in (*state.segments, *([self.model_path(state.model).name] if state.segments else ())):
                found = ArrayFile(self.path / name)
                if thorough:
                    found.check()
        if word is not None:
            self.suspicion.clear()

    def commit(self, state: MeaningState, rows: Rows, covered: Array, revision: int) -> MeaningState:
        """With some more documents, durably. Raises IndexDiskFull, IndexFault."""
        with disk_faults():
            name = self._write(rows, covered)
            sizes = (*state.sizes, len(rows.documents))
            state = replace(state, revision=revision, segments=(*state.segments, name), sizes=sizes)
            for run in small_runs(state.sizes, MOST_ROWS):
                state = self._merged(state, run)
                break
            self.switch(state)
        return state

    def switch(self, state: MeaningState) -> None:
        """Make it current and remove what no longer counts; readers that map it keep what they have.

        Raises IndexDiskFull, IndexFault.
        """
        with disk_faults():
            self.path.mkdir(parents=True, exist_ok=True)
            self._current.switch(state)
            self.clean(state)

    def clean(self, state: MeaningState) -> None:
        """Remove what does not count: what was replaced, and what a run that failed has left."""
        kept = {*state.segments, self.model_path(state.model).name}
        remove_others(self.path, ("vectors-*.arrays", "model-*.arrays"), kept)

    def renewed(self, state: MeaningState) -> MeaningState:
        """With files anew of which most tells of what changed since or is gone, or that lack lists; current.

        Raises IndexDiskFull, IndexFault.
        """
        segments = [self.segment(name) for name in state.segments]
        names, sizes = list(state.segments), list(state.sizes)
        with disk_faults():
            for at, (segment, live) in enumerate(zip(segments, live_rows(segments), strict=True)):
                unlisted = segment.lists is None and sizes[at] >= LEAST_LISTED
                if unlisted or len(live) < LEAST_LIVE * sizes[at]:
                    names[at], sizes[at] = self._write(segment.rows(live), segment.covered), len(live)
        renewed = replace(state, segments=tuple(names), sizes=tuple(sizes))
        if renewed != state:
            self.switch(renewed)
        return renewed

    def _merged(self, state: MeaningState, run: slice) -> MeaningState:
        """With the segments of a run as one; what newer ones of the run tell anew is left out."""
        segments = [self.segment(name) for name in state.segments[run]]
        kept = live_rows(segments)
        rows = joined([segment.rows(rows) for segment, rows in zip(segments, kept, strict=True)])
        covered = np.unique(np.concatenate([segment.covered for segment in segments]))
        name = self._write(rows, covered)
        before, after = slice(None, run.start), slice(run.stop, None)
        return replace(
            state,
            segments=(*state.segments[before], name, *state.segments[after]),
            sizes=(*state.sizes[before], len(rows.documents), *state.sizes[after]),
        )

    def _write(self, rows: Rows, covered: Array) -> str:
        name = f"vectors-{secrets.token_hex(8)}.arrays"
        order, lists = listed(rows.vectors, rows.scales)
        rows = rows.at(order)
        with writing_arrays(self.path / name) as writer:
            writer.note("width", rows.vectors.shape[1])
            if lists:
                writer.add("centroids", lists.centroids.reshape(-1))
                writer.add("ends", lists.ends)
            for column in ("documents", "starts", "digests", "scales"):
                writer.add(column, getattr(rows, column))
            writer.add("vectors", rows.vectors.reshape(-1))
            middle, codes = _coded(rows)
            writer.add("middle", middle)
            writer.add("codes", codes.reshape(-1))
            writer.add("covered", covered)
        return name


def joined(parts: Sequence[Rows]) -> Rows:
    """All of them as one."""
    return Rows(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS})


def _coded(rows: Rows) -> tuple[Array, Array]:
    """The middle of the vectors and their signs from there, some rows at a time."""
    pieces = [slice(start, start + CODED) for start in range(0, len(rows.scales), CODED)]
    width = rows.vectors.shape[1]
    middle = np.zeros(width, dtype=np.float64)
    for piece in pieces:
        middle += rows.scales[piece] @ rows.vectors[piece].astype(np.float32)
    middle = (middle / max(1, len(rows.scales))).astype(np.float32)
    codes = [signs(rows.vectors[piece] * rows.scales[piece, None] - middle) for piece in pieces]
    return middle, np.concatenate([np.zeros((width // SIGNS, 0), np.uint64), *codes], axis=1)


def live_rows(segments: Sequence[VectorFile]) -> list[Array]:
    """Of segments from the oldest to the newest, the rows of each whose document none newer tells anew."""
    told = np.zeros(0, dtype=np.int64)
    kept = []
    for segment in reversed(segments):
        kept.append(np.flatnonzero(~np.isin(segment.documents, told)))
        told = np.union1d(told, segment.covered)
    return kept[::-1]


def fault(path: Path, thorough: bool) -> str | None:
    """What is the matter, in a few Chinese words. What was never made is no fault."""
    folder = MeaningFolder(path)
    try:
        state = folder.current()
        if state is not None:
            folder.check(state, thorough)
    except IndexBroken as broken:
        return broken.state
    return None
