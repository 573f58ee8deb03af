"""What staff did, in the order in which they did it: rows that no statement changes or takes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, insert, select

from corpus.clock import now
from corpus.store import database, staff_schema
from corpus.store.database import BATCH

_audit = staff_schema.audit


CRAWL_ENDED = "采集结束"
"""What came of a crawl that somebody began from a page."""

INDEX_ENDED = "编入索引结束"
"""What came of an indexing that somebody began from a page."""

CORRECTED_ALL = "更正全部结果"
"""A correction of all that a search found, before it is done and with what came of it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what, when, from where."""

    number: int
    at: datetime
    who: str
    address: str
    action: str
    detail: str
    outcome: str


class AuditLog:
    """Triggers of the database keep what was written (`corpus/migrations/versions`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, who: str, address: str, action: str, detail: str = "", outcome: str = "") -> None:
        """Write down one event."""
        row = {"who": who, "address": address, "action": action, "detail": detail, "outcome": outcome}
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(insert(_audit).values(at=now(), **row))

    def count(self, who: str | None = None) -> int:
        """How many there are, of one account or of all."""
        wanted = select(func.count()).select_from(_audit)
        if who:
            wanted = wanted.where(_audit.c.who == who)
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def latest(
        self, offset: int, limit: int, who: str | None = None, action: str | None = None
    ) -> list[Event]:
        """Some of them, the latest first."""
        wanted = select(_audit).order_by(_audit.c.number.desc()).offset(offset).limit(limit)
        if who:
            wanted = wanted.where(_audit.c.who == who)
        if action:
            wanted = wanted.where(_audit.c.action == action)
        with database.transaction(self._engine, writes=False) as connection:
            return [Event(**row) for row in connection.execute(wanted).mappings()]

    def all(self) -> Iterator[Event]:
        """From the first on."""
        after = 0
        while True:
            wanted = select(_audit).where(_audit.c.number > after).order_by(_audit.c.number).limit(BATCH)
            with database.transaction(self._engine, writes=False) as connection:
                some = [Event(**row) for row in connection.execute(wanted).mappings()]
            if not some:
                return
            yield from some
            after = some[-1].number
