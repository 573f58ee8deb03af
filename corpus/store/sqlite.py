"""What only SQLite needs: the connection's settings, its transactions, its error messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Integer, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from corpus.errors import StoreBusy, StoreError, StoreFull, StoreUnreadable

BUSY_TIMEOUT_MS = 30_000
"""How long a writer waits for another; an import commits far more often than that."""

WRITES = "gongkai_writes"


def connect(path: Path) -> Engine:
    """An engine on the SQLite file at `path`, in WAL mode; the folder is made when missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}：{error.strerror}") from error
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: Any) -> None:
    # The driver's own transaction control would commit before DDL and begin too late to avoid deadlocks.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """A transaction whose faults are ours: StoreFull, StoreBusy, StoreUnreadable, StoreError."""
    try:
        with engine.connect().execution_options(**{WRITES: writes}) as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        raise translated(error) from error


def translated(error: DatabaseError) -> StoreError:
    """The store's error for a driver's; the driver tells them apart only by their text."""
    text = str(error.orig)
    if "disk is full" in text or "disk I/O error" in text:
        return StoreFull(text)
    if "locked" in text:
        return StoreBusy(text)
    if "malformed" in text or "not a database" in text:
        return StoreUnreadable(text)
    if isinstance(error, OperationalError) and "unable to open" in text:
        return StoreUnreadable("文件打不开")
    return StoreError(text)


class DaysBetween(FunctionElement[int]):
    """SQL: the days from an earlier date to a later one, `DaysBetween(earlier, later)`."""

    inherit_cache = True
    type = Integer()


@compiles(DaysBetween)
def _days_between(element: DaysBetween, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(DaysBetween, "sqlite")
def _days_between_sqlite(element: DaysBetween, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(julianday({later}) - julianday({earlier}))"
