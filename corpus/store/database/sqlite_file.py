"""Opening a SQLite file: to read and write, or only to read where nothing can be written beside it.

A database in WAL mode wants its shared memory (`-shm`) beside it even to be read. On a full disk, or in a
folder that cannot be written, that is there only where another process left it; where there is none, and no
log (`-wal`) that holds changes, the file is the whole database and is read as it lies (`immutable`).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from corpus.errors import StoreUnfinished
from corpus.store.database.dialect import BUSY_SECONDS

ERROR, BUSY, LOCKED, READONLY, INTERRUPT = 1, 5, 6, 8, 9
IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 10, 11, 13, 14, 26
"""SQLite's result codes (sqlite.org/rescode.html); higher bits only say more."""

TEXTS = {
    "database is locked": BUSY,
    "database table is locked": LOCKED,
    "attempt to write a readonly database": READONLY,
    "interrupted": INTERRUPT,
    "disk I/O error": IOERR,
    "database disk image is malformed": CORRUPT,
    "database or disk is full": FULL,
    "unable to open database file": CANTOPEN,
    "file is not a database": NOTADB,
}
"""What `sqlite3_errstr` says of the codes: the module of Python 3.10 gives nothing else."""

STEPS = 1_000_000
"""Of SQLite's machine between two moments in which Ctrl-C is heeded: some hundredths of a second. A guess."""

UNWRITABLE = (READONLY, IOERR, FULL, CANTOPEN)
"""What opening ends in where nothing can be written beside the file."""


class Opened(sqlite3.Connection):
    """A connection that knows whether it can write."""

    unwritable: sqlite3.Error | None = None
    """Why it can only read; then it is good for one transaction: it may not see what others write later."""

    lent = False
    """Whether it was used already."""


def open_file(path: Path) -> Opened:
    """A connection to the file, which is made when missing, in WAL mode.

    Raises sqlite3.Error; StoreUnfinished where a log cannot be read for want of its shared memory.
    """
    try:
        opened = _opened(path, "mode=rwc")
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA synchronous = FULL")
        opened.execute("PRAGMA foreign_keys = ON")
        _read(opened)
    except sqlite3.Error as error:
        if code_of(error) not in UNWRITABLE or not path.is_file():
            raise
        return _open_for_reading(path, error)
    return opened


def faults(path: Path) -> list[str]:
    """What SQLite's own check finds, in its own words. Raises sqlite3.Error, KeyboardInterrupt."""
    opened = open_file(path)
    # Whatever Ctrl-C does, it does between two steps of Python.
    opened.set_progress_handler(lambda: 0, STEPS)
    try:
        found = [text for (text,) in opened.execute("PRAGMA integrity_check") if text != "ok"]
        strays = opened.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        if code_of(error) == INTERRUPT:
            raise KeyboardInterrupt from None
        return [str(error)]
    finally:
        opened.close()
    return found + [f"{table} 的第 {row} 行所属的 {parent} 不存在" for table, row, parent, _ in strays]


def put_log_away(path: Path) -> None:
    """Write what only the log holds into the file itself, if both are sound."""
    if not (path.is_file() and _log_holds_changes(path)):
        return
    with suppress(sqlite3.Error), closing(_opened(path, "mode=rw")) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def code_of(error: BaseException | None) -> int:
    """The primary result code; `sqlite3` gives it from Python 3.11 on."""
    code = getattr(error, "sqlite_errorcode", None)
    return TEXTS.get(str(error), ERROR) if code is None else int(code) & 0xFF


def _open_for_reading(path: Path, reason: sqlite3.Error) -> Opened:
    for how in ("mode=ro", "immutable=1"):
        if how == "immutable=1" and _log_holds_changes(path):
            raise StoreUnfinished(str(path)) from reason
        try:
            opened = _opened(path, how)
            _read(opened)
        except sqlite3.OperationalError:
            continue
        opened.unwritable = reason
        return opened
    raise reason


def _opened(path: Path, how: str) -> Opened:
    # The driver's own transaction control would commit before DDL and begin too late to avoid deadlocks.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=Opened,
    )


def _read(opened: Opened) -> None:
    """Only reading shows whether the shared memory is to be had."""
    opened.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _log_holds_changes(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
