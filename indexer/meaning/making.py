"""Makes the vectors that documents of the store lack; what was made stays made, whatever ends the run."""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Store
from corpus.workers import Crew, WorkerFailed, cores
from indexer.errors import BuildFailed, IndexBroken, IndexBusy
from indexer.intake import Progress
from indexer.meaning import model
from indexer.meaning.files import MeaningFolder, MeaningState, Rows, VectorFile, whole_numbers
from indexer.meaning.passages import passages
from indexer.segments.array_writer import Array
from indexer.segments.disk_errors import disk_faults

WORKER = "indexer.meaning.worker"
AT_ONCE = 128
"""Passages that are made and kept together: some seconds of a core, the most that a killed run loses."""

Embed = Callable[[Iterable[Sequence[str]]], Iterable[Array]]
"""Gives the vectors of each batch of texts: float32 of shape (texts, width), in order."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some documents, in the order of their revisions, and their passages."""

    revision: int
    covered: Array
    documents: Array
    starts: Array
    digests: Array
    written: Sequence[str]


def refresh(store: Store, config: Config, progress: Progress) -> None:
    """Bring the vectors to the store's present revision.

    Whatever ends it, the next run goes on from what was made. Raises MeaningUnavailable, IndexBusy,
    IndexDiskFull, IndexFault, BuildFailed.
    """
    folder = MeaningFolder(config.meaning_path)
    with store.lock("meaning", IndexBusy()):
        state = begun(folder, model.NAME, store)
        begins = not state.whole and not state.segments
        if begins or not folder.model_path().exists():
            with disk_faults():
                model.write(folder.model_path())
        if state.whole and not store.changes_count(state.revision):
            return
        processes = cores(config.index.processes)
        with Crew(WORKER, folder.model_path(), processes) as crew:
            try:
                advance(folder, state, store, lambda texts: map(_vectors, crew.map(texts)), progress)
            except WorkerFailed as failed:
                raise BuildFailed(failed.detail) from failed


def begun(folder: MeaningFolder, name: str, store: Store) -> MeaningState:
    """What can be gone on with; else nothing yet. Raises IndexDiskFull, IndexFault."""
    try:
        state = folder.current()
        if state is not None:
            folder.check(state, thorough=folder.suspicion.word() is not None)
    except IndexBroken:
        state = None
    if (
        state is None
        or (state.model, state.store) != (name, store.identity)
        or state.revision > store.last_revision()
    ):
        state = MeaningState(name, store.identity)
        folder.switch(state)
        folder.suspicion.clear()
    folder.clean(state)
    return folder.renewed(state)


def advance(
    folder: MeaningFolder, state: MeaningState, store: Store, embed: Embed, progress: Progress
) -> None:
    """Add what the state lacks, a batch at a time."""
    known = _Known(folder, state)
    waiting: deque[tuple[_Batch, _Held]] = deque()

    def lacking() -> Iterator[Sequence[str]]:
        for batch in _batches(store.changes_since(state.revision, store.last_revision())):
            held = known.of(batch.digests)
            waiting.append((batch, held))
            yield [batch.written[place] for place in held.lacking]

    done, total = 0, store.changes_count(state.revision)
    for made in embed(lacking()):
        batch, held = waiting.popleft()
        vectors, scales = held.joined(batch.digests, made)
        rows = Rows(batch.documents, batch.starts, batch.digests, vectors, scales)
        state = folder.commit(state, rows, batch.covered, batch.revision)
        known.follow(state)
        done += len(batch.covered)
        progress(done, max(done, total))
    state = folder.renewed(state)
    if not state.whole:
        folder.switch(replace(state, whole=True))


@dataclass(frozen=True, slots=True)
class _Held:
    """Vectors that are there already of some digests, in pieces."""

    places: Sequence[Array]
    vectors: Sequence[Array]
    scales: Sequence[Array]
    lacking: Array
    """Places of those that are not there, each text once."""

    def joined(self, digests: Array, made: Array) -> tuple[Array, Array]:
        """int8 and scales for all digests; `made`: the vectors of those that were lacking."""
        whole, whole_scales = whole_numbers(made)
        vectors, scales = np.zeros((len(digests), made.shape[1]), np.int8), np.zeros(len(digests), np.float32)
        for places, own, own_scales in zip(self.places, self.vectors, self.scales, strict=True):
            vectors[places], scales[places] = own, own_scales
        new = digests[self.lacking]
        order = np.argsort(new)
        places = np.flatnonzero(np.isin(digests, new))
        rows = order[np.searchsorted(new, digests[places], sorter=order)]
        vectors[places], scales[places] = whole[rows], whole_scales[rows]
        return vectors, scales


class _Known:
    """The vectors of texts that were read before, by what was read."""

    def __init__(self, folder: MeaningFolder, state: MeaningState) -> None:
        self._folder = folder
        self._segments: dict[str, tuple[VectorFile, Array]] = {}
        self.follow(state)

    def follow(self, state: MeaningState) -> None:
        """Open the segments of a newer state."""
        self._segments = {name: self._segments.get(name) or self._opened(name) for name in state.segments}

    def of(self, digests: Array) -> _Held:
        """What is there of them now: a merge may leave out what no document says any more."""
        places, vectors, scales = [], [], []
        left = np.arange(len(digests))
        for segment, order in self._segments.values():
            found, rows = _found(segment, order, digests[left])
            places.append(left[found])
            vectors.append(segment.vectors[rows])
            scales.append(segment.column("scales")[rows])
            left = left[~found]
        _, first = np.unique(digests[left], return_index=True)
        return _Held(places, vectors, scales, left[np.sort(first)])

    def _opened(self, name: str) -> tuple[VectorFile, Array]:
        segment = self._folder.segment(name)
        return segment, np.argsort(segment.column("digests"))


def _found(segment: VectorFile, order: Array, digests: Array) -> tuple[Array, Array]:
    """Which of the digests a segment has, and the rows of these."""
    own = segment.column("digests")
    place = np.minimum(np.searchsorted(own, digests, sorter=order), max(0, len(own) - 1))
    if not len(own):
        return np.zeros(len(digests), dtype=bool), place[:0]
    rows = order[place]
    found = own[rows] == digests
    return found, rows[found]


def _batches(documents: Iterable[StoredDocument]) -> Iterator[_Batch]:
    """As many documents as make up AT_ONCE passages."""
    some: list[StoredDocument] = []
    count = 0
    for stored in documents:
        some.append(stored)
        count += 1 + len(stored.document.text) // 200
        if count >= AT_ONCE:
            yield _batch(some)
            some, count = [], 0
    if some:
        yield _batch(some)


def _batch(some: Sequence[StoredDocument]) -> _Batch:
    read = [
        (stored.id, passage)
        for stored in some
        if stored.withdrawn_at is None
        for passage in passages(stored.document.title, stored.document.text)
    ]
    return _Batch(
        some[-1].revision,
        np.unique(np.array([stored.id for stored in some], dtype=np.int64)),
        np.array([number for number, _ in read], dtype=np.int64),
        np.array([passage.start for _, passage in read], dtype=np.int32),
        np.array([_digest(passage.written) for _, passage in read], dtype=np.uint64),
        [passage.written for _, passage in read],
    )


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _vectors(answer: tuple[int, str]) -> Array:
    """Of what the worker said: the width, and float32 in base 64."""
    width, said = answer
    return np.frombuffer(base64.b64decode(said), dtype=np.float32).reshape(-1, width)
