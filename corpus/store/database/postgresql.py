"""PostgreSQL by psycopg 3: readers see a snapshot; writers wait for one advisory lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from corpus.errors import (
    ConfigError,
    DriverMissing,
    GongkaiError,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreUnreachable,
    StoreUnreadable,
)
from corpus.store.database.address import shown
from corpus.store.database.dialect import BUSY_SECONDS, WRITES, writes

CONNECT_SECONDS = 10
"""How long a connection may take to come about. A guess."""

_KEY = "hashtextextended(current_schema() || ' ' || %s, 0)"
"""Advisory locks are numbers, and a database's: of two stores in two schemas each has its own."""

_TAKE_TURNS = f"SELECT pg_advisory_xact_lock({_KEY})"

_HOLD = f"SELECT pg_try_advisory_lock({_KEY})"
_LET_GO = f"SELECT pg_advisory_unlock({_KEY})"

_KEEP = "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = %s"
"""Older servers lack some settings."""

KEPT = {
    "idle_session_timeout": "0",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "5",
}
"""A connection that holds a lock is not ended for being silent, but within two minutes when its machine is.
The figures are a guess."""

FAULTS = {
    "08": StoreUnreachable,
    "28": StoreUnreachable,
    "3D": StoreUnreachable,
    "53300": StoreUnreachable,
    "57P": StoreUnreachable,
    "53100": StoreFull,
    "40": StoreBusy,
    "55P03": StoreBusy,
    "58030": StoreUnreadable,
    "XX": StoreUnreadable,
}
"""By SQLSTATE or what it begins with (PostgreSQL's manual, appendix A)."""


class Postgresql:
    """A server that several machines share."""

    reading = MappingProxyType({"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
    # READ COMMITTED: what is read after the wait for the lock is what the writer before left behind.
    writing = MappingProxyType({"isolation_level": "READ COMMITTED", WRITES: True})

    def connect(self, url: URL) -> Engine:
        """An engine on the database; nothing is asked of it yet."""
        try:
            engine = create_engine(
                url,
                pool_pre_ping=True,
                max_overflow=-1,
                connect_args={
                    "application_name": "gongkai",
                    "client_encoding": "utf8",
                    "connect_timeout": CONNECT_SECONDS,
                },
            )
        except ImportError:
            raise DriverMissing from None
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def fault(self, error: DBAPIError, url: URL) -> StoreError:
        """By SQLSTATE; a driver that got no answer has none."""
        state = getattr(error.orig, "sqlstate", None) or ""
        detail = " ".join(str(error.orig).split())
        kind = next((FAULTS[state[:size]] for size in (5, 3, 2) if state[:size] in FAULTS), StoreError)
        unanswered = not state and isinstance(error, (OperationalError, InterfaceError))
        if kind is StoreUnreachable or unanswered or error.connection_invalidated:
            return StoreUnreachable(f"{shown(url)}：{detail}")
        return kind(detail)

    def faults(self, engine: Engine) -> list[str]:
        """The server checks what it reads, where it was set up with checksums."""
        return []

    def mend(self, connection: Connection) -> None:
        """Nothing is ever found that this could mend."""

    def save(self, connection: Connection, target: Path) -> None:
        """By `pg_dump`, of the transaction's snapshot."""
        _client().dump(connection, target)

    def load(self, url: URL, source: Path) -> None:
        """By `pg_restore`, in one transaction."""
        _client().load(url, source)

    @contextmanager
    def lock(self, engine: Engine, name: str, busy: GongkaiError) -> Iterator[None]:
        """An advisory lock on a connection of its own, which the server lets go with the connection."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()
            for setting, value in KEPT.items():
                connection.exec_driver_sql(_KEEP, (value, setting))
            if not connection.exec_driver_sql(_HOLD, (name,)).scalar():
                raise busy
            try:
                yield
            except BaseException:
                # The server takes its time to see that a connection is closed: until then another is refused.
                with suppress(DBAPIError):
                    connection.exec_driver_sql(_LET_GO, (name,))
                raise
            # Asked also to learn whether it was held to the end.
            connection.exec_driver_sql(_LET_GO, (name,))


def _client() -> Any:
    """Loaded when it is needed: the driver, which it asks for the form of addresses, is an extra."""
    return import_module("corpus.store.database.pg_client")


def _configure(connection: Any, _record: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        problem = f"所指数据库的编码是 {encoding}。请用 createdb --encoding=UTF8 另建一个。"
        raise ConfigError("store.url", problem)
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.commit()


def _begin(connection: Connection) -> None:
    if writes(connection):
        connection.exec_driver_sql(_TAKE_TURNS, ("writes",))
