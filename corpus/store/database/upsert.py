"""Rows in place of those with the same key, and the numbers that go on behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from corpus.store.database.expressions import AddressKey
from corpus.store.database.texts import Address


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows in place of those with the same primary key.

    All rows name the same columns; of the others the old values stay.
    """
    if not rows:
        return
    on_postgresql = connection.dialect.name == "postgresql"
    # Loaded with the engine; to name both kinds here would load the one that is not used.
    statement = import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)
    key = [_key(column) if on_postgresql else column for column in table.primary_key]
    change = {name: statement.excluded[name] for name in rows[0] if not table.c[name].primary_key}
    statement = statement.on_conflict_do_update(index_elements=key, set_=change)
    connection.execute(statement, list(rows))


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
