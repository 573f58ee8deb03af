"""What means what a query means, from the latest vectors; for several threads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock

import numpy as np

from corpus.config import Config
from corpus.store import Store
from indexer.engines import KeptVectors
from indexer.errors import IndexBroken, IndexFault, MeaningUnavailable
from indexer.meaning.files import MeaningFolder
from indexer.meaning.keeping import kept_of
from indexer.meaning.model import NAME, Encoder, Model, is_installed
from indexer.meaning.readings import Readings
from indexer.meaning.vectors import Nearest, Vectors
from indexer.segments.array_writer import Array
from indexer.segments.current import Stamp

_log = logging.getLogger(__name__)

OPENING_ATTEMPTS = 5
"""A commit may remove the files of the state that is being opened; the next attempt reads the new one."""

FEW = 2_000_000
"""Passages up to which looking through those of this machine takes less than asking the engine: 2.0 ms of a
processor for 200,000 and 7 for a million, where a graph of 245,000 takes a node 20 to 28 (docs/scale.md)."""


class Meanings:
    """Opens the model and the vectors when first asked, and the vectors again when there are more.

    Where those here are few they are looked through. Else the engine is asked, if it keeps vectors, and those
    here are looked through while it cannot answer.
    """

    def __init__(self, folder: Path, kept: KeptVectors | None = None) -> None:
        self._folder = MeaningFolder(folder)
        self._kept = kept
        self._answered = False
        """Whether the engine answered the last time."""
        self._model: Model | None = None
        self._unavailable: MeaningUnavailable | None = None
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._vectors: Vectors | None = None
        self._readings = Readings()

    def read(self, query: str) -> None:
        """Begin to read a query that is likely to be asked next, beside who asks; `nearest` waits for it."""
        try:
            if not self._readings.busy and (self._kept_by_engine() or self._latest()):
                self._readings.of(query, self._ready())
        except IndexFault:
            return

    @property
    def asks_engine(self) -> bool:
        """Whether an engine is asked, whose answer is waited for."""
        if self._kept is None:
            return False
        try:
            vectors = self._latest()
        except IndexFault:
            return True
        return not vectors or not 0 < len(vectors) <= FEW

    def nearest(self, query: str, count: int, passages: int) -> Nearest | None:
        """The documents nearest to it, with the passages of the first; None where none are known.

        Damage is as if there were none: the words are answered, and `gongkai verify` tells.
        """
        return (
            self._near(lambda vectors: self._vector(query), count, most=FEW)
            or self._near_by_engine(lambda kept: self._vector(query), count, passages)
            or self._near(lambda vectors: self._vector(query), count)
        )

    def like(self, document: int, count: int) -> Nearest | None:
        """The documents nearest to one of them, that one first; None where its vectors are not known."""
        return (
            self._near(lambda vectors: vectors.of(document), count, most=FEW)
            or self._near_by_engine(lambda kept: _middle(kept.of(document)), count, 0)
            or self._near(lambda vectors: vectors.of(document), count)
        )

    @property
    def known(self) -> bool:
        """Whether there are vectors.

        A model that was not asked yet counts as one that runs; a fault that passes does not count.
        """
        if self._unavailable:
            return False
        try:
            kept = self._kept_by_engine()
            return bool(kept and kept.state()) or bool(self._latest())
        except IndexFault:
            return True

    def state(self) -> Hashable:
        """Another with every writing of the vectors."""
        return self._folder.stamp(), self._kept.state() if self._kept else ""

    def _near_by_engine(
        self, said: Callable[[KeptVectors], Array | None], count: int, passages: int
    ) -> Nearest | None:
        kept = self._kept_by_engine()
        if kept is None:
            return None
        if not kept.state():
            self._engine_failed("it has none")
            return None
        try:
            vector = said(kept)
            if vector is None:
                return None
            documents, cosines = kept.nearest(vector, count)
            if not len(documents):
                return None
            first = documents[:passages].tolist()
            starts = kept.starts(vector, first) if first else {}
        except MeaningUnavailable:
            return None
        except IndexFault as fault:
            self._engine_failed(fault.detail)
            return None
        self._answered = True
        return Nearest(documents, cosines, np.array([starts.get(one, 0) for one in first], np.int32))

    def _kept_by_engine(self) -> KeptVectors | None:
        """Those of the engine, where there is a model to ask them with."""
        if self._kept is None or not is_installed() or not self._folder.model_path().exists():
            return None
        return self._kept

    def _engine_failed(self, detail: str) -> None:
        """Said once, until it answers again."""
        if self._answered:
            _log.warning("the index is not asked for vectors, those here are looked through: %s", detail)
        self._answered = False

    def _near(
        self, said: Callable[[Vectors], Array | None], count: int, most: int | None = None
    ) -> Nearest | None:
        try:
            vectors = self._latest()
            if not vectors or not len(vectors) or (most is not None and len(vectors) > most):
                return None
            with self._folder.suspicion.noticing(lambda: self._folder.current() == vectors.state):
                vector = said(vectors)
                return None if vector is None else vectors.nearest(vector, count)
        except IndexFault:
            return None

    def _latest(self) -> Vectors | None:
        if self._folder.stamp() != self._stamp:
            with self._lock:
                for _ in range(OPENING_ATTEMPTS):
                    stamp = self._folder.stamp()
                    try:
                        self._vectors = self._opened()
                    except IndexBroken:
                        self._vectors = None
                        if self._folder.stamp() != stamp:
                            continue
                    # The last: a fault that passes leaves it to the next query.
                    self._stamp = stamp
                    break
        return self._vectors

    def _opened(self) -> Vectors | None:
        """None before every document had its turn once: those without a vector would seem to be far."""
        state = self._folder.current()
        fits = state is not None and state.whole and state.model == NAME and is_installed()
        return Vectors(self._folder, state) if state and fits else None

    def _vector(self, query: str) -> Array:
        return self._readings.of(query, self._ready()).result()

    def _ready(self) -> Model:
        with self._lock:
            if self._unavailable:
                raise self._unavailable
            if self._model is None:
                self._model = self._loaded()
            return self._model

    def _loaded(self) -> Model:
        """What cannot run here is not tried again."""
        try:
            return Encoder(self._folder.model_path())
        except MeaningUnavailable as error:
            self._unavailable = error
            raise


def open_meanings(store: Store, config: Config) -> Meanings:
    """Raises EngineMissing."""
    return Meanings(config.meaning_path, kept_of(store, config))


def _middle(vectors: Array | None) -> Array | None:
    """Of passages of one document what they say together, of length 1."""
    if vectors is None:
        return None
    each = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    mean: Array = each.sum(axis=0, dtype=np.float32)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)
