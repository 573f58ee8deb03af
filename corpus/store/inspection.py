"""What the inspection of portals asks: sums over all documents, and the few rows behind a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, Text, and_, case, cast, func, or_, select

from corpus.store import database, schema


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """The published documents of one column."""

    portal: str | None
    column: str | None
    documents: int
    latest_on: date | None
    """The latest day of publishing, else of making, that is not still to come."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many documents of a column were published on one day."""

    portal: str | None
    column: str | None
    published_on: date
    documents: int


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one published document."""

    id: int
    portal: str | None
    column: str | None
    issued_on: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What names a document."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands."""

    id: int
    column: str | None


@dataclass(frozen=True, slots=True)
class HidingFile:
    """A file of a published document that hides parts of itself."""

    document: int
    portal: str | None
    column: str | None
    title: str
    parts: int


@dataclass(frozen=True, slots=True)
class DeadPage:
    """An address of a portal that does not answer."""

    url: str
    status: int | None
    error: str | None
    since: datetime | None
    """When it was first found gone; None for a fault."""
    found_on: str | None
    """Address of the page that links to it."""
    title: str | None
    """Of the document that used to stand there."""
    column: str | None


class InspectionQueries:
    """Read-only questions; those about all documents are answered from one index."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def columns(self, today: date) -> list[ColumnCount]:
        """Every column with its number of documents and its last day."""
        table = schema.document.c
        day = func.coalesce(table.published_on, table.issued_on)
        wanted = select(table.portal, table.column, func.count(), func.max(case((day <= today, day))))
        wanted = wanted.where(table.withdrawn_at.is_(None)).group_by(table.portal, table.column)
        wanted = wanted.order_by(table.portal.nulls_first(), table.column.nulls_first())
        return [ColumnCount(*row) for row in self._rows(wanted)]

    def crowded_days(self, least: int) -> list[DayCount]:
        """Days on which a column published at least so many documents."""
        table = schema.document.c
        day = (table.portal, table.column, table.published_on)
        wanted = select(*day, func.count()).where(table.withdrawn_at.is_(None))
        wanted = wanted.where(table.published_on.is_not(None)).group_by(*day)
        wanted = wanted.having(func.count() >= least)
        wanted = wanted.order_by(table.portal.nulls_first(), table.column.nulls_first(), table.published_on)
        return [DayCount(*row) for row in self._rows(wanted)]

    def dated_in_future(self, today: date) -> list[Dates]:
        """Documents issued or published after today, the latest first."""
        table = schema.document.c
        return self._dates(or_(table.published_on > today, table.issued_on > today))

    def published_before_issued(self) -> list[Dates]:
        """Documents published before they were made, the latest first."""
        return self._dates(schema.document.c.published_on < schema.document.c.issued_on)

    def published_long_after(self, days: int, since: date, until: date) -> list[Dates]:
        """Documents made from `since` on and published by `until`, more than so many days later."""
        table = schema.document.c
        wait = database.DaysBetween(table.issued_on, table.published_on)
        return self._dates(and_(table.issued_on >= since, table.published_on <= until, wait > days))

    def headings(self, numbers: Iterable[int]) -> dict[int, Heading]:
        """Addresses and titles of documents, by their number."""
        table = schema.document.c
        wanted = select(table.id, table.url, table.title)
        with database.transaction(self._engine, writes=False) as connection:
            rows = database.rows_with(connection, wanted, numbers, table.id)
            return {number: Heading(url, title) for number, url, title in rows}

    def places(self, urls: Iterable[str]) -> dict[str, Place]:
        """The documents at these addresses."""
        table = schema.document.c
        wanted = select(table.url, table.id, table.column)
        with database.transaction(self._engine, writes=False) as connection:
            rows = database.rows_with(connection, wanted, urls, table.url)
            return {url: Place(number, column) for url, number, column in rows}

    def dead_pages(self, portal: str, since: datetime, until: datetime, faults: int) -> list[DeadPage]:
        """Addresses met between two times that are gone, or met at least so many faults in a row.

        A document's own address counts once a link to it was followed after it was withdrawn: one that the
        portal took away together with its link is no broken link.
        """
        page, held = schema.page.c, schema.document.c
        followed = or_(held.id.is_(None), held.withdrawn_at > until, page.fetched_at > held.withdrawn_at)
        gone = and_(page.missing_since.is_not(None), followed)
        met = page.fetched_at.between(since, until)
        wanted = (
            select(
                page.url, page.status, page.error, page.missing_since, page.found_on, held.title, held.column
            )
            .select_from(schema.page.outerjoin(schema.document, page.url == held.url))
            .where(page.portal == portal, page.error.is_not(None), met)
            .where(or_(gone, page.faults >= faults))
            .order_by(page.found_on.nulls_first(), page.url)
        )
        return [DeadPage(*row) for row in self._rows(wanted)]

    def failing(self, urls: Iterable[str]) -> set[str]:
        """Those addresses whose last visit failed."""
        page = schema.page.c
        wanted = select(page.url).where(page.error.is_not(None))
        with database.transaction(self._engine, writes=False) as connection:
            return {url for (url,) in database.rows_with(connection, wanted, urls, page.url)}

    def hiding(self) -> list[HidingFile]:
        """The files that hide rows, columns, sheets or slides, those of the latest documents first."""
        text, table = schema.attachment_text.c, schema.document.c
        parts = dict[str, int](self._rows(select(text.sha256, text.hidden).where(text.hidden > 0)))
        if not parts:
            return []
        wanted = select(table.id, table.portal, table.column, table.attachments)
        wanted = wanted.where(table.withdrawn_at.is_(None), cast(table.attachments, Text) != "[]")
        return [
            HidingFile(number, portal, column, file["title"], parts[file["sha256"]])
            for number, portal, column, files in self._rows(wanted.order_by(table.id.desc()))
            for file in files
            if file["sha256"] in parts
        ]

    def _dates(self, condition: ColumnElement[bool]) -> list[Dates]:
        table = schema.document.c
        wanted = select(table.id, table.portal, table.column, table.issued_on, table.published_on)
        wanted = wanted.where(table.withdrawn_at.is_(None), condition)
        latest = (table.published_on.desc().nulls_last(), table.id)
        return [Dates(*row) for row in self._rows(wanted.order_by(*latest))]

    def _rows(self, wanted: Select[Any]) -> list[Any]:
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted))
