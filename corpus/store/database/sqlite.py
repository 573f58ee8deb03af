"""SQLite: one file in WAL mode, so that readers never wait; writers wait in `BEGIN IMMEDIATE`."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError

from corpus.atomic_file import OWNER, replacing, sync
from corpus.disk_faults import fault_of
from corpus.errors import (
    GongkaiError,
    RowUnreadable,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreLost,
    StoreReadOnly,
    StoreUnreadable,
)
from corpus.store.database import sqlite_file
from corpus.store.database.dialect import WRITES, writes
from corpus.store.database.sqlite_file import Opened, open_file

NO_TEXT = "Could not decode to UTF-8"
"""What the driver says of a text that is none, before it shows its bytes."""

NO_TABLE = "no such table"
"""What SQLite says of a file that was made anew under a running process."""

MADE_BEFORE = " already exists"
"""What it says where a table is there and the note of the migration that made it is not."""

FAULTS = {
    sqlite_file.BUSY: StoreBusy,
    sqlite_file.LOCKED: StoreBusy,
    sqlite_file.READONLY: StoreReadOnly,
    # A file over the system's limit on sizes, or a quota: SQLite knows no other code for it.
    sqlite_file.IOERR: StoreFull,
    sqlite_file.FULL: StoreFull,
    sqlite_file.CORRUPT: StoreUnreadable,
    sqlite_file.NOTADB: StoreUnreadable,
    sqlite_file.CANTOPEN: StoreUnreadable,
}


class Sqlite:
    """The embedded default."""

    reading = MappingProxyType({WRITES: False})
    writing = MappingProxyType({WRITES: True})

    def connect(self, url: URL) -> Engine:
        """An engine on the file; its folder is made when missing."""
        path = _path(url)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fault_of(error, path.parent) from error
        engine = create_engine(
            url,
            max_overflow=-1,
            creator=partial(open_file, path),
            json_serializer=_written,
            json_deserializer=_read,
        )
        event.listen(engine, "checkout", _lend)
        event.listen(engine, "begin", _begin)
        return engine

    def fault(self, error: DBAPIError, url: URL) -> StoreError:
        """By SQLite's result code."""
        return _fault(error.orig, url)

    def faults(self, engine: Engine) -> list[str]:
        """Its structure, its indexes, and rows that belong to none."""
        try:
            return sqlite_file.faults(_path(engine.url))
        except sqlite3.Error as error:
            raise _fault(error, engine.url) from error

    def mend(self, connection: Connection) -> None:
        """Indexes are the one thing that it holds twice."""
        connection.exec_driver_sql("REINDEX")

    def save(self, connection: Connection, target: Path) -> None:
        """By SQLite's online backup, which reads within the transaction."""
        copy = sqlite3.connect(target)
        try:
            connection.connection.dbapi_connection.backup(copy)  # type: ignore[union-attr]
        except sqlite3.Error as error:
            raise _fault(error, connection.engine.url) from error
        finally:
            copy.close()
        sync(target)

    def load(self, url: URL, source: Path) -> None:
        """A file in the place of the file; a log that was left beside it was of the one before.

        What that holds goes into the one before first: who is killed in between has that whole.
        """
        path = _path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        sqlite_file.put_log_away(path)
        with source.open("rb") as saved, replacing(path, OWNER) as stream:
            shutil.copyfileobj(saved, stream)
            for beside in ("-wal", "-shm"):
                path.with_name(path.name + beside).unlink(missing_ok=True)

    @contextmanager
    def lock(self, engine: Engine, name: str, busy: GongkaiError) -> Iterator[None]:
        """A lock file beside the database, which the system lets go with the process."""
        path = _path(engine.url)
        digest = hashlib.sha256(name.encode()).hexdigest()[:16]
        try:
            stream = path.with_name(f"{path.name}-{digest}.lock").open("wb")
        except OSError as error:
            raise fault_of(error, path.parent) from error
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy from None
            yield


NOTHING = "[]"
"""What a document without keywords, files and disagreements has in their columns: most have none of them."""


def _written(value: Any) -> str:
    return NOTHING if value == [] else json.dumps(value)


def _read(text: str) -> Any:
    return [] if text == NOTHING else json.loads(text)


def _path(url: URL) -> Path:
    return Path(str(url.database))


def _lend(opened: Opened, _record: Any, _proxy: Any) -> None:
    if opened.unwritable and opened.lent:
        raise DisconnectionError
    opened.lent = True


def _begin(connection: Connection) -> None:
    opened = connection.connection.dbapi_connection
    if writes(connection) and isinstance(opened, Opened) and opened.unwritable:
        fault = _fault(opened.unwritable, connection.engine.url)
        raise fault if isinstance(fault, StoreFull) else StoreReadOnly(str(_path(connection.engine.url)))
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")


def _fault(error: BaseException | None, url: URL) -> StoreError:
    if str(error).startswith(NO_TEXT):
        return RowUnreadable("不是 UTF-8 文字")
    if str(error).startswith(NO_TABLE):
        return StoreLost("索引和已保存的文件")
    if str(error).endswith(MADE_BEFORE):
        return StoreUnreadable(f"记录表结构的部分已损坏（{error}）")
    kind = FAULTS.get(sqlite_file.code_of(error), StoreError)
    return kind(str(_path(url) if kind is StoreReadOnly else error))
