"""Many values, asked for some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, bindparam, or_

T = TypeVar("T")

LARGEST_NUMBER = 2**31 - 1
"""Of a row, in PostgreSQL's `integer`."""

BATCH = 400
"""Named twice in one question they stay under the 999 variables of old builds of SQLite."""

VALUES: BindParameter[Any] = bindparam("values", expanding=True)
"""In a question that is put again and again: what is asked for each time."""


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of so many values at the most, none twice, in their order."""
    rest = iter(dict.fromkeys(values))
    while batch := list(islice(rest, size)):
        yield batch


def rows_with(
    connection: Connection, wanted: Select[Any], values: Iterable[Any], *columns: ColumnElement[Any]
) -> Iterator[Row[Any]]:
    """The rows in which one of the columns holds one of the values; twice where two of the columns do.

    A number that no row can have has none.
    """
    for some in batches(_possible(values)):
        yield from connection.execute(wanted.where(or_(*(column.in_(some) for column in columns))))


def rows_by(connection: Connection, wanted: Select[Any], values: Iterable[Any]) -> Iterator[Row[Any]]:
    """The rows of a question that asks for `VALUES` by itself: so one that is put often is made but once."""
    for some in batches(_possible(values)):
        yield from connection.execute(wanted, {VALUES.key: some})


def _possible(values: Iterable[Any]) -> Iterator[Any]:
    return (value for value in values if not isinstance(value, int) or value <= LARGEST_NUMBER)
