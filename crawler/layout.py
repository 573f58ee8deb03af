"""Whether columns still yield what they used to."""

from __future__ import annotations

from datetime import datetime, timezone

from corpus.records import ColumnState
from crawler.errors import LayoutChanged
from crawler.lists import Column
from crawler.run import Run

FAR_FEWER = 0.5
"""Share of the former entries below which a column is taken for broken: lists rarely shrink. A guess."""


class Watch:
    """Compares columns with their last good reading and keeps the new one."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._memory = run.store.crawl_memory
        self._before = {state.url: state for state in self._memory.columns(run.portal.name)}

    def close(self, column: Column) -> None:
        """Judge a column that was read to its end; trouble is noted and keeps the last good count."""
        before = self._before.get(column.url)
        known = before.entries if before else 0
        found = len(column.found)
        if found and found >= known * FAR_FEWER:
            self._save(column, found, None)
            return
        expected = f"列表条目（上次 {known} 条，这次 {found} 条）" if known else "列表条目"
        self.broken(column, LayoutChanged(column.url, expected))

    def broken(self, column: Column, error: Exception) -> None:
        """Note that a column could not be read; its last good count stays."""
        self._run.tally.note(column.url, str(error))
        before = self._before.get(column.url)
        self._save(column, before.entries if before else 0, str(error))

    def vanished(self, read: set[str]) -> None:
        """Note columns that a crawl from the home page found before and not any more."""
        for url in self._before.keys() - read:
            if self._before[url].entries:
                self.broken(Column(self._before[url].name, url), LayoutChanged(url, "这个栏目"))

    def _save(self, column: Column, entries: int, error: str | None) -> None:
        now = datetime.now(timezone.utc)
        name = column.name or column.url
        self._memory.save_column(ColumnState(self._run.portal.name, name, column.url, entries, now, error))
