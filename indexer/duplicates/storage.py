"""The tables on disk: which files are current, switched atomically; the store's lock lets one write.

duplicates/CURRENT     layout, revisions, segment files; renamed into place
duplicates/CHANGES     changed documents, while they are compared
duplicates/SUSPECT     there when somebody met damage: the next update reads everything
duplicates/*.arrays    segments, and signatures until they are compared; never changed once written
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.config import Config
from indexer.duplicates.signatures import LAYOUT
from indexer.errors import IndexBroken, IndexForeign
from indexer.segments.array_file import ArrayFile
from indexer.segments.current import CURRENT, CurrentFile, remove_others
from indexer.segments.suspicion import Suspicion

EXTENSION = ".arrays"


@dataclass(frozen=True, slots=True)
class TablesState:
    """What CURRENT says."""

    store: str = ""
    """The identity of the store whose documents these are."""
    layout: str = LAYOUT
    signed: int = 0
    """The store's revision up to which documents are in the tables."""
    compared: int = 0
    """The revision up to which they were compared."""
    number: int = 0
    """Of the next segment file."""
    segments: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    """Files with the signatures of documents that were not compared yet."""


def fault(config: Config, expected: bool, thorough: bool) -> str | None:
    """What is the matter with the tables, in a few Chinese words; `thorough` reads every byte."""
    folder = TablesFolder(config.duplicates_path)
    try:
        current = folder.current()
        if current.layout != LAYOUT:
            raise IndexForeign
        folder.check(current, thorough)
    except IndexBroken as broken:
        return broken.state
    return None if current.segments or not expected else f"不完整（缺少 {CURRENT}）"


class TablesFolder:
    """Reads and switches what is current."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._current = CurrentFile(root, TablesState)
        self.changes = root / "CHANGES"
        self.suspicion = Suspicion(root)

    def current(self) -> TablesState:
        """Nothing yet where nothing was written. Raises IndexBroken."""
        return self._current.read() or TablesState()

    def unused(self) -> int:
        """A number that no segment file has: one that is read is never written again."""
        taken = [int(path.stem) for path in self.root.glob(f"*{EXTENSION}") if path.stem.isdecimal()]
        return max(taken, default=-1) + 1

    def paths(self, current: TablesState) -> list[Path]:
        """The segment files, the oldest first."""
        return [self.root / name for name in current.segments]

    def fresh(self, current: TablesState) -> list[Path]:
        """The files of what was not compared yet, the oldest first."""
        return [self.root / name for name in current.fresh]

    @contextmanager
    def noticing(self, current: TablesState) -> Iterator[None]:
        """Leave a word of damage that is met, for the next update. Raises IndexBrokenUnnoted."""
        with self.suspicion.noticing(lambda: self._files(self.current()) == self._files(current)):
            yield

    def _files(self, current: TablesState) -> list[Path]:
        return [*self.paths(current), *self.fresh(current)]

    def check(self, current: TablesState, thorough: bool) -> None:
        """Look at every file, or read every byte, which ends a suspicion. Raises IndexBroken."""
        word = self.suspicion.word()
        if word is not None and not thorough:
            raise IndexBroken(word)
        with self.noticing(current):
            for path in self._files(current):
                arrays = ArrayFile(path)
                if thorough:
                    arrays.check()
        if word is not None:
            self.suspicion.clear()

    def switch(self, current: TablesState) -> None:
        """Make it current, durably, and remove what is no longer."""
        self._current.switch(current)
        remove_others(self.root, (f"*{EXTENSION}",), (*current.segments, *current.fresh))
