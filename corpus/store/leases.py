"""Which of several workers, on whatever machines, crawls which portal, and when a host may be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, insert, or_, select, update

from corpus.clock import now
from corpus.store import database, schema

_lease, _turn = schema.crawl_lease, schema.host_turn


@dataclass(frozen=True, slots=True)
class Lease:
    """A portal's place in the schedule. Times are those of the workers' machines."""

    portal: str
    due_at: datetime
    """When it is to be crawled again."""
    worker: str | None = None
    """Who has it; it may be taken from them when `until` is over."""
    until: datetime | None = None


class Leases:
    """One for each portal that a worker was ever told of."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Lease]:
        """By portal."""
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(select(_lease).order_by(_lease.c.portal)).mappings()
            return [Lease(**row) for row in rows]

    def schedule(self, portals: Iterable[str]) -> None:
        """Have those that nobody knows yet due at once."""
        with database.transaction(self._engine, writes=True) as connection:
            known = set(connection.execute(select(_lease.c.portal)).scalars())
            new = [{"portal": name, "due_at": now()} for name in dict.fromkeys(portals) if name not in known]
            if new:
                connection.execute(insert(_lease), new)

    def take(self, portals: Iterable[str], worker: str, seconds: float) -> Lease | None:
        """The one of these that has been due longest and that nobody has; None where there is none."""
        moment = now()
        free = or_(_lease.c.worker.is_(None), _lease.c.until < moment)
        due = select(_lease.c.portal, _lease.c.due_at).where(_lease.c.due_at <= moment, free)
        due = due.where(_lease.c.portal.in_(list(portals))).order_by(_lease.c.due_at, _lease.c.portal)
        # SQLite, where one transaction writes at a time, knows no such clause and needs none.
        due = due.limit(1).with_for_update(skip_locked=True)
        with database.transaction(self._engine, writes=True) as connection:
            found = connection.execute(due).one_or_none()
            if found is None:
                return None
            until = moment + timedelta(seconds=seconds)
            own = _lease.c.portal == found.portal
            connection.execute(update(_lease).where(own).values(worker=worker, until=until))
        return Lease(found.portal, found.due_at, worker, until)

    def renew(self, portals: Iterable[str], worker: str, seconds: float) -> None:
        """Give a sign of life; what another took meanwhile stays theirs."""
        own = (_lease.c.portal.in_(list(portals)), _lease.c.worker == worker)
        until = now() + timedelta(seconds=seconds)
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(update(_lease).where(*own).values(until=until))

    def give_back(self, portal: str, worker: str, due_at: datetime | None = None) -> None:
        """Nobody has it any more; it is due at that time, or as it was."""
        own = (_lease.c.portal == portal, _lease.c.worker == worker)
        values: dict[str, datetime | None] = {"worker": None, "until": None}
        if due_at is not None:
            values["due_at"] = due_at
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(update(_lease).where(*own).values(values))


class HostTurns:
    """One request at a time to a host, with a pause after each, over all workers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, host: str, worker: str, seconds: float) -> float:
        """0 where it is ours for so long; else the seconds after which to ask again."""
        moment = now()
        with database.transaction(self._engine, writes=True) as connection:
            found = connection.execute(select(_turn.c.free_at).where(_turn.c.host == host)).scalar()
            if found is not None and found > moment:
                return float((found - moment).total_seconds())
            row = {"host": host, "worker": worker, "free_at": moment + timedelta(seconds=seconds)}
            database.upsert(connection, _turn, [row])
        return 0.0

    def give_back(self, host: str, worker: str, pause: float) -> None:
        """The request is over; the next may follow after the pause."""
        with database.transaction(self._engine, writes=True) as connection:
            row = {"host": host, "worker": worker, "free_at": now() + timedelta(seconds=pause)}
            database.upsert(connection, _turn, [row])
