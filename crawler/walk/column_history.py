"""Whether columns still yield what they used to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from corpus.clock import age, now
from corpus.records import ColumnState
from crawler.pages.errors import LayoutChanged
from crawler.walk.column import Column
from crawler.walk.run import Run

FAR_FEWER = 0.5
"""Share of the former entries below which a column is taken for broken: lists rarely shrink. A guess."""


class ColumnHistory:
    """Compares columns with their last good reading and keeps the new one."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._memory = run.store.crawl_memory
        self._before = {state.url: state for state in self._memory.columns(run.portal.name)}

    @property
    def good(self) -> list[ColumnState]:
        """The columns that were good when they were last read."""
        return [state for state in self._before.values() if state.entries and not state.error]

    def listed_before(self, url: str) -> bool:
        """Whether it was a list with entries, rather than a page that is a document itself."""
        before = self._before.get(url)
        return before is not None and before.first_page > 0

    def may_stop_early(self, url: str) -> bool:
        """Whether a column may be read until known entries come: it was lately read to its end."""
        before = self._before.get(url)
        passed = age(before.read_whole_at) if before and not before.error else None
        return passed is not None and passed < timedelta(days=self._run.settings.full_read_days)

    def close(self, column: Column) -> None:
        """Judge a column that was read; trouble is noted and keeps the last good counts."""
        before = self._before.get(column.url) or self._blank(column)
        known = before.entries if column.whole else before.first_page
        found = len(column.found) if column.whole else column.first_page
        if not found or found < known * FAR_FEWER:
            expected = f"列表条目（上次 {known} 条，这次 {found} 条）" if known else "列表条目"
            self.broken(column, LayoutChanged(column.url, expected))
            return
        self._run.sound_lists += 1
        good = replace(
            before,
            checked_at=now(),
            error=None,
            first_page=column.first_page,
            latest_on=column.latest_on or before.latest_on,
        )
        if column.whole:
            good = replace(good, entries=found, read_whole_at=now())
        self._memory.save_column(good)

    def broken(self, column: Column, error: Exception, told: bool = False) -> None:
        """Note that a column could not be read, unless that is `told`; its last good counts stay."""
        self._run.broken.add(column.name)
        if not told:
            self._run.tally.note(column.url, str(error))
        before = self._before.get(column.url) or self._blank(column)
        self._memory.save_column(replace(before, checked_at=now(), error=str(error)))

    def vanished(self, read: set[str]) -> None:
        """Note columns that a crawl from the home page found before and not any more."""
        for url in self._before.keys() - read:
            if self._before[url].entries:
                self.broken(Column(self._before[url].name, url), LayoutChanged(url, "这个栏目"))

    def _blank(self, column: Column) -> ColumnState:
        return ColumnState(self._run.portal.name, column.name or column.url, column.url, 0, now())
