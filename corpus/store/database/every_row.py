"""The rows of a table one by one, each on its own: one that cannot be read hides none of the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, Table, TypeDecorator

from corpus.store.database.connect import transaction

AT_A_TIME = 200
"""Rows fetched together."""

Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class EveryRow:
    """A row, by its primary key; `values` is None where `reason` says why it cannot be read."""

    key: tuple[Any, ...]
    values: Mapping[str, Any] | None
    reason: str = ""


def every_row(engine: Engine, table: Table) -> Iterator[EveryRow]:
    """All rows, streamed. Raises StoreError where the database itself cannot go on."""
    quoted = engine.dialect.identifier_preparer.quote
    names = ", ".join(quoted(column.name) for column in table.c)
    keys = [column.name for column in table.primary_key]
    with transaction(engine, writes=False) as connection, _any_text(connection):
        streaming = connection.execution_options(stream_results=True, yield_per=AT_A_TIME)
        rows = streaming.exec_driver_sql(f"SELECT {names} FROM {quoted(table.name)}")  # noqa: S608
        sent = [kind for _, kind, *_ in rows.cursor.description]
        readers = {
            column.name: _reader(column, kind, engine) for column, kind in zip(table.c, sent, strict=True)
        }
        for row in rows:
            raw = dict(zip(readers, row, strict=True))
            key = tuple(raw[name] for name in keys)
            try:
                yield EveryRow(key, {name: read(raw[name]) for name, read in readers.items()})
            except (ValueError, TypeError) as error:
                yield EveryRow(key, None, str(error))


def _reader(column: Column[Any], sent: object, engine: Engine) -> Reader:
    """`sent` is what the driver says of the values' type."""
    process = column.type.dialect_impl(engine.dialect).result_processor(engine.dialect, sent)
    plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kinds = (object,) if isinstance(plain, JSON) else (plain.python_type, int)

    def read(value: Any) -> Any:
        if process is not None:
            value = process(value)
        if value is None and not column.nullable:
            raise ValueError(f"{column.name} 是空的")
        if value is not None and not isinstance(value, kinds):
            raise TypeError(f"{column.name} 的类型不对")
        if isinstance(value, str):
            value.encode()
        return value

    return read


@contextmanager
def _any_text(connection: Connection) -> Iterator[None]:
    """SQLite's driver ends the whole answer at the first text that is no UTF-8."""
    opened = connection.connection.dbapi_connection
    if not isinstance(opened, sqlite3.Connection):
        yield
        return
    opened.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        opened.text_factory = str
