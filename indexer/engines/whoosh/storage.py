"""The index on disk: what is current, switched atomically, and one writer at a time.

index/CURRENT      folder, Whoosh generation, revision, ...; renamed into place by every commit
index/LOCK         held by the writer; the system releases it when the writer dies
index/g-<name>/    a Whoosh index; a rebuild makes a new one, and switching CURRENT retires the old
    words-<hash>.txt   the words that it is cut by, each with its frequency, one a line; never changed
    SUSPECT            there when somebody met damage: the next build reads everything
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from corpus.atomic_file import remove_partial, sync, sync_folder, write_whole
from indexer.engines.whoosh.codec import INDEX_NAME, Segment, schema
from indexer.errors import IndexBroken, IndexBusy
from indexer.segments.current import CurrentFile, Stamp, remove_others
from indexer.segments.disk_errors import disk_faults
from indexer.segments.suspicion import Suspicion

LOCK = "LOCK"
FOLDER_PREFIX = "g-"
KEPT = "+"
"""No fingerprint has it."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """What CURRENT says."""

    folder: str
    generation: int
    """Of Whoosh's table of contents in the folder."""
    toc_check: int
    """CRC-32 of that table, which is only unpickled when it is the one that was written."""
    revision: int
    store: str
    """The identity of the store that it is of."""
    schema_version: int
    words: str
    """Fingerprint of the configured segmenter, and after KEPT the hash of the words that it is cut by."""
    documents: int
    segments: int
    built_at: str

    @property
    def state(self) -> str:
        """A name that no other state of any index has."""
        return f"{self.folder}/{self.generation}"


class IndexFolder:
    """Reads and switches what is current."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._current = CurrentFile(root, IndexState)

    def stamp(self) -> Stamp | None:
        """Changes with every commit; None when there is no index."""
        return self._current.stamp()

    def current(self) -> IndexState | None:
        """None when nothing has been built. Raises IndexBroken."""
        return self._current.read()

    def folder(self, current: IndexState) -> Path:
        """Where the files are."""
        return self.root / current.folder

    def segments(self, current: IndexState) -> list[Segment]:
        """The segments that are current. Raises IndexBroken."""
        folder = self.folder(current)
        toc = folder / _toc(current.generation)
        try:
            if zlib.crc32(toc.read_bytes()) != current.toc_check:
                raise IndexBroken(f"{toc.name} 校验不符")
            table = TOC.read(FileStorage(str(folder)), INDEX_NAME, current.generation, schema())
        except (OSError, pickle.UnpicklingError, AttributeError, ImportError) as error:
            raise IndexBroken(f"{toc.name} 无法读取") from error
        return list(table.segments)

    def write_toc(self, folder: Path, generation: int, segments: list[Segment]) -> int:
        """Write Whoosh's table of contents, durably; gives its checksum."""
        TOC(schema(), segments, generation).write(FileStorage(str(folder)), INDEX_NAME)
        toc = folder / _toc(generation)
        sync(toc)
        sync_folder(folder)
        return zlib.crc32(toc.read_bytes())

    def words(self, current: IndexState) -> Mapping[str, int]:
        """What this index is cut by, beside the segmenter's own dictionary. Raises IndexBroken."""
        _, _, name = current.words.partition(KEPT)
        path = self.folder(current) / _words_file(name)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise IndexBroken(f"{path.name} 无法读取") from error
        if _hash(content) != name:
            raise IndexBroken(f"{path.name} 校验不符")
        lines = (line.rpartition(" ") for line in content.decode("utf-8").splitlines())
        return {word: int(frequency) for word, _, frequency in lines}

    def keep_words(self, fresh: IndexState, words: Mapping[str, int]) -> IndexState:
        """Write what a new index is cut by, durably; gives it with them."""
        content = "\n".join(f"{word} {frequency}" for word, frequency in words.items()).encode("utf-8")
        write_whole(self.folder(fresh) / _words_file(_hash(content)), content)
        return replace(fresh, words=f"{fresh.words}{KEPT}{_hash(content)}")

    @contextmanager
    def noticing(self, current: IndexState) -> Iterator[None]:
        """Leave a word of damage that is met, for the next build. Raises IndexBrokenUnnoted."""
        with self._suspicion(current).noticing(lambda: self._current.read() == current):
            yield

    def suspicion(self, current: IndexState) -> str | None:
        """What damage somebody met."""
        return self._suspicion(current).word()

    def trust(self, current: IndexState) -> None:
        """Everything was read and is whole."""
        self._suspicion(current).clear()

    def _suspicion(self, current: IndexState) -> Suspicion:
        return Suspicion(self.folder(current))

    def switch(self, current: IndexState) -> None:
        """Make it current: the one step that readers notice."""
        self._current.switch(current)

    def clean(self, current: IndexState | None) -> None:
        """Remove what is not current: former segments and folders, and what a killed writer left behind."""
        remove_partial(self.root)
        for folder in self.root.glob(f"{FOLDER_PREFIX}*"):
            if current is None or folder.name != current.folder:
                shutil.rmtree(folder, ignore_errors=True)
        if current is not None:
            folder = self.folder(current)
            kept = {segment.path(folder).name for segment in self.segments(current)}
            remove_others(folder, ("*.arrays", "*.toc"), kept | {_toc(current.generation)})

    def abandon(self, folder: Path) -> None:
        """Give back the space of what a writer made and did not commit."""
        try:
            current = self.current()
            if current is not None and self.folder(current) == folder:
                self.clean(current)
                return
        except IndexBroken:
            # Then the folder is not the current one: a broken index is only ever built anew.
            pass
        shutil.rmtree(folder, ignore_errors=True)

    def size(self) -> int:
        """Bytes of everything current and not yet cleaned."""
        total = 0
        for folder, _, names in os.walk(self.root):
            for name in names:
                try:
                    total += (Path(folder) / name).stat().st_size
                except FileNotFoundError:
                    # A writer cleaned up in between.
                    continue
        return total

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the writer's lock. Raises IndexBusy, IndexDiskFull."""
        with disk_faults():
            self.root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexBusy from error
            yield
        finally:
            os.close(handle)


def _toc(generation: int) -> str:
    return str(TOC._filename(INDEX_NAME, generation))


def _words_file(name: str) -> str:
    return f"words-{name}.txt"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
