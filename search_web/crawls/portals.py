"""How the last crawl of each portal went."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

from corpus.clock import age
from corpus.config import Config
from corpus.reading_now import is_read
from corpus.records import ColumnState
from corpus.store import RunState, Store

SILENT = timedelta(minutes=15)
"""A crawl that asked for nothing for so long has ended unseen: slow portals take less. A guess."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """A portal, whether configured or crawled by its address."""

    name: str
    configured: bool
    run: RunState | None
    columns: tuple[ColumnState, ...]
    visited: int = 0
    """Pages asked for by the crawl that goes on or was interrupted."""
    running: bool = False
    unread: tuple[ColumnState, ...] = ()
    """Columns that could not be read, without those that need not be."""
    read: bool = True
    """Whether it is to be read: neither paused nor taken out of the configuration."""

    @property
    def failed(self) -> bool:
        """Whether staff have to look at it: by what the inspection goes by."""
        down = self.run is not None and self.run.problem is not None and self.run.finished_at is None
        return (down and self.read) or bool(self.unread)

    @property
    def broken(self) -> int:
        """Columns that could not be read."""
        return len(self.unread)


def crawled(store: Store, config: Config) -> list[Crawled]:
    """Every portal, in the order of the configuration, then the others."""
    runs = {run.portal: run for run in store.crawl_memory.runs()}
    columns: dict[str, list[ColumnState]] = defaultdict(list)
    for column in store.crawl_memory.columns():
        columns[column.portal].append(column)
    configured = [portal.name for portal in config.portal]
    names = dict.fromkeys([*configured, *runs, *columns])
    found = (
        Crawled(
            name,
            name in configured,
            runs.get(name),
            tuple(columns[name]),
            unread=tuple(one for one in columns[name] if one.error and is_read(config, name, one.name)),
            read=is_read(config, name),
        )
        for name in names
    )
    return [_under_way(store, one) for one in found]


def _under_way(store: Store, portal: Crawled) -> Crawled:
    """With how far it is."""
    run = portal.run
    if run is None or run.finished_at is not None:
        return portal
    visited, last = store.visits.read_since(portal.name, run.started_at)
    passed = age(last or run.started_at)
    running = run.problem is None and passed is not None and passed < SILENT
    return replace(portal, visited=visited, running=running)
