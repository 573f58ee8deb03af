"""Whether the files of the index are whole."""

from __future__ import annotations

from indexer.engines.whoosh.storage import IndexFolder
from indexer.errors import IndexBroken
from indexer.segments.array_file import ArrayFile


def check(folder: IndexFolder, *, thorough: bool) -> None:
    """Look at what is current: `thorough` reads every byte, else what tells that a file is there and not cut.

    Damage that somebody met counts until everything was read and is whole. Raises IndexBroken.
    """
    current = folder.current()
    if current is None:
        return
    suspicion = folder.suspicion(current)
    if suspicion is not None and not thorough:
        raise IndexBroken(suspicion)
    with folder.noticing(current):
        folder.words(current)
        for segment in folder.segments(current):
            arrays = ArrayFile(segment.path(folder.folder(current)))
            if thorough:
                arrays.check()
    if suspicion is not None:
        folder.trust(current)
