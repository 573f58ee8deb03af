"""Whether values out of JSON are such as columns take, in every kind of database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, String, Table

from corpus.store.database import PlainText
from corpus.store.rows import storable
from corpus.store.schema import UtcDateTime

LARGEST = 2**31 - 1
"""Of an integer in PostgreSQL."""


def misfits(table: Table, values: Mapping[str, Any]) -> Iterator[str]:
    """The names of those values that their columns do not take."""
    for name, value in values.items():
        column = table.c[name]
        if not (column.nullable if value is None else _takes(column, value)):
            yield name


def rows_misfits(table: Table, rows: Sequence[Mapping[str, Any]], ours: Sequence[str]) -> Iterator[str]:
    """The same of whole rows, but for columns that are ours; the table's name where two have one key."""
    names = {column.name for column in table.c} - set(ours)
    for row in rows:
        if row.keys() != names:
            yield table.name
        yield from misfits(table, row)
    keys = [column.name for column in table.primary_key if column.name in names]
    if keys and len({tuple(row[key] for key in keys) for row in rows}) < len(rows):
        yield table.name


def _takes(column: Column[Any], value: Any) -> bool:
    return next(takes(column.type, value) for kind, takes in TAKES.items() if isinstance(column.type, kind))


def _takes_text(kind: PlainText, value: Any) -> bool:
    return isinstance(value, str) and kind.kept(value) == value


def _takes_word(kind: String, value: Any) -> bool:
    return isinstance(value, str) and storable(value) == value and len(value) <= (kind.length or 0)


def _takes_day(_: Date, value: Any) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def _takes_time(_: UtcDateTime, value: Any) -> bool:
    """Of another zone it may be beyond all days in UTC."""
    time = datetime.fromisoformat(value)
    return time.tzinfo is not None and time.astimezone(timezone.utc) == time


TAKES: dict[type, Callable[[Any, Any], bool]] = {
    PlainText: _takes_text,
    String: _takes_word,
    Date: _takes_day,
    UtcDateTime: _takes_time,
    Boolean: lambda _, value: isinstance(value, bool),
    Integer: lambda _, value: type(value) is int and 0 <= value <= LARGEST,
    Float: lambda _, value: type(value) is float,
    JSON: lambda _, value: bool(storable(value) == value),
}
"""By the kind of a column."""
