"""A column as it is read: its list pages one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from corpus.addresses import identity, normal
from corpus.clock import today
from corpus.records import Entry
from crawler.extract import read_list, why_not
from crawler.families import Lead, ListPage, carried_on, lead, listed_by_ids, one_page_on
from crawler.pages.addresses import is_file
from crawler.pages.errors import CrawlError, LayoutChanged
from crawler.pages.form import Form
from crawler.pages.page import Page
from crawler.pages.places import Standing, entries_there, where_they_stand
from crawler.walk.list_order import Sighting
from crawler.walk.page_scripts import PageScripts


@dataclass(slots=True)
class Column:
    """What was read of a column so far."""

    name: str | None
    url: str
    """Of its first page."""
    others: frozenset[str] = frozenset()
    """Identities of the first pages of the portal's columns: menus link to them, they are no entries."""
    pages: int = 0
    found: set[str] = field(default_factory=set)
    """Identities of its entries."""
    first_page: int = 0
    """Entries of the first page that has any."""
    last_page: str | None = None
    """Address of the page read last, where that was asked for without a form."""
    whole: bool = True
    """Whether it was, so far, read on wherever it goes on."""
    ended: bool = False
    """Whether the page was reached behind which there is none."""
    latest_on: date | None = None
    """The latest day of an entry that is not still to come."""
    barred: CrawlError | None = None
    """Why its first page has no entries, where the page tells."""
    places: list[tuple[int, str]] = field(default_factory=list)
    """The pages and addresses of its entries, in their order."""
    sightings: list[Sighting] = field(default_factory=list)
    """Its entries one by one, in their order."""
    is_fetched: bool = False
    """Whether a script of its first page fetches its entries."""
    _before: Standing | None = None
    """Where the entries of the page read before stand, if the column goes on behind it."""
    _lead: Lead | None = None
    """Where the script of its first page leads from the rows of an answer."""
    _further: list[tuple[str, Form]] = field(default_factory=list)
    """Where its other lists begin, of tabs beside the first."""
    _listed_before: int = 0
    """How many these are."""

    @property
    def is_complete(self) -> bool:
        """Whether all its entries were seen."""
        return self.whole and self.ended

    @property
    def new(self) -> int:
        """How many of its entries were not held."""
        return sum(one.new for one in self.sightings)

    def read(
        self, page: Page, family: str | None, form: Form = (), scripts: PageScripts | None = None
    ) -> ColumnPage:
        """The entries of one more page that no earlier page had, and where the column goes on.

        `form` is what the page was asked for with; the next one is, too, where nothing else is said.
        Of a first page without any list the `scripts` that it loads are read.

        Raises LayoutChanged when a page between the first and the last has no entries.
        """
        listed = self._by_ids(page, self._where_they_were(page, read_list(page, family)))
        if scripts and not self.pages:
            listed = scripts.list_of(page, listed)
        elif scripts and not listed.entries:
            listed = scripts.rows_of(page, listed)
        self.pages += 1
        if not listed.entries and self.pages > 1 and self.pages < (listed.pages or 0):
            raise LayoutChanged(page.url, "列表条目")
        entries = tuple(self._new(listed.entries))
        if not listed.entries and self.pages == 1:
            self.barred = why_not(page, "列表条目")
        self.first_page = self.first_page or len(entries)
        self.is_fetched |= self.pages == 1 and not listed.entries and bool(listed.source)
        if self.is_fetched and entries and not listed.next and len(entries) >= self.first_page:
            listed = replace(listed, next=one_page_on(page))
        if self.pages == 1 and not listed.entries:
            self._further = list(listed.further)
        goes_on = listed.next if entries else listed.source
        if not goes_on and (beside := self.beside()):
            goes_on, listed = beside[0], replace(listed, form=beside[1])
        self._keep_in_mind(page, listed, bool(goes_on))
        if form and goes_on and entries and not listed.form:
            listed = replace(listed, form=carried_on(tuple(form), goes_on))
        return ColumnPage(entries, normal(goes_on) if goes_on else None, listed)

    def beside(self) -> tuple[str, Form] | None:
        """Where the next of its other lists begins, and what is posted there; None where there is no more."""
        return self._further.pop(0) if self._further else None

    def _by_ids(self, page: Page, listed: ListPage) -> ListPage:
        """A first page may lead to an answer of ids, and tell by its script where these are."""
        if not self.pages:
            self._lead = lead(page) if listed.source and not listed.entries else None
        if listed.entries or not self.pages or self._lead is None:
            return listed
        return listed_by_ids(page, self._lead) or listed

    def _where_they_were(self, page: Page, listed: ListPage) -> ListPage:
        """A last page may hold one row, which looks like any link but stands where the others stood."""
        listed_here = {entry.url for entry in listed.entries}
        dated = any(entry.published_on for entry in listed.entries)
        if self._before is None or (dated and len(listed_here) >= self._listed_before):
            return listed
        there = entries_there(page, self._before)
        is_other = bool(there) and listed_here.isdisjoint(entry.url for entry in there)
        return replace(listed, entries=there) if is_other else listed

    def _keep_in_mind(self, page: Page, listed: ListPage, goes_on: bool) -> None:
        urls = {entry.url for entry in listed.entries}
        self._before = where_they_stand(page, urls) if goes_on else None
        self._listed_before = len(urls)

    def _new(self, entries: tuple[Entry, ...]) -> Iterator[Entry]:
        dated = any(entry.title and entry.published_on for entry in entries)
        for entry in entries:
            url = normal(entry.url)
            # Among dated entries a file without a date is an ornament of the page, but for the column's own.
            if not url or (dated and not entry.published_on and is_file(url) and not self._is_own(url)):
                continue
            if identity(url) not in self.found and identity(url) not in self.others:
                self.found.add(identity(url))
                self.places.append((self.pages, url))
                yield Entry(url, entry.title, entry.published_on)

    def _is_own(self, url: str) -> bool:
        """Whether an address lies in the column's folder, which is not that of the whole site."""
        folder = self.url.partition("?")[0].rpartition("/")[0] + "/"
        return urlsplit(folder).path.count("/") > 1 and url.startswith(folder)

    def sight(self, on: date | None, new: bool) -> None:
        """Note an entry of the page that was read last: its day, and whether it was not held."""
        self.sightings.append(Sighting(self.pages, on, new))
        if on is not None and (self.latest_on or date.min) < on <= today():
            self.latest_on = on


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """One page of a column."""

    entries: tuple[Entry, ...]
    next: str | None
    listed: ListPage

    @property
    def form(self) -> tuple[tuple[str, str], ...]:
        """Fields to POST to `next`; empty for a GET."""
        return self.listed.form
