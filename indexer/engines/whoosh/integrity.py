"""Whether the files of the index are whole."""

from __future__ import annotations

from indexer.engines.whoosh.storage import IndexFolder
from indexer.segments.array_file import ArrayFile


def check(folder: IndexFolder, *, thorough: bool) -> None:
    """Look at what is current: `thorough` reads every byte, else what tells that a file is there and not cut.

    Where damage was met everything is read. Raises IndexBroken.
    """
    current = folder.current()
    if current is None:
        return
    thorough = thorough or folder.suspected(current)
    with folder.noticing(current):
        folder.words(current)
        for segment in folder.segments(current):
            arrays = ArrayFile(segment.path(folder.folder(current)))
            if thorough:
                arrays.check()
