"""Crawling the columns that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeAlias
from urllib.parse import urljoin

from corpus.addresses import identity, normal
from corpus.portal_settings import ColumnSettings
from corpus.records import Change, Entry
from crawler.extract import classify
from crawler.pages.errors import CrawlError, LayoutChanged
from crawler.pages.form import Form
from crawler.pages.links import redirect
from crawler.pages.page import Page
from crawler.walk.column import Column, ColumnPage
from crawler.walk.column_history import ColumnHistory
from crawler.walk.framed import frames_of, holds_list
from crawler.walk.newcomers import ask_where_they_were
from crawler.walk.run import MOST_STUBS, Run
from crawler.walk.strays import Strays
from crawler.walk.visit import Visit, read_page

FURTHER = 2
"""List pages of each column that are looked through for a document that left its own. A guess."""

_Listed: TypeAlias = tuple[ColumnPage, list[bool], list[Entry]]


def crawl_columns(run: Run) -> None:
    """Read every column of the configuration and store its documents.

    A document's first column stays its own, until it stands in another one alone.
    """
    history = ColumnHistory(run)
    strays = Strays(run, history.entries, history.heads)
    run.seen.add(identity(run.portal.home))
    wanted = [one for one in run.portal.column if (one.name in run.only if run.only else not one.paused)]
    if not wanted:
        run.tally.note(run.portal.home, "栏目都已暂停，没有采集。恢复其中的栏目以后再采集。")
    run.recall(start_of(run.portal.home, settings) for settings in wanted)
    readers = [_Reader(run, history, strays, settings) for settings in wanted]
    try:
        for reader in readers:
            reader.read()
        if not run.only:
            _find(run, history, strays, readers)
    finally:
        left = strays.left([reader.column for reader in readers])
        for reader in readers:
            reader.close(left[reader.column.name])
    if run.only:
        # Whether a document left a column tells only who read both.
        return
    run.tally.changes[Change.CHANGED] += strays.move([reader.column for reader in readers])


def _find(run: Run, history: ColumnHistory, strays: Strays, readers: Sequence[_Reader]) -> None:
    """Read on where documents may be that left their columns, and where these may have them after all."""

    def columns() -> list[Column]:
        return [reader.column for reader in readers]

    ask_where_they_were(run)
    strays.recognise(columns())
    lost = strays.lost(columns())
    for reader in readers:
        if lost - {reader.column.url}:
            reader.read_on()
    doubtful = strays.doubtful(columns(), history.due)
    for reader in readers:
        if reader.column.name in doubtful and not reader.column.whole:
            reader.read_whole()
    uncounted = strays.uncounted(columns()) if doubtful else set()
    for reader in readers:
        if reader.column.url in uncounted and not reader.column.whole:
            reader.read_whole()
    ask_where_they_were(run)
    strays.recognise(columns())


def start_of(run_home: str, settings: ColumnSettings) -> str:
    """The address of a column's first page."""
    url = urljoin(run_home, settings.url)
    return normal(url) or url


class _Reader:
    """Reads one column."""

    def __init__(self, run: Run, history: ColumnHistory, strays: Strays, settings: ColumnSettings) -> None:
        self._run = run
        self._history = history
        self._strays = strays
        others = frozenset(identity(start_of(run.portal.home, one)) for one in run.portal.column)
        self.column = Column(settings.name, start_of(run.portal.home, settings), others)
        self._family = run.portal.family or None
        self._in_trouble = False
        self._to_the_end = False
        self._was_read = False
        self._read_the_tail = False
        self._following: tuple[str, Form] | None = None

    def read(self) -> None:
        """From the first list page to the last, or as far as new entries may come; trouble is noted."""
        begins: tuple[str, Form] | None = (self.column.url, ())
        while begins is not None:
            for reading, news in self._pages(*begins):
                if reading.next and self._is_enough(reading.next, news):
                    self.column.whole = False
                    self._following = None if self._read_the_tail else (reading.next, reading.form)
                    break
            begins = None if self._in_trouble else self.column.beside()
        self._was_read = not self._in_trouble

    def read_on(self) -> None:
        """Some further pages, where its beginning alone was read: trouble on one is the column's."""
        if self._following is not None and self._was_read:
            for _ in islice(self._pages(*self._following), FURTHER):
                pass
            self._was_read = not self._in_trouble

    def read_whole(self) -> None:
        """Once more, and to the last page."""
        self.column = Column(self.column.name, self.column.url, self.column.others)
        self._to_the_end = True
        self._was_read = False
        self.read()

    def close(self, left: int) -> None:
        """Have it judged, if it was read, by what it shows and what of it moved to other columns."""
        if self._was_read:
            self._history.close(self.column, left)

    def _is_enough(self, following: str, news: Sequence[bool]) -> bool:
        """Whether nothing new can stand on the further pages, but for the last, which are read then."""
        if self._to_the_end:
            return False
        if news and not any(news) and self._history.may_stop(self.column):
            return True
        tail = self._history.tail(self.column)
        return tail not in (None, following) and self._read_tail(str(tail))

    def _read_tail(self, url: str) -> bool:
        """Read on from the page that was the last; False where it does not begin with what is known."""
        joins = False
        for _, news in self._pages(url):
            joins = joins or (bool(news) and not news[0])
            if not joins:
                break
        self._read_the_tail = joins
        if not joins:
            self._in_trouble = False
            self._run.broken.discard(self.column.name)
        return joins

    def _pages(self, first: str, form: Form = ()) -> Iterator[tuple[ColumnPage, list[bool]]]:
        """One list page after the other, its entries stored, and which of them were new."""
        url: str | None = first
        pages: set[str] = set()
        while url and url not in pages and len(pages) < self._run.settings.max_list_pages:
            pages.add(url)
            listed: _Listed | None = None
            with self._run.mishaps.caught(url) as mishap:
                listed = self._listed(url, form)
            if mishap.error:
                self._history.broken(self.column, mishap.error, told=True)
            if listed is None:
                self._in_trouble = True
                return
            reading, news, entries = listed
            for entry in entries:
                self._entry(entry, self.column.url if self.column.is_fetched else url)
            self.column.last_page = None if form else url
            yield reading, news
            url, form = reading.next, reading.form
        self.column.ended = not url or url in pages

    def _listed(self, url: str, form: Form) -> _Listed | None:
        """One list page, which of its entries are new, and these where they are now."""
        reading = self._page(url, form)
        if reading is None:
            return None
        news = self._history.sight(self.column, reading.entries)
        entries = [self._run.located(entry) for entry in reading.entries]
        self._strays.sight(self.column, entries)
        return reading, news, entries

    def _page(self, url: str, form: Form) -> ColumnPage | None:
        """One list page; None when the column ends here, in trouble or as a single document."""
        found = self._fetch(url, form)
        if found is None:
            told = self._run.patience.told
            self._history.broken(self.column, told or LayoutChanged(url, "列表页"), told=told is not None)
            return None
        visit, page = found
        try:
            reading = self.column.read(page, self._family, form, self._run.scripts)
        except CrawlError as error:
            self._history.broken(self.column, error)
            return None
        if not (reading.entries or reading.next) and self.column.pages == 1:
            self._without_entries(visit, page)
        self._run.list_read(visit.url, page, reading.entries)
        self._run.memory.save(visit.state if reading.entries or reading.next else visit.unconditional)
        return reading

    def _without_entries(self, visit: Visit, page: Page) -> None:
        """A column may be a document itself; one that was a list shows a notice."""
        if self._history.listed_before(self.column.url):
            self._run.reception.witness(page)
        elif classify(page) == "detail":
            self._run.count_document()
            self._run.record(visit, page, None, self.column.name)
            self.column.found.add(visit.url)

    def _fetch(self, url: str, form: Form) -> tuple[Visit, Page] | None:
        """The list page, behind the stubs that may stand before it."""
        for _ in range(MOST_STUBS):
            visit = self._run.fetch(url, form, self.column.url)
            page = read_page(visit) if visit else None
            if visit is None or page is None:
                return None
            target = normal(redirect(page) or "")
            if not target or not self._run.is_new(target):
                return self._framed(page) or (visit, page)
            url, form = target, ()
        return None

    def _framed(self, page: Page) -> tuple[Visit, Page] | None:
        """The list in a frame of a first page that has none of its own."""
        frames = () if self.column.pages else frames_of(page, self._family)
        for url in filter(self._run.is_new, filter(None, map(normal, frames))):
            visit = self._run.fetch(url, found_on=page.url)
            framed = read_page(visit) if visit else None
            if visit and framed and holds_list(framed, self._family):
                return visit, framed
            self._run.seen.discard(identity(url))  # it may hold the text of the page
        return None

    def _entry(self, entry: Entry, found_on: str) -> None:
        if self._run.is_new(entry.url):
            self._run.document(entry.url, entry, self.column.name, found_on)
