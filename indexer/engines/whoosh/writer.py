"""The one writer of an index: batches become segments, a commit shows all at once, then small ones merge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timezone
from types import TracebackType

import numpy as np

from indexer.engines.contract import IndexedDocument
from indexer.engines.whoosh.codec import Segment
from indexer.engines.whoosh.merge import merge
from indexer.engines.whoosh.merge_source import sources
from indexer.engines.whoosh.segment_format import MOST_BYTES, MOST_DOCUMENTS
from indexer.engines.whoosh.segment_workers import SegmentWorkers
from indexer.engines.whoosh.storage import IndexFolder, IndexState
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, writing_arrays
from indexer.segments.disk_errors import disk_faults
from indexer.segments.merging import small_runs

MAX_DELETED_SHARE = 1 / 3
"""A segment with more deleted documents than this is written anew. A guess."""


class WhooshWriter:
    """Collects changes on top of the segments that are current. Used with the index's lock held."""

    def __init__(
        self, index: IndexFolder, base: IndexState, segments: list[Segment], workers: SegmentWorkers
    ) -> None:
        self.revision = base.revision
        self._index = index
        self._base = base
        self._folder = index.folder(base)
        self._old = segments
        self._workers = workers
        self._batch: dict[int, IndexedDocument] = {}
        self._characters = 0
        self._removals: list[tuple[int, set[int]]] = []

    def __enter__(self) -> WhooshWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add documents; one with a known id takes the former one's place."""
        for document in documents:
            self._batch.pop(document.id, None)
            self._batch[document.id] = document
            self._characters += document.characters
            if self._characters >= self._workers.batch_characters or len(self._batch) >= MOST_DOCUMENTS:
                self._workers.start(list(self._batch.values()))
                self._batch, self._characters = {}, 0

    def remove(self, ids: Iterable[int], revision: int = 0) -> None:
        """Take documents out, of this writer's too."""
        gone = set(ids)
        for number in gone:
            self._batch.pop(number, None)
        self._removals.append((self._workers.started, gone))

    def given(self, revision: int) -> None:
        """Nothing of what was not committed is gone on with."""

    def commit(self, revision: int) -> None:
        """Show all changes at once, then merge what is small, as a second commit."""
        with disk_faults():
            new = self._workers.finish(list(self._batch.values()))
            segments = self._superseded(self._old, new)
            self._publish([s for s in segments if len(s.deleted) < s.documents], revision)
            self._merge(revision)

    def _superseded(self, old: list[Segment], new: list[Segment]) -> list[Segment]:
        """All segments, each document deleted of which a later one, or a later removal, is known."""
        known: set[int] = set()
        kept: list[Segment] = []
        for place in range(len(new) - 1, -1, -1):
            known.update(*(ids for started, ids in self._removals if started == place + 1))
            kept.append(self._without(new[place], known))
            known.update(self._ids(new[place]).tolist())
        known.update(*(ids for started, ids in self._removals if started == 0))
        kept += [self._without(segment, known) for segment in reversed(old)]
        return kept[::-1]

    def _without(self, segment: Segment, known: set[int]) -> Segment:
        if not known:
            return segment
        ids = self._ids(segment)
        if len(known) < len(ids):
            gone = np.flatnonzero(np.isin(ids, list(known))).tolist()
        else:
            gone = [place for place, number in enumerate(ids.tolist()) if number in known]
        return segment.without(gone) if gone else segment

    def _ids(self, segment: Segment) -> Array:
        return ArrayFile(segment.path(self._folder))["ids"]

    def _publish(self, segments: list[Segment], revision: int) -> None:
        generation = self._base.generation + 1
        self._base = replace(
            self._base,
            generation=generation,
            toc_check=self._index.write_toc(self._folder, generation, segments),
            revision=revision,
            documents=sum(segment.documents - len(segment.deleted) for segment in segments),
            segments=len(segments),
            built_at=datetime.now(timezone.utc).isoformat(),
        )
        self._index.switch(self._base)
        self._index.clean(self._base)
        self._old = segments

    def _merge(self, revision: int) -> None:
        while runs := self._mergeable():
            for run in runs:
                merged = Segment(0)
                with writing_arrays(merged.path(self._folder)) as writer:
                    opened = [(ArrayFile(s.path(self._folder)), s.alive()) for s in self._old[run]]
                    merged.documents = merge(writer, sources(opened))
                self._publish([*self._old[: run.start], merged, *self._old[run.stop :]], revision)

    def _mergeable(self) -> list[slice]:
        """Segments that are written as one, the newest first; none when all are as they should be."""
        runs = list(small_runs(list(map(self._size, self._old)), MOST_DOCUMENTS))
        gaps = (place for place, segment in enumerate(self._old) if _full_of_gaps(segment))
        return runs or [slice(place, place + 1) for place in gaps][::-1]

    def _size(self, segment: Segment) -> int:
        """Living documents, or more where they are so long that bytes are scarcer."""
        size = segment.path(self._folder).stat().st_size
        return max(segment.documents - len(segment.deleted), size * MOST_DOCUMENTS // MOST_BYTES)


def _full_of_gaps(segment: Segment) -> bool:
    return len(segment.deleted) > MAX_DELETED_SHARE * segment.documents
