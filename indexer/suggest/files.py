"""The two files that suggestions are made from, written by `gongkai index` and mapped by every process.

suggestions/base.arrays      how the collection is worded, its words, titles, agencies; how characters sound
                             and look
suggestions/recent.arrays    titles and agencies that came since, titles that went; made with every commit

Each is replaced as a whole, and read through before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.atomic_file import remove_partial
from corpus.config import Config
from indexer.errors import IndexBroken
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, writing_arrays
from indexer.segments.current import Stamp, stamp_of
from indexer.segments.disk_errors import disk_faults

FORMAT = 3
"""Raise it with every change of what stands in the files: they are then made anew."""

BASE = "base.arrays"
RECENT = "recent.arrays"


Stamps = tuple[Stamp | None, ...]
"""Of both files."""


@dataclass(frozen=True, slots=True)
class BaseNote:
    """What the base was made from."""

    made: str
    """Its name: no other base has it."""
    material: str
    """What else it was made from: the thesaurus, dictionaries, tables of sounds."""
    revision: int
    """The store's revision that it surely shows."""
    documents: int
    """How many there were."""


@dataclass(frozen=True, slots=True)
class RecentNote:
    """What a list of recent titles belongs to."""

    base: str
    """`BaseNote.made` of the base that it goes with."""
    state: str
    """Of the index: `EngineReader.state`."""
    gone: tuple[str, ...]
    """Titles of the base that no document has any more."""


class SuggestionFiles:
    """Reads and replaces them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stamp(self) -> Stamps:
        """Changes with every writing."""
        return tuple(stamp_of(self._folder / name) for name in (BASE, RECENT))

    def base(self) -> tuple[BaseNote, ArrayFile] | None:
        """None where there is none of this format. Raises IndexBroken."""
        found = self._read(BASE)
        return (BaseNote(**found.notes["about"]), found) if found else None

    def recent(self) -> tuple[RecentNote, ArrayFile] | None:
        """None where there is none of this format. Raises IndexBroken."""
        found = self._read(RECENT)
        if found is None:
            return None
        about = found.notes["about"]
        return RecentNote(**{**about, "gone": tuple(about["gone"])}), found

    def write_base(self, note: BaseNote, tables: Mapping[str, Array]) -> None:
        """Raises IndexDiskFull, IndexFault."""
        self._write(BASE, asdict(note), tables)

    def write_recent(self, note: RecentNote, tables: Mapping[str, Array]) -> None:
        """Raises IndexDiskFull, IndexFault."""
        self._write(RECENT, asdict(note), tables)

    def _read(self, name: str) -> ArrayFile | None:
        path = self._folder / name
        if not path.exists():
            return None
        found = ArrayFile(path)
        if found.notes.get("format") != FORMAT:
            return None
        found.check()
        return found

    def _write(self, name: str, about: dict[str, Any], tables: Mapping[str, Array]) -> None:
        with disk_faults():
            self._folder.mkdir(parents=True, exist_ok=True)
            remove_partial(self._folder)
            with writing_arrays(self._folder / name) as writer:
                writer.note("format", FORMAT)
                writer.note("about", about)
                for table, array in tables.items():
                    writer.add(table, array)


def fault(config: Config, expected: bool) -> str | None:
    """What is the matter with the files, in a few Chinese words; each is read through."""
    files = SuggestionFiles(config.suggestions_path)
    try:
        files.base()
        files.recent()
    except IndexBroken as broken:
        return broken.state
    missing = [name for name, stamp in zip((BASE, RECENT), files.stamp(), strict=True) if stamp is None]
    return f"不完整（缺少 {missing[0]}）" if missing and expected else None
