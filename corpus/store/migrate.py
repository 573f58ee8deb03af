"""Bring a database to the present schema with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from corpus.errors import StoreUnreadable
from corpus.store import database

HEAD = "0021"
"""The newest migration; a test compares it with the folder, so that starting need not load Alembic."""

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run the migrations the database lacks, in one transaction.

    Raises StoreUnreadable when the database is of a version this program does not know.
    """
    if _current(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with database.transaction(engine, writes=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreUnreadable("它由更新版本的程序写成") from error


def _current(engine: Engine) -> str | None:
    with database.transaction(engine, writes=False) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
