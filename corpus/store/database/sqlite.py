"""SQLite: one file in WAL mode, so that readers never wait; writers wait in `BEGIN IMMEDIATE`."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from corpus.errors import GongkaiError, StoreBusy, StoreError, StoreFull, StoreUnreadable
from corpus.store.database.dialect import BUSY_SECONDS, WRITES, writes

ERROR, BUSY, LOCKED, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 1, 5, 6, 10, 11, 13, 14, 26
"""SQLite's result codes (sqlite.org/rescode.html); higher bits only say more."""

TEXTS = {
    "database is locked": BUSY,
    "database table is locked": LOCKED,
    "disk I/O error": IOERR,
    "database disk image is malformed": CORRUPT,
    "database or disk is full": FULL,
    "unable to open database file": CANTOPEN,
    "file is not a database": NOTADB,
}
"""What `sqlite3_errstr` says of the codes: the module of Python 3.10 gives nothing else."""

FAULTS = {
    BUSY: StoreBusy,
    LOCKED: StoreBusy,
    # A file over the system's limit on sizes, or a quota: SQLite knows no other code for it.
    IOERR: StoreFull,
    FULL: StoreFull,
    CORRUPT: StoreUnreadable,
    NOTADB: StoreUnreadable,
    CANTOPEN: StoreUnreadable,
}


class Sqlite:
    """The embedded default."""

    reading = MappingProxyType({WRITES: False})
    writing = MappingProxyType({WRITES: True})

    def connect(self, url: URL) -> Engine:
        """An engine on the file; its folder is made when missing."""
        folder = _path(url).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}：{error.strerror}") from error
        engine = create_engine(url, max_overflow=-1)
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def fault(self, error: DBAPIError, url: URL) -> StoreError:
        """By SQLite's result code."""
        text = str(error.orig)
        return FAULTS.get(_code(error.orig), StoreError)(text)

    @contextmanager
    def lock(self, engine: Engine, name: str, busy: GongkaiError) -> Iterator[None]:
        """A lock file beside the database, which the system lets go with the process."""
        path = _path(engine.url)
        digest = hashlib.sha256(name.encode()).hexdigest()[:16]
        try:
            stream = path.with_name(f"{path.name}-{digest}.lock").open("wb")
        except OSError as error:
            raise StoreError(f"{path.parent}：{error.strerror}") from error
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy from None
            yield


def _path(url: URL) -> Path:
    return Path(str(url.database))


def _configure(connection: Any, _record: Any) -> None:
    # The driver's own transaction control would commit before DDL and begin too late to avoid deadlocks.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")


def _code(error: BaseException | None) -> int:
    """The primary result code; `sqlite3` gives it from Python 3.11 on."""
    code = getattr(error, "sqlite_errorcode", None)
    return TEXTS.get(str(error), ERROR) if code is None else int(code) & 0xFF
