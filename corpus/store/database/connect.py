"""Connections by address, transactions and locks, the same for every kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus.errors import GongkaiError, RowUnreadable
from corpus.store.database.address import parsed
from corpus.store.database.dialect import Dialect
from corpus.store.database.postgresql import Postgresql
from corpus.store.database.sqlite import Sqlite

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What reading a row ends in where its values are of another shape."""

DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": Postgresql()}


def connect(address: str) -> Engine:
    """An engine on the database at `address`. Raises ConfigError, DriverMissing, StoreError."""
    url = parsed(address)
    return DIALECTS[url.get_backend_name()].connect(url)


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """A transaction whose faults are ours: StoreError and what stands below it. Rows are read within it.

    One writes at a time, whatever processes and machines there are; readers see one state of the store
    throughout, and never wait.
    """
    dialect = DIALECTS[engine.dialect.name]
    options = dialect.writing if writes else dialect.reading
    with _faults(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def lock(engine: Engine, name: str, busy: GongkaiError) -> Iterator[None]:
    """Hold a name among all that share the database, until the end of the context or of the process.

    Raises `busy` when another has it, StoreError.
    """
    with _faults(engine), DIALECTS[engine.dialect.name].lock(engine, name, busy):
        yield


def save(connection: Connection, target: Path) -> None:
    """Write all that a reading transaction sees into one file. Raises StoreError, BackupFailed, OSError."""
    DIALECTS[connection.dialect.name].save(connection, target)


def load(address: str, source: Path) -> None:
    """Put what `save` wrote, of the same kind of database, in its place. Raises BackupFailed, OSError."""
    url = parsed(address)
    DIALECTS[url.get_backend_name()].load(url, source)


def kind(address: str) -> str:
    """`sqlite` or `postgresql`. Raises ConfigError."""
    return parsed(address).get_backend_name()


def is_to_be_made(address: str) -> bool:
    """Whether it is a file that is not there yet. Raises ConfigError."""
    url = parsed(address)
    return url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists()


def faults(engine: Engine) -> list[str]:
    """What the database's own check finds, in its own words. Raises StoreError."""
    with _faults(engine):
        return DIALECTS[engine.dialect.name].faults(engine)


def mend(engine: Engine) -> None:
    """Make what the database derives from its rows anew. Raises StoreError."""
    with transaction(engine, writes=True) as connection:
        DIALECTS[engine.dialect.name].mend(connection)


@contextmanager
def _faults(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if ended := _ended_by(error):
            raise ended from None
        raise DIALECTS[engine.dialect.name].fault(error, engine.url) from error
    except UnicodeEncodeError:
        raise
    except UNREADABLE as error:
        raise RowUnreadable(str(error)) from error


def _ended_by(error: BaseException) -> BaseException | None:
    """What ends the program and left the connection as it was: then putting that back fails, too."""
    behind = error.__context__
    while behind and not isinstance(behind, KeyboardInterrupt | SystemExit):
        behind = behind.__context__
    return behind
