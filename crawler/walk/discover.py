"""Finding a portal's columns and documents from its home page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus.addresses import normal
from corpus.records import Entry
from crawler.extract import PageKind, classify, lists_files, name_of, read_list
from crawler.fetch import FetchError
from crawler.pages.addresses import is_endless, is_page, is_search, shape
from crawler.pages.column_name import column_name, column_of
from crawler.pages.errors import CrawlError, LayoutChanged
from crawler.pages.links import Link, feeds, links, redirect
from crawler.pages.page import Page
from crawler.walk.column import Column
from crawler.walk.column_history import ColumnHistory
from crawler.walk.frontier import Candidate, Frontier, Rank
from crawler.walk.run import AHEAD, Run
from crawler.walk.visit import Visit, read_page

BARREN = 100
"""Pages of one template in a row that lead to nothing before the rest is left out: calendars. A guess."""

MENUS_TO = 1
"""Links from the home page to which scripts that pages load are read for menus. A guess."""

SENTENCE = 12
"""Characters from which a link's text is likely a document's title; a guess, it only orders the visits."""


def discover(run: Run) -> None:
    """Follow links breadth-first from the home page; store what is a document, read what is a list."""
    explorer = _Explorer(run)
    explorer.explore()
    if not (run.tally.documents or run.tally.resting or run.tally.problems):
        run.tally.problem(run.portal.home, LayoutChanged(run.portal.home, "栏目或文件"))


class _Explorer:
    """Walks from page to page of one portal."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._history = ColumnHistory(run)
        self._family = run.portal.family or None
        self._home = normal(run.portal.home) or run.portal.home
        self._frontier = Frontier()
        self._columns: dict[str, Column] = {}
        self._barren: Counter[str] = Counter()
        self._unread: dict[str, FetchError] = {}
        """Addresses that could not be had, and why."""

    def explore(self) -> None:
        """Until nothing is left that the limits allow."""
        self._frontier.add(Candidate(self._home, Rank.PAGE, 0))
        for state in self._history.good:
            if not is_search(state.url):
                self._add(Candidate(state.url, Rank.PAGE, 1, state.name, is_list=True))
        for url in self._run.sitemaps:
            self._add(Candidate(url, Rank.FURTHER, 1, is_list=True))
        while (candidate := self._frontier.pop()) is not None:
            template = shape(candidate.url)
            if not self._run.is_new(candidate.url) or self._barren[template] >= BARREN:
                continue
            if not self._run.memory.knows(candidate.url):
                self._run.recall([candidate.url, *self._frontier.upcoming(AHEAD)])
            if candidate.url != self._home:
                candidate.url = self._run.present(candidate.url)
            if not self._run.is_new(candidate.url):
                continue
            productive = False
            with self._run.mishaps.caught(candidate.url):
                productive = self._visit(candidate)
            self._barren[template] = 0 if productive else self._barren[template] + 1
        for column in self._columns.values():
            self._history.close(column)
        self._history.vanished(set(self._columns), self._unread)

    def _visit(self, candidate: Candidate) -> bool:
        """Whether the page was a document or led to something new."""
        if self._run.rests(candidate.url, candidate.entry, candidate.changed_on):
            return True
        visit = self._run.fetch(candidate.url, candidate.form, candidate.found_on)
        if visit is None:
            if self._run.patience.told is not None:
                self._unread[candidate.url] = self._run.patience.told
            return False
        page = read_page(visit)
        if page is None:
            return candidate.entry is not None and self._store(visit, None, candidate)
        kind = self._kind(page, candidate)
        listed_with_date = candidate.entry is not None and candidate.entry.published_on is not None
        if kind == "detail" and candidate.url == self._home:
            # A portal begins with no document: it shows a notice.
            self._run.reception.witness(page)
            kind = "other"
        if kind == "detail" or (kind == "other" and listed_with_date and redirect(page) is None):
            good = self._store(visit, page, candidate)
        elif kind == "other" and candidate.url != self._home and (name := name_of(page, _words(candidate))):
            named = replace(candidate, entry=candidate.entry or Entry(candidate.url, name))
            good = self._store(visit, page, named)
        elif kind == "list":
            good = self._list(visit, page, candidate)
        else:
            self._run.memory.save(visit.state)
            good = False
        return self._follow(page, candidate) or good

    def _kind(self, page: Page, candidate: Candidate) -> PageKind:
        if candidate.rank is Rank.FURTHER or candidate.is_list:
            return "list"
        kind = classify(page)
        if kind == "other":
            listed = read_list(page, self._family)
            if listed.columns or (listed.source and not listed.entries):
                return "list"
            if self._run.scripts.list_of(page, listed) is not listed:
                return "list"
            is_listed = candidate.entry is not None and candidate.entry.published_on is not None
            if not is_listed and lists_files(page, listed.entries):
                return "list"
        return kind

    def _store(self, visit: Visit, page: Page | None, candidate: Candidate) -> bool:
        self._run.count_document()
        column = candidate.column.name if candidate.column else None
        if page is not None and column is None:
            column = column_of(page, candidate.text)
        return self._run.record(visit, page, candidate.entry, column) is not None

    def _list(self, visit: Visit, page: Page, candidate: Candidate) -> bool:
        """Queue what a list page names; whether any of it is new."""
        column = candidate.column if candidate.rank is Rank.FURTHER else None
        if column is None:
            column = Column(column_name(page, candidate.text), candidate.url)
        try:
            reading = column.read(page, self._family, candidate.form, self._run.scripts)
        except CrawlError as error:
            self._run.tally.problem(page.url, error)
            self._run.memory.save(visit.unconditional)
            return False
        self._run.list_read(visit.url, page, reading.entries)
        is_listed = candidate.rank is Rank.DOCUMENT and candidate.entry and candidate.entry.published_on
        if (reading.entries or not reading.listed.columns) and not is_listed:
            self._columns[column.url] = column
        titled = [entry for entry in reading.entries if entry.title]
        news = self._history.sight(column, titled)
        if not reading.entries and self._history.listed_before(column.url):
            self._run.reception.witness(page)
        named = reading.entries or reading.listed.columns
        self._run.memory.save(visit.state if named else visit.unconditional)
        added = [self._add(_listed(entry, column, candidate)) for entry in reading.entries]
        added += [self._add(_named(entry, candidate)) for entry in reading.listed.columns]
        if reading.next and column.pages < self._run.settings.max_list_pages:
            if news and not any(news) and self._history.may_stop(column):
                column.whole = False
                goes_on = column.beside()
            else:
                goes_on = (reading.next, reading.form)
            if goes_on:
                following = Candidate(goes_on[0], Rank.FURTHER, candidate.depth, column=column)
                self._add(replace(following, form=goes_on[1], found_on=column.url))
        return any(added)

    def _follow(self, page: Page, candidate: Candidate) -> bool:
        """Queue the page's links; whether one of another template is new."""
        own = shape(candidate.url)
        productive = False
        if candidate.depth <= MENUS_TO:
            page = self._run.scripts.written_into(page)
        for feed in feeds(page):
            self._add(Candidate(feed.url, Rank.PAGE, candidate.depth + 1, feed.text, is_list=True))
        for link in links(page):
            url = normal(link.url)
            if url and is_page(url) and not is_search(url) and self._add(_from_link(url, link, candidate)):
                productive = productive or shape(url) != own
        return productive

    def _add(self, candidate: Candidate) -> bool:
        if candidate.depth > self._run.settings.max_depth or is_endless(candidate.url):
            return False
        if not self._run.is_new(candidate.url) or self._barren[shape(candidate.url)] >= BARREN:
            return False
        return self._frontier.add(candidate)


def _words(candidate: Candidate) -> str:
    """What leads to an address calls it."""
    return (candidate.entry.title if candidate.entry else "") or candidate.text


def _listed(entry: Entry, column: Column, came_from: Candidate) -> Candidate:
    """An entry of a list; one without a title, of a sitemap, is a mere link."""
    depth, known = came_from.depth + 1, entry if entry.title else None
    return Candidate(
        entry.url,
        Rank.DOCUMENT,
        depth,
        entry.title,
        known,
        column if known else None,
        found_on=column.url if column.is_fetched else came_from.url,
        changed_on=None if known else entry.published_on,
    )


def _named(entry: Entry, came_from: Candidate) -> Candidate:
    """A column that a script of the page names."""
    return Candidate(
        entry.url, Rank.PAGE, came_from.depth + 1, entry.title, is_list=True, found_on=came_from.url
    )


def _from_link(url: str, link: Link, came_from: Candidate) -> Candidate:
    if link.place == "redirect":
        return replace(came_from, url=url, form=(), is_list=False)
    likely = link.place != "in_nav" and len(link.text) >= SENTENCE
    rank = Rank.DOCUMENT if likely else Rank.PAGE
    return Candidate(url, rank, came_from.depth + 1, link.text, found_on=came_from.url)
