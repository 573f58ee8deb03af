"""A new SQLite file gets its tables as the schema has them, without going through every migration.

Loading Alembic and running thirty migrations takes four times as long as the tables do. A test compares the
two. PostgreSQL's tables have indexes that the schema does not describe: there the migrations make them.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import Connection, Engine, inspect, text

from corpus.store import database, schema, staff_schema


def make_tables(engine: Engine, version: str) -> bool:
    """Make a store in a database that is a SQLite file with nothing in it; False where it is not.

    `version`: the newest migration. Raises StoreError.
    """
    if engine.dialect.name != "sqlite":
        return False
    with database.transaction(engine, writes=True) as connection:
        if inspect(connection).get_table_names():
            return False
        schema.metadata.create_all(connection, staff_schema.ALL_TABLES, checkfirst=False)
        for trigger in staff_schema.AUDIT_ON_SQLITE:
            connection.execute(text(trigger))
        _fill(connection, version)
        return True


def _fill(connection: Connection, version: str) -> None:
    """The rows that every store has."""
    connection.execute(schema.revision.insert().values(value=0, identity=uuid4().hex))
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
