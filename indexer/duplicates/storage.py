"""The tables on disk: which files are current, switched atomically; the store's lock lets one write.

duplicates/CURRENT     JSON: layout, revisions, segment files; renamed into place
duplicates/CHANGES     changed documents, while they are compared
duplicates/*.arrays    segments, never changed once written
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.atomic_file import remove_partial, write_whole
from corpus.config import Config
from indexer.duplicates.signatures import LAYOUT
from indexer.errors import IndexBroken
from indexer.segments.array_file import ArrayFile

CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True)
class Current:
    """What CURRENT says."""

    layout: str = LAYOUT
    signed: int = 0
    """The store's revision up to which documents are in the tables."""
    compared: int = 0
    """The revision up to which they were compared."""
    number: int = 0
    """Of the next segment file."""
    segments: tuple[str, ...] = ()


def fault(config: Config) -> str | None:
    """What is damaged of the tables, in a few Chinese words; each is read through."""
    place = Place(config.duplicates_path)
    try:
        for path in place.paths(place.current()):
            ArrayFile(path).check()
    except IndexBroken as broken:
        return broken.detail
    return None


class Place:
    """Reads and switches what is current."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changes = root / "CHANGES"

    def current(self) -> Current:
        """Nothing yet where nothing was written. Raises IndexBroken."""
        try:
            said = json.loads((self.root / CURRENT).read_text(encoding="utf-8"))
            return Current(**{**said, "segments": tuple(said["segments"])})
        except FileNotFoundError:
            return Current()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexBroken("CURRENT 无法读取") from error

    def unused(self) -> int:
        """A number that no segment file has: one that is read is never written again."""
        taken = [int(path.stem) for path in self.root.glob("*.arrays") if path.stem.isdecimal()]
        return max(taken, default=-1) + 1

    def paths(self, current: Current) -> list[Path]:
        """The segment files, the oldest first."""
        return [self.root / name for name in current.segments]

    def switch(self, current: Current) -> None:
        """Make it current, durably, and remove what is no longer."""
        write_whole(self.root / CURRENT, json.dumps(asdict(current)).encode())
        remove_partial(self.root)
        for path in self.root.glob("*.arrays"):
            if path.name not in current.segments:
                path.unlink(missing_ok=True)
