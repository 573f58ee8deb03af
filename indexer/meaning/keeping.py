"""Vectors that the engine keeps itself get what was made on this machine."""

from __future__ import annotations

import numpy as np

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.engines import DocumentVectors, KeptVectors
from indexer.engines.open import open_vectors
from indexer.errors import IndexBusy
from indexer.intake import Progress, batches
from indexer.meaning import model
from indexer.meaning.files import MeaningFolder, MeaningState, live_rows


def kept_of(store: Store, config: Config) -> KeptVectors | None:
    """Those of this store by this model; None where the engine keeps none. Raises EngineMissing."""
    return open_vectors(config, f"{model.NAME} {store.identity}")


def keep(store: Store, config: Config, progress: Progress) -> None:
    """Give the engine what it lacks of the vectors on this machine, if it can keep any.

    Whatever ends it, the next run goes on from what was given. Raises IndexBusy, IndexFault.
    """
    kept = kept_of(store, config)
    if kept is None:
        return
    folder = MeaningFolder(config.meaning_path)
    with store.lock("meaning", IndexBusy()):
        state = folder.current()
        if state is None or not state.whole or not state.segments:
            return
        with folder.suspicion.noticing(lambda: folder.current() == state):
            _give(store, kept, folder, state, progress)


def _give(
    store: Store, kept: KeptVectors, folder: MeaningFolder, state: MeaningState, progress: Progress
) -> None:
    reached = kept.reached(store.last_revision(), folder.segment(state.segments[0]).width)
    if reached is None or (reached >= state.revision and kept.state()):
        return
    rows = _Rows(folder, state)
    done, total = 0, store.changes_count(reached)
    for some in batches(store.changes_since(reached, state.revision)):
        kept.put((rows.of(stored) for stored in some), some[-1].revision)
        done += len(some)
        progress(done, max(done, total))
    kept.finish()


class _Rows:
    """What counts in the files, by document."""

    def __init__(self, folder: MeaningFolder, state: MeaningState) -> None:
        segments = [folder.segment(name) for name in state.segments]
        self.width = segments[0].width
        self._parts = []
        for segment, live in zip(segments, live_rows(segments), strict=True):
            order = np.argsort(segment.documents[live], kind="stable")
            self._parts.append((segment, live[order], segment.documents[live[order]]))

    def of(self, stored: StoredDocument) -> DocumentVectors:
        """None of its passages where it is withdrawn."""
        for segment, rows, documents in self._parts:
            first, end = np.searchsorted(documents, [stored.id, stored.id + 1])
            if first < end and stored.withdrawn_at is None:
                own = rows[first:end]
                starts = segment.column("starts")[own].tolist()
                return DocumentVectors(stored.id, stored.revision, starts, segment.vectors[own])
        return DocumentVectors(stored.id, stored.revision, (), np.zeros((0, self.width), np.int8))
