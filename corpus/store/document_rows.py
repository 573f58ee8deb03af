"""Whole documents as the store holds them; the one that cannot be read is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine, RowMapping, Select, select

from corpus.errors import RowUnreadable
from corpus.records import StoredDocument
from corpus.store import database, schema
from corpus.store.checked_rows import CheckedRows

Read = Callable[[RowMapping], StoredDocument]

BY_NUMBER = select(schema.document).where(schema.document.c.id.in_(database.VALUES))


class DocumentRows:
    """Reads them, each compared with its digest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._checked = CheckedRows()

    def stored(self, wanted: Select[Any], read: Read | None = None) -> list[StoredDocument]:
        """Whole documents. Raises RowUnreadable, which names the one that cannot be read.

        Each is compared with its digest, unless it is `read` in another way.
        """
        read = read or self._checked.read
        try:
            with database.transaction(self._engine, writes=False) as connection:
                return [read(row) for row in connection.execute(wanted).mappings()]
        except RowUnreadable as error:
            with database.transaction(self._engine, writes=False) as connection:
                numbers = connection.execute(wanted.with_only_columns(schema.document.c.id)).scalars().all()
            raise self._named(numbers, error) from error

    def numbered(self, numbers: Sequence[int]) -> list[StoredDocument]:
        """The same, by their ids."""
        try:
            with database.transaction(self._engine, writes=False) as connection:
                rows = database.rows_by(connection, BY_NUMBER, numbers)
                return [self._checked.read(row._mapping) for row in rows]
        except RowUnreadable as error:
            raise self._named(numbers, error) from error

    def _named(self, numbers: Sequence[int], error: RowUnreadable) -> RowUnreadable:
        """The error with the document that it speaks of, found by reading one at a time."""
        if len(numbers) == 1:
            return RowUnreadable(error.reason, f"第 {numbers[0]} 号文件")
        for number in numbers:
            try:
                self.numbered([number])
            except RowUnreadable as named:
                return named
        return error
