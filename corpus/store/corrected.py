"""What staff corrected, laid over what pages say: within the transaction that stores a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, delete, select, update

from corpus.records import DATE_FIELDS, Document
from corpus.store import database
from corpus.store.staff_schema import correction

Said: TypeAlias = Mapping[str, str | None]
"""Values by field as texts, days as ISO 8601; None where there is none."""


def values_of(document: Document, names: Iterable[str]) -> dict[str, str | None]:
    """What a document has in these fields."""
    held = {name: getattr(document, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in held.items()}


def with_values(document: Document, said: Said) -> Document:
    """The document with other values. Raises ValueError for a day that is none."""
    given: dict[str, Any] = {
        name: date.fromisoformat(value) if value and name in DATE_FIELDS else value or None
        for name, value in said.items()
    }
    return replace(document, **given)


class Corrected:
    """The corrections of some documents, as they stand."""

    def __init__(self, connection: Connection, numbers: Iterable[int]) -> None:
        self._connection = connection
        self._rows: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in database.rows_with(connection, select(correction), numbers, correction.c.document_id):
            self._rows[row.document_id].append(row)

    def lay_over(self, number: int, document: Document) -> Document:
        """A document as its page says it, with what staff corrected; what the page says is noted beside."""
        rows = self._rows.get(number)
        if not rows:
            return document
        says = values_of(document, (row.field for row in rows))
        for row in rows:
            # Whatever was noted when these were read: a page may come twice in one transaction.
            own = (correction.c.document_id == number, correction.c.field == row.field)
            self._connection.execute(update(correction).where(*own).values(page_value=says[row.field]))
        return with_values(document, {row.field: row.value for row in rows})

    def take_off(self, number: int, document: Document) -> Document:
        """A document as its page says it."""
        return with_values(document, {row.field: row.page_value for row in self._rows.get(number, ())})

    def say(self, number: int, document: Document, said: Said, by: str, at: datetime) -> Document:
        """The document with what somebody says of it; what its page says anyway is no correction."""
        rows = self.of(number)
        shown = values_of(document, said)
        kept = []
        for name, value in said.items():
            page_value = rows[name].page_value if name in rows else shown[name]
            own = (correction.c.document_id == number, correction.c.field == name)
            if (value or None) == page_value:
                self._connection.execute(delete(correction).where(*own))
            elif (value or None) != shown[name]:
                row = {"document_id": number, "field": name, "value": value or None, "by": by, "at": at}
                kept.append(row | {"page_value": page_value})
        database.upsert(self._connection, correction, kept)
        return with_values(document, said)

    def of(self, number: int) -> dict[str, Row[Any]]:
        """The corrections of one, by field."""
        return {row.field: row for row in self._rows.get(number, ())}
