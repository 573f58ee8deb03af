"""Whether the files of the index are whole, at little cost when it is asked again and again."""

from __future__ import annotations

from pathlib import Path

from indexer.engines.whoosh.storage import IndexFolder
from indexer.segments.array_file import ArrayFile
from indexer.segments.current import Stamp, stamp_of


class Checked:
    """Remembers the files that were read through and found whole: they are written once and never changed."""

    def __init__(self) -> None:
        self._whole: dict[Path, Stamp] = {}

    def check(self, folder: IndexFolder) -> None:
        """Look at every file that is current. Raises IndexBroken."""
        current = folder.current()
        if current is None:
            return
        folder.words(current)
        whole = {}
        for segment in folder.segments(current):
            path = segment.path(folder.folder(current))
            stamp = stamp_of(path)
            if stamp is None or self._whole.get(path) != stamp:
                ArrayFile(path).check()
            if stamp is not None:
                whole[path] = stamp
        self._whole = whole
