"""Which store it is: what is made of it, and what lies beside it, repeat its identity."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event, select

from corpus.errors import StoreLost
from corpus.store import database, schema


def identity_of(engine: Engine) -> str:
    """The name that no other store has; a copy keeps it. Raises StoreError."""
    with database.transaction(engine, writes=False) as connection:
        return str(connection.execute(select(schema.revision.c.identity)).scalar_one())


def hold_to(engine: Engine, identity: str) -> None:
    """Refuse further connections to anything else: a file may go, and be made anew, while it is served."""

    def compare(opened: Any, _record: Any) -> None:
        cursor = opened.cursor()
        cursor.execute("SELECT identity FROM revision")
        found = cursor.fetchone()
        cursor.close()
        opened.rollback()
        if found != (identity,):
            opened.close()
            raise StoreLost("索引和已保存的文件")

    event.listen(engine, "connect", compare)
