"""The databases of the suites: SQLite always, PostgreSQL where GONGKAI_TEST_POSTGRES has the address of one.

Every data folder has a database of its own, a copy of one that was migrated once.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, inspect, make_url

from corpus.config import Config, StoreSettings
from corpus.store import database, migrate, open_store

VARIABLE = "GONGKAI_TEST_POSTGRES"
KINDS = ("sqlite", "postgresql")


class _Server:
    """A PostgreSQL server, with the databases that were made on it, by the data folder they stand for."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._template = f"gongkai_test_{os.getpid()}"
        self._made: dict[Path, str] = {}

    def database(self, folder: Path) -> str:
        """The address of the folder's database."""
        if not self._made:
            self._make(self._template)
            open_store(self._address(self._template)).close()
            self._made[Path(self._template)] = self._template
        if folder not in self._made:
            digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
            self._made[folder] = f"{self._template}_{digest}"
            self._make(self._made[folder], f"TEMPLATE {self._template}")
        return self._address(self._made[folder])

    def drop(self, folder: Path | None = None) -> None:
        """Those of the folders below one, or all."""
        for made in [made for made in self._made if folder is None or made.is_relative_to(folder)]:
            self._say(f'DROP DATABASE "{self._made.pop(made)}" WITH (FORCE)')
        if folder is None:
            self._engine.dispose()

    def _make(self, name: str, how: str = "") -> None:
        self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._say(f'CREATE DATABASE "{name}" {how}')

    def _say(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def _address(self, name: str) -> str:
        url: URL = self._url.set(database=name)
        return url.render_as_string(hide_password=False)


_server: _Server | None = None


def use(kind: str) -> None:
    """Of this kind are all databases from now on."""
    global _server
    if _server is not None:
        _server.drop()
    _server = _Server(os.environ[VARIABLE]) if kind == "postgresql" else None


def forget(folder: Path) -> None:
    """What stood for folders below this one is not needed any more."""
    if _server is not None:
        _server.drop(folder)


def on_postgresql() -> bool:
    """Whether suites run on PostgreSQL now."""
    return _server is not None


def url_at(data: Path) -> str:
    """What `[store] url` says for this data folder."""
    return _server.database(data) if _server is not None else ""


def config_at(data: Path, **settings: Any) -> Config:
    """Settings with this data folder, on the kind of database that the suite runs on."""
    return Config(data=data, store=StoreSettings(url=url_at(data)), **settings)


def config_file(path: Path, text: str = "", data: Path | None = None) -> Path:
    """A configuration file for the command, on the kind of database that the suite runs on."""
    data = data or path.parent / "data"
    path.write_text(f'data = "{data}"\n[store]\nurl = "{url_at(data)}"\n{text}', "utf-8")
    return path


def migrate_by_copying(engine: Engine) -> None:
    """What a new SQLite file would be migrated to, in an eighth of the time; any other is migrated."""
    if engine.dialect.name == "sqlite" and migrate._current(engine) is None:
        with database.transaction(engine, writes=True) as connection:
            if not inspect(connection).get_table_names():
                for statement in _statements():
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql("UPDATE revision SET identity = ?", (uuid4().hex,))
    migrate.migrate(engine)


@cache
def _statements() -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "template.db"
        engine = database.connect(f"sqlite:///{path}")
        migrate.migrate(engine)
        engine.dispose()
        connection = sqlite3.connect(path)
        statements = tuple(connection.iterdump())
        connection.close()
    return tuple(one for one in statements if one not in ("BEGIN TRANSACTION;", "COMMIT;"))
