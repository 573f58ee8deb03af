"""What portals answered and was not taken on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, select, update

from corpus.clock import now
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
        """Remember them, each in place of the one before; what staff said of the very same stays."""
        table = schema.held_back.c
        same = {(answer.url, answer.kind.value, answer.digest) for answer in answers}
        wanted = select(table.url, table.kind, table.digest, table.accepted_at)
        wanted = wanted.where(table.accepted_at.is_not(None))
        with database.transaction(self._engine, writes=True) as connection:
            found = database.rows_with(connection, wanted, [answer.url for answer in answers], table.url)
            accepted = {url: at for url, *told, at in found if (url, *told) in same}
            rows = [_row(answer) | {"accepted_at": accepted.get(answer.url)} for answer in answers]
            database.upsert(connection, schema.held_back, rows)

    def forget(self, urls: Iterable[str]) -> None:
        """What these addresses answer is right again."""
        with database.transaction(self._engine, writes=True) as connection:
            forget(connection, urls)

    def accept(self, kind: Doubt, portal: str, url: str | None = None, shown: datetime | None = None) -> int:
        """Staff say that those of a portal are right, or one alone; how many they had not said it of yet.

        What began to come after they were `shown` the answers they have not seen.

        The next crawl takes them on. What is in the store already needs no crawl.
        """
        table = schema.held_back.c
        chosen = [table.portal == portal, table.kind == kind.value, table.accepted_at.is_(None)]
        chosen += [table.url == url] if url else []
        chosen += [table.first_seen_at <= shown] if shown else []
        said = update(schema.held_back).values(accepted_at=now())
        change = delete(schema.held_back) if kind is Doubt.OVERWRITTEN else said
        with database.transaction(self._engine, writes=True) as connection:
            return int(connection.execute(change.where(*chosen)).rowcount)


def forget(connection: Connection, urls: Iterable[str]) -> None:
    """In the transaction of what was taken on instead."""
    for some in database.batches(urls):
        connection.execute(delete(schema.held_back).where(schema.held_back.c.url.in_(some)))


def _row(answer: HeldBack) -> dict[str, Any]:
    return asdict(answer) | {"kind": answer.kind.value}


def _held_back(row: RowMapping) -> HeldBack:
    return HeldBack(**{**row, "kind": Doubt(row["kind"])})
