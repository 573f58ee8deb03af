"""Bring a database to the present schema with Alembic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from corpus.errors import StoreUnreadable
from corpus.store import database
from corpus.store.new_store import make_tables

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0034"
"""The newest migration; a test compares it with the folder, so that starting need not load Alembic."""

NEWER = "它由更新版本的程序写成"

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step to the present schema."""

    number: str
    told: str
    """What it does, in Chinese."""


def pending(address: str) -> list[Migration]:
    """The steps that the store at an address lacks, the first one first; nothing is changed.

    Raises ConfigError, StoreError; StoreUnreadable when it is of a version this program does not know.
    """
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    engine = database.connect(address)
    try:
        present = _current(engine)
    finally:
        engine.dispose()
    steps = ScriptDirectory.from_config(_scripts()).iterate_revisions("head", present or "base")
    try:
        return [Migration(one.revision, one.module.TOLD) for one in steps][::-1]
    except CommandError as error:
        raise StoreUnreadable(NEWER) from error


def migrate(engine: Engine) -> None:
    """Make the tables of a new database, or run the migrations that one lacks, in one transaction.

    Raises StoreUnreadable when the database is of a version this program does not know.
    """
    present = _current(engine)
    if present == HEAD or (present is None and make_tables(engine, HEAD)):
        return
    from alembic import command
    from alembic.util import CommandError

    config = _scripts()
    try:
        with database.transaction(engine, writes=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreUnreadable(NEWER) from error


def _scripts() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _current(engine: Engine) -> str | None:
    with database.transaction(engine, writes=False) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
