"""The engine that is a cluster of OpenSearch: many machines behind one address."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from time import monotonic

from corpus.config import Config
from indexer.engines.contract import IndexStatus, Learn
from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.generations import Generation, Generations
from indexer.engines.opensearch.layout import SCHEMA_VERSION
from indexer.engines.opensearch.points_in_time import PointsInTime
from indexer.engines.opensearch.reader import OpenSearchReader
from indexer.engines.opensearch.view import View
from indexer.engines.opensearch.writer import OpenSearchWriter
from indexer.errors import (
    IndexBusy,
    IndexFault,
    IndexIncomplete,
    IndexMissing,
    IndexOutdated,
    IndexUnreachable,
)
from indexer.segments.disk_errors import disk_faults
from indexer.text import open_segmenter, weigh

LOOKED_AT = 0.5
"""Seconds for which the last state that was seen is taken for the current one. A guess."""


class OpenSearchEngine:
    """Keeps the last state open."""

    def __init__(self, config: Config, words: str) -> None:
        """`words` is the fingerprint of the configured segmenter."""
        self._config = config
        self._words = f"{words} {config.search.title_weight}"
        self._lock = Lock()
        self._reader: OpenSearchReader | None = None
        self._looked = -LOOKED_AT
        self._cluster = Cluster(config.index.url)
        self._generations = Generations(self._cluster, config.index)
        self._points = PointsInTime(self._cluster)

    def status(self, *, thorough: bool = False) -> IndexStatus:
        """As the cluster says; it checks its files itself."""
        try:
            current = self._generations.current()
            if current is None:
                return IndexStatus(present=False, problem=str(IndexMissing()))
            problem = self._problem(current)
            size, segments = (0, 0) if problem else self._generations.size(current)
        except IndexFault as fault:
            return IndexStatus(present=False, problem=str(fault), away=True)
        return IndexStatus(
            present=True,
            documents=current.documents,
            revision=current.revision,
            store=current.store,
            built_at=datetime.fromisoformat(current.built_at),
            segments=segments,
            bytes=size,
            problem=str(problem) if problem else None,
            away=isinstance(problem, IndexUnreachable),
        )

    def reader(self) -> OpenSearchReader:
        """The last committed state; while one thread looks for it, others have the last that was seen."""
        with self._lock:
            former = self._reader
            if former is not None and monotonic() - self._looked < LOOKED_AT:
                return former
            self._looked = monotonic()
        try:
            if former is not None and self._generations.state() == former.state:
                return former
            opened = self._opened()
        except IndexFault:
            self._looked = -LOOKED_AT
            raise
        with self._lock:
            if self._reader is former:
                self._reader = opened
        del former
        self._points.close_forgotten()
        return opened

    def state(self) -> str:
        """Of the index that the alias points to."""
        return self._generations.state() or ""

    def rebuild_reason(self) -> str | None:
        """Why the current index cannot be gone on with."""
        current = self._generations.current()
        reason = current and self._unfit(current)
        return f"{reason}，索引已重建。" if reason else None

    @contextmanager
    def writer(self, *, rebuild: bool, store: str, learn: Learn = tuple) -> Iterator[OpenSearchWriter]:
        """On top of what is current, or of a new index; one that was not finished is gone on with."""
        with self._locked():
            current = self._generations.shown()
            base = current if current and not rebuild else self._begun(store, learn)
            self._generations.clean(base.index, unfinished=base is current)
            segmenter = open_segmenter(self._config.index, base.lexicon)
            weight = self._config.search.title_weight
            writer = OpenSearchWriter(self._cluster, self._generations, base, current, segmenter, weight)
            try:
                yield writer
            finally:
                writer.close()
                self._looked = -LOOKED_AT

    def _begun(self, store: str, learn: Learn) -> Generation:
        like = Generation("", "", store=store, words=self._words)
        unfinished = self._generations.unfinished(like)
        if unfinished is not None and (unfinished.given or unfinished.waiting):
            return unfinished
        lexicon = weigh(self._config.index, learn())
        return self._generations.begin(Generation("", "", store=store, words=self._words, lexicon=lexicon))

    def _opened(self) -> OpenSearchReader:
        current = self._generations.current()
        if current is None:
            raise IndexMissing
        if current.schema != SCHEMA_VERSION:
            raise IndexOutdated(self._unfit(current) or "")
        segmenter = open_segmenter(self._config.index, current.lexicon)
        return OpenSearchReader(View(self._cluster, self._points, current.index), current, segmenter)

    def _problem(self, current: Generation) -> IndexFault | None:
        if reason := self._unfit(current):
            return IndexOutdated(reason)
        return None if self._generations.whole(current) else IndexIncomplete()

    def _unfit(self, current: Generation) -> str | None:
        if current.schema != SCHEMA_VERSION:
            return "索引由另一版本的程序建立"
        return "分词器、词典或标题的权重已更换" if current.words != self._words else None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The one writer of this machine; the store's lock keeps other machines out. Raises IndexBusy."""
        with disk_faults():
            self._config.index_path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._config.index_path / "LOCK", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexBusy from error
            yield
        finally:
            os.close(handle)
