"""Rows in place of those with the same key, and the numbers that go on behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

from sqlalchemy import Column, Compiled, Connection, Dialect, Executable, Table, func, select

from corpus.store.database.expressions import AddressKey
from corpus.store.database.texts import Address

MOST_KEPT = 64
"""Statements, of a few tables for each store that is open."""


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows in place of those with the same primary key.

    All rows name the same columns; of the others the old values stay.
    """
    if rows:
        made = _made(connection.dialect, table, tuple(rows[0]), len(rows) > 1)
        connection.execute(cast(Executable, made), list(rows))


@lru_cache(maxsize=MOST_KEPT)
def _made(dialect: Dialect, table: Table, names: tuple[str, ...], many: bool) -> Compiled:
    """The statement, compiled: SQLAlchemy would compile those of this kind each time."""
    # Loaded with the engine; to name both kinds here would load the one that is not used.
    statement = import_module(f"sqlalchemy.dialects.{dialect.name}").insert(table)
    key = [_key(column) if dialect.name == "postgresql" else column for column in table.primary_key]
    change = {name: statement.excluded[name] for name in names if not table.c[name].primary_key}
    statement = statement.on_conflict_do_update(index_elements=key, set_=change)
    made: Compiled = statement.compile(dialect=dialect, column_keys=list(names), for_executemany=many)
    return made


def count_on(connection: Connection, table: Table) -> None:
    """Give the next row a number behind those that were written with theirs; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    connection.execute(select(func.setval(sequence, last, False)))


def _key(column: Column[Any]) -> Any:
    """As the unique index has it."""
    return AddressKey(column) if isinstance(column.type, Address) else column
