"""A first look at a portal: its columns, its family, a sample, and what to write into config.toml."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from math import inf
from time import monotonic

from corpus.addresses import identity, normal
from corpus.config import Config
from corpus.lazy_regex import lazy_regex
from corpus.portal_settings import PortalSettings
from corpus.records import Document, Entry
from crawler.extract import classify, extract, lists_documents
from crawler.families import ListPage, seen_in_scripts
from crawler.fetch import host_of
from crawler.pages.addresses import is_endless, is_page, is_search
from crawler.pages.column_name import column_name
from crawler.pages.errors import CrawlError, LayoutChanged
from crawler.pages.links import links
from crawler.pages.page import Page
from crawler.walk.column_words import (
    CALLED,
    LATE,
    MORE,
    OF_COLUMN,
    PAGER,
    SITE_MAP,
    UNWANTED,
    WANTED,
    YEAR,
    worth,
)
from crawler.walk.page_fetcher import PageFetcher
from crawler.walk.portal_client import sitemaps

MOST_PAGES = 100
"""Pages looked at when nobody says otherwise: the columns of a county, in two minutes at a second each."""

DEEPEST = 2
"""Levels of column pages below the home page."""

SAMPLES = 5
"""Entries shown, and details tried until one reads well."""

MENUS_TO = 1
"""Levels below the home page to which scripts that pages load are read for menus. A guess."""

FEWEST = 2
"""Entries of a list; one alone may be any link."""

_SITE_NAME = lazy_regex(r"[-_|–—>]")


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A list of published items."""

    name: str
    url: str
    family: str
    entries: tuple[Entry, ...]
    pages: int | None

    @property
    def latest(self) -> date | None:
        """The newest date of its first page."""
        return max((entry.published_on for entry in self.entries if entry.published_on), default=None)


@dataclass(frozen=True, slots=True)
class UnreadList:
    """A page that seems to be a list, but whose list a script makes in a way that is not read."""

    name: str
    url: str
    seen: tuple[str, ...]
    """What its scripts ask and load."""


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that seems to be a column by its name, and could not be had or read."""

    name: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Probed:
    """What a look at a portal found."""

    home: str
    title: str
    family: str | None
    """The family of most columns; None where they do not agree."""
    columns: tuple[FoundColumn, ...]
    sample: Document | None
    attachment_hosts: tuple[str, ...]
    looked_at: int
    unread: tuple[UnreadList, ...] = ()
    failed: tuple[FailedPage, ...] = ()


def probe(
    portal: PortalSettings,
    config: Config,
    *,
    most: int = MOST_PAGES,
    seconds: float = inf,
    progress: Callable[[int, str], None] | None = None,
) -> Probed:
    """Look at a portal; `progress` gets the number of pages and the address.

    Behind so many seconds no further page is looked at: what was seen by then is told.

    Raises FetchError when the home page cannot be had, LayoutChanged when there is no column to be found.
    """
    with PageFetcher(portal, config) as fetcher:
        return _Probe(
            fetcher, portal, most, monotonic() + seconds, progress or (lambda number, url: None)
        ).run()


@dataclass(order=True, slots=True)
class _Candidate:
    rank: float
    number: int
    url: str = field(compare=False)
    name: str = field(compare=False)
    depth: int = field(compare=False)


class _Probe:
    """One look at one portal."""

    def __init__(
        self,
        fetcher: PageFetcher,
        portal: PortalSettings,
        most: int,
        until: float,
        progress: Callable[[int, str], None],
    ) -> None:
        self._fetcher = fetcher
        self._portal = portal
        self._most = most
        self._until = until
        self._progress = progress
        self._waiting: list[_Candidate] = []
        self._numbers = count()
        self._known: set[str] = set()
        self._called: dict[str, str] = {}
        """How links call what may be columns, by the identity of their address."""
        self._looked = 0
        self._columns: dict[frozenset[str], FoundColumn] = {}
        self._unread: list[UnreadList] = []
        self._failed: list[FailedPage] = []

    def run(self) -> Probed:
        home = self._page(self._portal.home)
        self._known.add(identity(home.url))
        self._queue(home, _Candidate(0, 0, home.url, "", -1))
        for url in sitemaps(self._fetcher.client, home.url):
            self._push(url, "网站地图", 0, 2.0)
        while self._waiting and self._looked < self._most and monotonic() < self._until:
            self._look(heapq.heappop(self._waiting))
        site = _site_name(home)
        named = (self._named(column, site) for column in self._columns.values())
        columns = tuple(sorted(named, key=lambda column: -worth(column.name)))
        if not columns:
            seen = "".join(f"；{one.name} 由脚本生成，看到 {'、'.join(one.seen)}" for one in self._unread[:1])
            raise LayoutChanged(self._portal.home, f"栏目（看过 {self._looked} 个页面{seen}）")
        families = Counter(column.family for column in columns)
        family, votes = families.most_common(1)[0]
        sample = self._sample(columns)
        return Probed(
            self._portal.home,
            site,
            family if votes * 2 > len(columns) and family != "generic" else None,
            columns,
            sample,
            self._other_hosts(sample),
            self._looked,
            tuple(self._unread),
            tuple(self._failed),
        )

    def _named(self, column: FoundColumn, site: str) -> FoundColumn:
        """Under the name that links give it, where its page names nothing but the site."""
        called = self._called.get(identity(column.url), "")
        return replace(column, name=called) if called and site and column.name == site else column

    def _page(self, url: str) -> Page:
        self._looked += 1
        self._progress(self._looked, url)
        return self._fetcher.page(url)

    def _look(self, candidate: _Candidate) -> None:
        """A column, or a page whose links may lead to some."""
        try:
            page = self._page(candidate.url)
        except CrawlError as error:
            self._note_failed(candidate, error)
            return
        kind = classify(page)
        if kind == "detail":
            return
        try:
            listed = self._fetcher.list_page(page)
        except CrawlError as error:
            # What its script asks for did not come: its menu leads on all the same.
            self._note_failed(candidate, error)
            listed = ListPage("generic", ())
        if not listed.entries and WANTED.search(candidate.name) and (seen := seen_in_scripts(page)):
            self._unread.append(UnreadList(candidate.name, candidate.url, seen))
        for column in listed.columns:
            self._push(column.url, column.title, candidate.depth + 1, 1.0)
        paged = bool(listed.next or (listed.pages or 0) > 1)
        dated = sum(entry.published_on is not None for entry in listed.entries)
        is_list = kind == "list" or dated or paged or lists_documents(page.url, listed.entries)
        if len(listed.entries) >= FEWEST and listed.family != "sitemap" and is_list:
            self._keep(candidate, page, listed)
        if candidate.depth < DEEPEST:
            whole = kind != "list" or SITE_MAP.search(candidate.name)
            self._queue(page, candidate, only=None if whole else WANTED)

    def _note_failed(self, candidate: _Candidate, error: CrawlError) -> None:
        if WANTED.search(candidate.name):
            self._failed.append(FailedPage(candidate.name, candidate.url, str(error)))

    def _keep(self, candidate: _Candidate, page: Page, listed: ListPage) -> None:
        """Note a column; of two with the same entries the one found first."""
        key = frozenset(identity(entry.url) for entry in listed.entries)
        name = column_name(page, candidate.name) or candidate.name or candidate.url
        if key not in self._columns:
            url = normal(candidate.url) or candidate.url
            self._columns[key] = FoundColumn(name, url, listed.family, listed.entries, listed.pages)

    def _queue(self, page: Page, at: _Candidate, only: re.Pattern[str] | None = None) -> None:
        """What a page links to, and the frames that it is made of."""
        depth = at.depth + 1
        for link in links(self._fetcher.with_scripts(page) if depth <= MENUS_TO else page):
            if link.place == "in_frame":
                self._push(link.url, at.name, max(at.depth, 0), 1.0)
                continue
            if PAGER.fullmatch(link.text):
                continue
            pictured = not link.text and OF_COLUMN.search(link.url)
            if CALLED.fullmatch(link.text) and not MORE.match(link.text):
                self._called.setdefault(identity(link.url), link.text)
            if only is None or only.search(link.text) or pictured or MORE.match(link.text):
                self._push(link.url, link.text, depth, 0.0 if pictured else worth(link.text))
            elif (CALLED.fullmatch(link.text) and not UNWANTED.search(link.text)) or YEAR.fullmatch(
                link.text
            ):
                self._push(link.url, link.text, depth, LATE)  # beside a list: another column, perhaps

    def _push(self, address: str, name: str, depth: int, worth: float) -> None:
        url = normal(address)
        if not url or not (is_page(url) or name == "网站地图") or is_endless(url) or worth < LATE:
            return
        if is_search(url):
            return
        if identity(url) in self._known or not self._fetcher.guard.allows(url):
            return
        self._known.add(identity(url))
        heapq.heappush(self._waiting, _Candidate(depth - worth, next(self._numbers), url, name, depth))

    def _sample(self, columns: tuple[FoundColumn, ...]) -> Document | None:
        """A document that reads well, from the first columns."""
        tries = [column.entries[0] for column in columns[:SAMPLES]]
        for entry in tries:
            if not is_page(entry.url) or not self._fetcher.guard.allows(entry.url):
                continue
            try:
                document = extract(self._page(entry.url))
            except CrawlError:
                continue
            if document.title and document.text:
                return document
        return None

    def _other_hosts(self, sample: Document | None) -> tuple[str, ...]:
        files = sample.attachments if sample else ()
        return tuple(dict.fromkeys(host_of(f.url) for f in files if not self._fetcher.guard.allows(f.url)))


def _site_name(home: Page) -> str:
    for tag in home.tree.iter("meta"):
        if (tag.get("name") or "").lower() == "sitename" and tag.get("content"):
            return " ".join(tag.get("content").split())
    title = " ".join((home.tree.findtext(".//title") or "").split())
    return _SITE_NAME.split(title)[0].strip()
