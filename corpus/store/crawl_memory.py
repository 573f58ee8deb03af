"""What the crawler remembers of portals: columns and runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Table, select, update

from corpus.clock import age, now
from corpus.records import ColumnState
from corpus.store import database, schema
from corpus.store.portal_names import rename

GOES_ON = timedelta(days=7)
"""An interrupted crawl is gone on with for so long: what it read early is read again after that. A guess."""


@dataclass(frozen=True, slots=True)
class RunState:
    """The last crawl of a portal."""

    portal: str
    started_at: datetime
    finished_at: datetime | None
    """None while it runs, and after it was interrupted."""
    problem: str | None = None
    """One sentence in Chinese when the portal as a whole could not be read."""
    clock_days: int | None = None
    """Days by which the portal's clock was ahead of ours, where the two differed by more than one."""


class CrawlMemory:
    """Columns and runs in the store's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def columns(self, portal: str | None = None) -> list[ColumnState]:
        """The columns as last read, of one portal or of all."""
        table = schema.crawled_column
        wanted = select(table).order_by(table.c.portal, table.c.name, table.c.url)
        if portal is not None:
            wanted = wanted.where(table.c.portal == portal)
        with database.transaction(self._engine, writes=False) as connection:
            return [ColumnState(**row) for row in connection.execute(wanted).mappings()]

    def save_column(self, state: ColumnState) -> None:
        """Remember the reading of a column, in place of the one before."""
        self._replace(schema.crawled_column, asdict(state))

    def is_known(self, portal: str) -> bool:
        """Whether anything is remembered of a portal, or stored."""
        tables = (schema.crawl_run, schema.crawled_column, schema.document, schema.page)
        with database.transaction(self._engine, writes=False) as connection:
            return any(
                connection.execute(select(table.c.portal).where(table.c.portal == portal).limit(1)).first()
                for table in tables
            )

    def rename(self, former: str, name: str) -> int:
        """Call a portal otherwise: see `portal_names`."""
        return rename(self._engine, former, name)

    def begin_run(self, portal: str) -> tuple[RunState, bool]:
        """Start a crawl, or go on with an interrupted one: then the second value is True.

        Pages fetched since `started_at` of an interrupted run need not be fetched again.
        """
        last = next(iter(self.runs(portal)), None)
        passed = age(last.started_at) if last is not None else None
        if last is not None and last.finished_at is None and passed is not None and passed < GOES_ON:
            return last, True
        run = RunState(portal, now(), None)
        self._replace(schema.crawl_run, asdict(run))
        return run, False

    def end_run(self, portal: str, problem: str | None = None, clock_days: int | None = None) -> None:
        """Mark the portal's run as complete; with a problem as cut short: the next one goes on with it."""
        values: dict[str, Any] = {"problem": problem, "clock_days": clock_days}
        if problem is None:
            values["finished_at"] = now()
        table = schema.crawl_run
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(update(table).where(table.c.portal == portal).values(values))

    def runs(self, portal: str | None = None) -> list[RunState]:
        """The last run of one portal or of each."""
        table = schema.crawl_run
        wanted = select(table).order_by(table.c.portal)
        if portal is not None:
            wanted = wanted.where(table.c.portal == portal)
        with database.transaction(self._engine, writes=False) as connection:
            return [RunState(**row) for row in connection.execute(wanted).mappings()]

    def _replace(self, table: Table, values: dict[str, Any]) -> None:
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, table, [values])
