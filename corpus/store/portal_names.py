"""A portal that is called otherwise from now on: all that is remembered of it goes along."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, select, update

from corpus.store import database, schema
from corpus.store.writing import Writer

_column, _run = schema.crawled_column, schema.crawl_run


def rename(engine: Engine, former: str, name: str) -> int:
    """Give a portal another name, which may have documents already; how many documents that moved.

    Some at a time: what ends it half way, the next time goes on from there.
    """
    moved = 0
    while True:
        with database.transaction(engine, writes=True) as connection:
            some = _documents(connection, former)
            Writer(connection).hand_over(some, name)
            moved += len(some)
            if len(some) < database.BATCH:
                _take_memory_along(connection, former, name)
                return moved


def _documents(connection: Connection, portal: str) -> list[int]:
    table = schema.document.c
    return list(
        connection.execute(select(table.id).where(table.portal == portal).limit(database.BATCH)).scalars()
    )


def _take_memory_along(connection: Connection, former: str, name: str) -> None:
    """Of columns and the last run what the other name has goes before."""
    for table in (schema.page, schema.held_back):
        connection.execute(update(table).where(table.c.portal == former).values(portal=name))
    known = select(_column.c.url).where(_column.c.portal == name)
    connection.execute(delete(_column).where(_column.c.portal == former, _column.c.url.in_(known)))
    if connection.execute(select(_run.c.portal).where(_run.c.portal == name)).first():
        connection.execute(delete(_run).where(_run.c.portal == former))
    for table in (_column, _run):
        connection.execute(update(table).where(table.c.portal == former).values(portal=name))
    lease = schema.crawl_lease
    connection.execute(delete(lease).where(lease.c.portal == former))
