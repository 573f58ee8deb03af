"""Which documents the catalogue lists, and in which order."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, or_, select

from corpus.catalogue import Filters
from corpus.records import BETWEEN_AGENCIES
from corpus.store import schema


def published(
    filters: Filters, first: date | None = None, last: date | None = None, under: str = ""
) -> Select[tuple[int]]:
    """Ids of the published documents within the filters and days, of agencies with `under` in their names."""
    table = schema.document.c
    wanted = select(table.id).where(table.withdrawn_at.is_(None))
    for name, values in filters.chosen.items():
        wanted = wanted.where(or_(*(_has_value(table[name], name, value) for value in values)))
    if first:
        wanted = wanted.where(table.dated_on >= first)
    if last:
        wanted = wanted.where(table.dated_on <= last)
    if under:
        wanted = wanted.where(table.agency.contains(under, autoescape=True))
    return wanted


def latest_first(wanted: Select[tuple[int]], *, by_publication: bool = False) -> Select[tuple[int]]:
    """In the order of the catalogue; or by the day of publication, where a document has none by its own."""
    table = schema.document.c
    day = func.coalesce(table.published_on, table.issued_on) if by_publication else table.dated_on
    return wanted.order_by(day.desc().nulls_last(), table.id.desc())


def _has_value(column: Any, name: str, value: str | int) -> Any:
    """Whether a row has a value of a field, of which it may have several."""
    if name != "agency":
        return column == value
    whole = literal(BETWEEN_AGENCIES).concat(column).concat(BETWEEN_AGENCIES)
    return whole.contains(f"{BETWEEN_AGENCIES}{value}{BETWEEN_AGENCIES}", autoescape=True)
