"""What staff corrected in documents: kept across crawls, shown beside what the page says, and undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, select

from corpus.clock import now
from corpus.records import Document, StoredDocument
from corpus.store import database, schema
from corpus.store.corrected import Corrected, Said, with_values
from corpus.store.staff_schema import correction
from corpus.store.writing import Writer

CORRECTABLE = (
    "agency",
    "topic",
    "genre",
    "validity",
    "document_number",
    "index_number",
    "issued_on",
    "published_on",
)
"""Fields of a document that staff may correct."""

AT_A_TIME = 500
"""Rows fetched together of all of them. A guess."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one document."""

    document: int
    title: str
    url: str
    field: str
    value: str | None
    """What staff say; a day as ISO 8601. None: it has none."""
    page_value: str | None
    """What its page says, as last read."""
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectedTogether:
    """What somebody corrected of several documents in one act, as far as it still holds."""

    by: str
    at: datetime
    documents: int
    said: dict[str, str | None]
    """What was said of all of them, by field."""


class Corrections:
    """At most one for each field of a document. They belong to the document, wherever it moves."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self) -> int:
        """How many there are."""
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(select(func.count()).select_from(correction)).scalar_one())

    def of(self, number: int) -> dict[str, Correction]:
        """Those of one document, by field."""
        return {one.field: one for one in self._some(correction.c.document_id == number)}

    def latest(self, offset: int, limit: int) -> list[Correction]:
        """Some of all, the latest first."""
        return self._some(offset=offset, limit=limit)

    def all(self) -> Iterator[Correction]:
        """Every one, the latest first, as of one moment."""
        with database.transaction(self._engine, writes=False) as connection:
            streaming = connection.execution_options(yield_per=AT_A_TIME)
            yield from map(_correction, streaming.execute(_wanted()))

    def holds(self, by: str, at: datetime) -> bool:
        """Whether anything is left of what was corrected in this act."""
        table = correction.c
        with database.transaction(self._engine, writes=False) as connection:
            wanted = select(table.field).where(table.by == by, table.at == at).limit(1)
            return connection.execute(wanted).first() is not None

    def taken_off(self, stored: StoredDocument) -> Document:
        """A document as its page says it, for whoever compares it with the page."""
        with database.transaction(self._engine, writes=False) as connection:
            return Corrected(connection, [stored.id]).take_off(stored.id, stored.document)

    def correct(self, numbers: Sequence[int], said: Said, by: str) -> int:
        """Say of published documents what they have in some fields; how many that changed.

        What a page says anyway is no correction, and ends one. Raises ValueError for a day that is none.
        """
        with_values(Document("", ""), said)
        at = now()
        with database.transaction(self._engine, writes=True) as connection:
            corrected = Corrected(connection, numbers)
            return Writer(connection).rewrite(
                numbers, lambda number, document: corrected.say(number, document, said, by, at)
            )

    def together(self, limit: int) -> list[CorrectedTogether]:
        """Acts that corrected several documents, the latest first."""
        table, documents = correction.c, func.count(correction.c.document_id.distinct())
        wanted = select(table.by, table.at, documents).group_by(table.by, table.at).having(documents > 1)
        with database.transaction(self._engine, writes=False) as connection:
            acts = connection.execute(wanted.order_by(table.at.desc()).limit(limit)).all()
            return [
                CorrectedTogether(by, at, count, self._said(connection, by, at)) for by, at, count in acts
            ]

    def undo_together(self, by: str, at: datetime) -> int:
        """Have documents say what their pages say, where one act corrected them; how many that changed."""
        table = correction.c
        wanted = select(correction).where(table.by == by, table.at == at)
        with database.transaction(self._engine, writes=True) as connection:
            said: dict[int, dict[str, str | None]] = defaultdict(dict)
            for row in connection.execute(wanted):
                said[row.document_id][row.field] = row.page_value
            corrected = Corrected(connection, list(said))
            return Writer(connection).rewrite(
                list(said), lambda number, document: corrected.say(number, document, said[number], "", now())
            )

    @staticmethod
    def _said(connection: Connection, by: str, at: datetime) -> dict[str, str | None]:
        table = correction.c
        wanted = select(table.field, table.value).where(table.by == by, table.at == at).distinct()
        return {row.field: row.value for row in connection.execute(wanted.order_by(table.field))}

    def undo(self, number: int, field: str) -> bool:
        """Have a published document say what its page says; False where that field is not corrected."""
        with database.transaction(self._engine, writes=True) as connection:
            corrected = Corrected(connection, [number])
            if field not in corrected.of(number):
                return False
            said = {field: corrected.of(number)[field].page_value}
            change = partial(corrected.say, said=said, by="", at=now())
            Writer(connection).rewrite([number], change)
            return field not in Corrected(connection, [number]).of(number)

    def _some(
        self, *chosen: ColumnElement[bool], offset: int = 0, limit: int | None = None
    ) -> list[Correction]:
        wanted = _wanted(*chosen).offset(offset).limit(limit)
        with database.transaction(self._engine, writes=False) as connection:
            return list(map(_correction, connection.execute(wanted)))


def _wanted(*chosen: ColumnElement[bool]) -> Select[Any]:
    """Corrections with the titles and addresses of their documents, the latest first."""
    document = schema.document.c
    wanted = select(correction, document.title, document.url)
    wanted = wanted.join_from(correction, schema.document, document.id == correction.c.document_id)
    return wanted.where(*chosen).order_by(correction.c.at.desc(), document.id.desc(), correction.c.field)


def _correction(row: Any) -> Correction:
    return Correction(
        row.document_id, row.title, row.url, row.field, row.value, row.page_value, row.by, row.at
    )
