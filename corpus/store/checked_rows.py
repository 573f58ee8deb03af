"""Documents out of rows, each compared with its digest when it is first read."""

from __future__ import annotations

from sqlalchemy import RowMapping

from corpus.records import StoredDocument
from corpus.store.rows import DIFFERS, differs, stored_from

MOST_REMEMBERED = 100_000
"""Documents whose soundness is remembered: about 10 MB. A guess."""


class CheckedRows:
    """Remembers the revision at which each document was compared, so that it costs once."""

    def __init__(self) -> None:
        self._sound: dict[int, int] = {}

    def read(self, row: RowMapping) -> StoredDocument:
        """Raises ValueError, or what else reading a row ends in, where it is not what was stored."""
        stored = stored_from(row)
        if self._sound.get(stored.id) != stored.revision:
            if differs(row, stored.document):
                raise ValueError(DIFFERS)
            if len(self._sound) >= MOST_REMEMBERED:
                self._sound.clear()
            self._sound[stored.id] = stored.revision
        return stored
