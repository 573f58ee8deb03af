"""Whether columns still yield what they used to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from corpus.clock import age, now, today
from corpus.records import ColumnState, Entry, ListOrder
from crawler.fetch import FetchError
from crawler.pages.errors import LayoutChanged
from crawler.walk.column import Column
from crawler.walk.list_order import PINNED_PAGES, Shown, shown_by_arrivals, shown_by_dates
from crawler.walk.run import Run

FAR_FEWER = 0.5
"""Share of the former entries below which a column is taken for broken: lists rarely shrink. A guess."""

NOWHERE = 1_000_000
"""The place of what was not there."""

LIVELY_DAYS = 30
"""Days since the latest entry for which more are soon to come. A guess."""


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

    def sight(self, column: Column, entries: Sequence[Entry]) -> list[bool]:
        """Take in a page's entries as they were met; which of them are new."""
        self._run.recall(entry.url for entry in entries)
        news = [self._run.guard.allows(entry.url) and not self._run.holds(entry) for entry in entries]
        known = [self._run.memory.of(self._run.present(entry.url)).document for entry in entries]
        if known and not any(known) and column.pages == 1 and self.listed_before(column.url):
            self._run.reception.strange.add(column.name)
        for entry, new, held in zip(entries, news, known, strict=True):
            column.sight(entry.published_on or (held.published_on if held else None), new)
        return news

    def may_stop(self, column: Column) -> bool:
        """Whether a column's further pages, behind one with nothing new, need not be read.

        It was lately read to its end and begins with the newest; what is not pinned has begun.
        """
        before = self._lately_whole(column.url)
        if before is None or before.shown_order != ListOrder.NEWEST_FIRST:
            return False
        reached = before.latest_on is None or (column.latest_on or date.min) >= before.latest_on
        lively = before.latest_on is not None and (today() - before.latest_on).days <= LIVELY_DAYS
        # What was pinned in those days looks like what came last, until more comes.
        most = PINNED_PAGES if lively and not before.settled else before.front
        return reached and column.pages >= most and not self._is_rearranged(column)

    def _is_rearranged(self, column: Column) -> bool:
        """Whether entries were put in front: the first page has those that are known in another order, or
        others before newer ones."""
        before = {url: place for place, url in enumerate(self.heads.get(column.url, ()))}
        old = [one for one in zip(column.sightings, column.places, strict=True) if not one[0].new]
        places = [before.get(url, NOWHERE) for seen, (_, url) in old if seen.page == 1]
        if not before or NOWHERE not in places:
            return bool(before) and places != sorted(places)
        others = [seen.on for seen, (_, url) in old if seen.page == 1 and url not in before and seen.on]
        behind = [seen.on for seen, _ in old if seen.page > 1 and seen.on]
        newer = any(day < other for day in others for other in behind)
        return column.pages == 1 or newer or places != sorted(places)

    def tail(self, column: Column) -> str | None:
        """The page on which to go on from the first where a list is known to begin with the oldest."""
        before = self._lately_whole(column.url)
        known = before is not None and before.shown_order == ListOrder.OLDEST_FIRST and column.pages == 1
        return before.last_page if before is not None and known else None

    def listed_before(self, url: str) -> bool:
        """Whether it was a list with entries, rather than a page that is a document itself."""
        before = self._before.get(url)
        return before is not None and before.first_page > 0

    def _lately_whole(self, url: str) -> ColumnState | None:
        before = self._before.get(url)
        passed = age(before.read_whole_at) if before and not before.error else None
        lately = passed is not None and passed < timedelta(days=self._run.settings.full_read_days)
        return before if lately else None

    @property
    def due(self) -> set[str]:
        """Addresses of columns that were last read to their ends too long ago."""
        return {url for url in self._before if self._lately_whole(url) is None}

    @property
    def entries(self) -> dict[str, int]:
        """How many each column had, by its address, when it was last read to its end."""
        return {url: state.entries for url, state in self._before.items() if state.read_whole_at}

    @cached_property
    def heads(self) -> dict[str, list[str]]:
        """Entries of the pages that are always read, by the address of each column where that was noted."""
        return {url: state.head.split("\n") for url, state in self._before.items() if state.head}

    def close(self, column: Column, left: int = 0) -> None:
        """Judge a column that was read; trouble is noted and keeps the last good counts.

        `left`: how many of its documents moved to other columns.
        """
        before = self._before.get(column.url) or self._blank(column)
        known = before.entries if column.whole else before.first_page
        found = len(column.found) if column.whole else column.first_page
        if not found or found + left < known * FAR_FEWER:
            expected = f"列表条目（上次 {known} 条，这次 {found} 条）" if known else "列表条目"
            known_why = column.barred if not isinstance(column.barred, LayoutChanged) else None
            self.broken(column, known_why or LayoutChanged(column.url, expected))
            return
        self._run.sound_lists += column.name not in self._run.reception.strange
        good = replace(
            before,
            checked_at=now(),
            error=None,
            first_page=column.first_page,
            latest_on=column.latest_on or before.latest_on,
        )
        if column.whole:
            order = self._order(column, before)
            last_page = column.last_page if order.order is ListOrder.OLDEST_FIRST else None
            good = replace(good, entries=found, read_whole_at=now(), last_page=last_page)
            good = replace(good, shown_order=order.order and order.order.value, front=order.front)
        news = [one.page for one in column.sightings if one.new]
        if news and before.read_whole_at is not None:
            front = good.front if column.whole else max(good.front, min(news))
            good = replace(good, front=front, settled=max(news) >= front)
        self._memory.save_column(replace(good, head="\n".join(_head(column, good))))

    def _order(self, column: Column, before: ColumnState) -> Shown:
        """By its days; where these tell none, or new entries came elsewhere, by where those came."""
        by_dates, news = shown_by_dates(column.sightings), [one.page for one in column.sightings if one.new]
        remembered = Shown(ListOrder(before.shown_order) if before.shown_order else None, before.front)
        if before.read_whole_at is None or by_dates.is_mixed or by_dates.order is ListOrder.OLDEST_FIRST:
            return by_dates
        by_arrivals = shown_by_arrivals(column.sightings) if news else remembered
        if by_dates.order is None:
            return by_arrivals
        behind = by_arrivals.order is ListOrder.NEWEST_FIRST and by_arrivals.front > by_dates.front
        if news and min(news) > by_dates.front:
            return by_arrivals if behind else Shown()
        return by_arrivals if behind and not news else by_dates

    def broken(self, column: Column, error: Exception, told: bool = False) -> None:
        """Note that a column could not be read, unless that is `told`; its last good counts stay."""
        self._run.broken.add(column.name)
        if not told:
            self._run.tally.note(column.url, str(error))
        before = self._before.get(column.url) or self._blank(column)
        self._memory.save_column(replace(before, checked_at=now(), error=str(error)))

    def vanished(self, read: set[str], unread: Mapping[str, FetchError]) -> None:
        """Note columns that a crawl from the home page found before and not any more, `unread` or not."""
        for url in self._before.keys() - read:
            if self._before[url].entries:
                fault = unread.get(url)
                column = Column(self._before[url].name, url)
                self.broken(column, fault or LayoutChanged(url, "这个栏目"), told=fault is not None)

    def _blank(self, column: Column) -> ColumnState:
        return ColumnState(self._run.portal.name, column.name or column.url, column.url, 0, now())


def _head(column: Column, state: ColumnState) -> list[str]:
    """Its entries on the pages that are read each time."""
    last = column.pages if state.shown_order == ListOrder.OLDEST_FIRST else 1
    return [url for page, url in column.places if page <= state.front or page == last]
