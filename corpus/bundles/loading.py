"""Bundles are taken on: compared whole first, then files and records into the store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.bundles.bag import FILES, PAYLOAD, BundleRefused, Contents, SoundBundle, read_bundle
from corpus.bundles.records import DOCUMENTS, LEFT, lines
from corpus.errors import GongkaiError, StoreBusy
from corpus.files import FileStore
from corpus.progress import Progress, untold
from corpus.store import Store, Taken

BATCH = 200
"""Records taken on in one transaction. A guess."""


class BundleChanged(GongkaiError):
    """A file of a bundle is another than when it was compared."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"装入时数据包变了：{path} 不再是核对时的内容。请重新取得数据包，再装入一次。")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What taking on a bundle did."""

    contents: Contents
    taken: Mapping[Taken, int]
    files: int
    """Files that were not here."""
    left: int
    """Documents withdrawn, since they left the part that the bundle is of."""
    loaded_before: bool
    """Whether as much or more of the source was taken on already."""


def load_bundle(
    store: Store,
    files: FileStore,
    folder: Path,
    *,
    key: Path | None = None,
    comparing: Progress = untold,
    copying: Progress = untold,
    loading: Progress = untold,
) -> LoadReport:
    """Take a bundle on, or go on where that was interrupted; the index is built from the store as always.

    Raises BundleRefused before anything is written, BundleChanged, KeyUnusable, StoreError, StoreBusy.
    """
    sound = read_bundle(folder, key, comparing)
    with store.lock("bundle", StoreBusy()):
        return _Loading(store, files, folder / PAYLOAD, sound, copying, loading).run()


class _Loading:
    """One run, alone in the store with it."""

    def __init__(
        self,
        store: Store,
        files: FileStore,
        payload: Path,
        sound: SoundBundle,
        copying: Progress,
        loading: Progress,
    ) -> None:
        self._store = store
        self._files = files
        self._payload = payload
        self._contents = sound.contents
        self._part = hashlib.sha256(sound.contents.part.encode()).hexdigest()
        self._copying = copying
        self._loading = loading

    def run(self) -> LoadReport:
        contents, mirroring = self._contents, self._store.mirroring
        reached = mirroring.reached(contents.source, self._part)
        self._follow(reached)
        new_files = self._take_files()
        taken: Counter[Taken] = Counter()
        for records in self._records():
            taken.update(mirroring.take(records))
            self._loading(taken.total(), contents.documents)
        left = sum(
            mirroring.take_out(line["url"], datetime.fromisoformat(line["left_at"]))
            for line in lines(self._payload / LEFT)
        )
        before = reached is not None and reached >= contents.until
        if not before:
            mirroring.reach(contents.source, self._part, contents.until)
        return LoadReport(contents, taken, new_files, left, before)

    def _follow(self, reached: int | None) -> None:
        since = self._contents.since
        if since == 0 or (reached is not None and reached >= since):
            return
        missing = "完整的数据包" if reached is None else f"从修订 {reached} 到修订 {since} 的数据包"
        raise BundleRefused(f"它只有修订 {since} 之后的变化，之前还缺少{missing}。请先装入所缺的，再装入它。")

    def _take_files(self) -> int:
        new = 0
        paths = sorted((self._payload / FILES).glob("*/*"))
        for done, path in enumerate(paths, 1):
            self._copying(done, len(paths))
            name = path.parent.name + path.name
            if self._files.is_sound(name):
                continue
            if self._files.put(path.read_bytes()) != name:
                raise BundleChanged(path)
            new += 1
        return new

    def _records(self) -> Iterator[list[dict[str, Any]]]:
        records: list[dict[str, Any]] = []
        for record in lines(self._payload / DOCUMENTS):
            records.append(record)
            if len(records) == BATCH:
                yield records
                records = []
        if records:
            yield records
