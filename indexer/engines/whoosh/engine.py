"""The engine on Whoosh and NumPy, at a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from threading import Lock

from whoosh.util import random_name

from corpus.config import Config
from indexer.engines.contract import EngineRequest, EngineResults, IndexStatus, Learn, Nearby, nothing_near
from indexer.engines.whoosh.answer import answer
from indexer.engines.whoosh.integrity import check
from indexer.engines.whoosh.phrases import stands
from indexer.engines.whoosh.segment_format import SCHEMA_VERSION
from indexer.engines.whoosh.segment_workers import SegmentTask, SegmentWorkers
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.storage import FOLDER_PREFIX, KEPT, IndexFolder, IndexState
from indexer.engines.whoosh.writer import WhooshWriter
from indexer.errors import IndexBroken, IndexFault, IndexMissing, IndexOutdated
from indexer.segments.current import Stamp
from indexer.segments.disk_errors import disk_faults
from indexer.text import Segmenter, open_segmenter, weigh

OPENING_ATTEMPTS = 5
"""A commit may clean up the files of the state that is being opened; the next attempt reads the new one."""


class WhooshReader:
    """One committed state."""

    def __init__(
        self, index: IndexFolder, current: IndexState, snapshot: Snapshot, segmenter: Segmenter
    ) -> None:
        self.state = current.state
        self.revision = current.revision
        self.store = current.store
        self.segmenter = segmenter
        self._snapshot = snapshot
        self._noticing = partial(index.noticing, current)

    def search(self, request: EngineRequest, near: Nearby = nothing_near) -> EngineResults:
        """Match, filter, sort, count."""
        with self._noticing():
            return answer(self._snapshot, request, near, self.revision)

    def standing(self, texts: Sequence[str]) -> list[bool]:
        """Whether each normalised text stands in any document."""
        with self._noticing():
            return [stands(self._snapshot, text) for text in texts]

    def rarity(self, words: Sequence[str]) -> list[float]:
        """0 for a word of every document, 1 for one of hardly any."""
        with self._noticing():
            return [self._snapshot.rarity(word) for word in words]


class WhooshEngine:
    """Keeps the last state open that could be opened."""

    def __init__(self, config: Config, words: str) -> None:
        """`words` is the fingerprint of the configured segmenter."""
        self._config = config
        self._words = words
        self._index = IndexFolder(config.index_path)
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._reader: WhooshReader | None = None

    def status(self, *, thorough: bool = False) -> IndexStatus:
        """From CURRENT and a look at every file."""
        try:
            current = self._index.current()
            if current is None:
                return IndexStatus(present=False, problem=str(IndexMissing()))
            reason = self._unfit(current)
            fault = IndexOutdated(reason) if reason else self._damage(thorough)
        except IndexFault as broken:
            return IndexStatus(present=True, problem=str(broken))
        return IndexStatus(
            present=True,
            documents=current.documents,
            revision=current.revision,
            store=current.store,
            built_at=datetime.fromisoformat(current.built_at),
            segments=current.segments,
            bytes=self._index.size(),
            problem=str(fault) if fault else None,
        )

    def reader(self) -> WhooshReader:
        """The last committed state; an earlier one while that cannot be opened or is being opened."""
        stamp = self._index.stamp()
        reader = self._reader
        if reader is not None and (stamp in (None, self._stamp) or self._lock.locked()):
            return reader
        with self._lock:
            if self._reader is None or stamp != self._stamp:
                self._reader = self._opened(self._reader)
                self._stamp = stamp
            return self._reader

    def state(self) -> str:
        """From CURRENT alone."""
        current = self._index.current()
        return current.state if current else ""

    def rebuild_reason(self) -> str | None:
        """Reads every byte of the index only where damage was met."""
        try:
            current = self._index.current()
            if current is None:
                return None
            if reason := self._unfit(current):
                return f"{reason}，索引已从数据库重建。"
            check(self._index, thorough=self._index.suspicion(current) is not None)
        except IndexBroken as fault:
            return f"索引{fault.state}，已从数据库重建。"
        return None

    @contextmanager
    def writer(self, *, rebuild: bool, store: str, learn: Learn = tuple) -> Iterator[WhooshWriter]:
        """On top of what is current, or of nothing in a folder of its own."""
        with self._index.locked(), disk_faults():
            current = None if rebuild else self._index.current()
            segments = self._index.segments(current) if current else []
            words = self._index.words(current) if current else weigh(self._config.index, learn())
            base = current or self._nothing(store)
            if not rebuild:
                self._index.clean(current)
            folder = self._index.folder(base)
            folder.mkdir(exist_ok=True)
            try:
                if current is None:
                    base = self._index.keep_words(base, words)
                workers = SegmentWorkers(SegmentTask(folder, self._config.index, words))
                writing = WhooshWriter(self._index, base, segments, workers)
                with self._index.noticing(base), writing as writer:
                    yield writer
            except BaseException:
                self._index.abandon(folder)
                raise

    def _damage(self, thorough: bool) -> IndexFault | None:
        """What is wrong with the files of the last committed state."""
        fault: IndexFault | None = None
        for _ in range(OPENING_ATTEMPTS):
            stamp = self._index.stamp()
            try:
                check(self._index, thorough=thorough)
                return None
            except IndexFault as broken:
                fault = broken
            if self._index.stamp() == stamp:
                break
        return fault

    def _opened(self, former: WhooshReader | None) -> WhooshReader:
        for _ in range(OPENING_ATTEMPTS):
            stamp = self._index.stamp()
            try:
                return self._open()
            except IndexFault as fault:
                last = fault
                if self._index.stamp() == stamp:
                    break
        if former is None:
            raise last
        return former

    def _open(self) -> WhooshReader:
        current = self._index.current()
        if current is None:
            raise IndexMissing
        if current.schema_version != SCHEMA_VERSION:
            raise IndexOutdated(self._unfit(current) or "")
        search = self._config.search
        with self._index.noticing(current):
            snapshot = Snapshot(
                self._index.folder(current),
                self._index.segments(current),
                search.cache_mb * 1_000_000,
                search.title_weight,
            )
            segmenter = open_segmenter(self._config.index, self._index.words(current))
        return WhooshReader(self._index, current, snapshot, segmenter)

    def _unfit(self, current: IndexState) -> str | None:
        if current.schema_version != SCHEMA_VERSION:
            return "索引由另一版本的程序建立"
        configured, _, _ = current.words.partition(KEPT)
        return "分词器或词典已更换" if configured != self._words else None

    def _nothing(self, store: str) -> IndexState:
        return IndexState(
            folder=f"{FOLDER_PREFIX}{random_name()}",
            generation=0,
            toc_check=0,
            revision=0,
            store=store,
            schema_version=SCHEMA_VERSION,
            words=self._words,
            documents=0,
            segments=0,
            built_at="",
        )
