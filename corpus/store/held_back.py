"""What portals answered and was not taken on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, select, update

from corpus.records import Doubt, HeldBack
from corpus.store import database, schema


class HeldBackAnswers:
    """At most one for each address."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, portal: str | None = None) -> list[HeldBack]:
        """Those of one portal or of all, the oldest first."""
        table = schema.held_back
        wanted = select(table).order_by(table.c.portal, table.c.first_seen_at, table.c.url)
        if portal is not None:
            wanted = wanted.where(table.c.portal == portal)
        with database.transaction(self._engine, writes=False) as connection:
            return [_held_back(row) for row in connection.execute(wanted).mappings()]

    def save(self, answers: Sequence[HeldBack]) -> None:
        """Remember them, each in place of the one before."""
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, schema.held_back, [_row(answer) for answer in answers])

    def forget(self, urls: Iterable[str]) -> None:
        """What these addresses answer is right again."""
        with database.transaction(self._engine, writes=True) as connection:
            forget(connection, urls)

    def accept(self, portal: str, kind: Doubt) -> int:
        """Staff say that those of a portal are right; how many there are. The next crawl takes them on."""
        table = schema.held_back.c
        chosen = update(schema.held_back).where(table.portal == portal, table.kind == kind.value)
        with database.transaction(self._engine, writes=True) as connection:
            done = connection.execute(chosen.values(accepted_at=datetime.now(timezone.utc)))
        return int(done.rowcount)


def forget(connection: Connection, urls: Iterable[str]) -> None:
    """In the transaction of what was taken on instead."""
    for some in database.batches(urls):
        connection.execute(delete(schema.held_back).where(schema.held_back.c.url.in_(some)))


def _row(answer: HeldBack) -> dict[str, Any]:
    return asdict(answer) | {"kind": answer.kind.value}


def _held_back(row: RowMapping) -> HeldBack:
    return HeldBack(**{**row, "kind": Doubt(row["kind"])})
