"""One crawl of one portal: what its parts share, and how it deals with failure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from corpus.addresses import identity, normal
from corpus.clock import china_day
from corpus.config import CrawlSettings
from corpus.portal_settings import PortalSettings
from corpus.records import Change, Entry, PageState
from corpus.store import HeldDocument, Store
from crawler.extract import extract, next_part
from crawler.fetch import DisallowedByRobots, FetchError, Guard, HttpFault
from crawler.pages.errors import AsksNotToBeListed, CrawlError, LayoutChanged
from crawler.pages.form import Form
from crawler.pages.links import asks_not_to_be_listed, own_address, redirect
from crawler.pages.page import Page
from crawler.walk.arrivals import Arrival
from crawler.walk.attaching import Attaching
from crawler.walk.endings import Enough
from crawler.walk.memory import Memory
from crawler.walk.mishaps import Mishaps
from crawler.walk.page_scripts import PageScripts
from crawler.walk.patience import Patience
from crawler.walk.reception import Reception
from crawler.walk.recorder import Recorder
from crawler.walk.report import Tally
from crawler.walk.sameness import says_exactly
from crawler.walk.visit import Visit, Visitor, read_page, was_missed

SILENT = "网站没有正常回应，本次没有采集到任何内容；请确认网站能够打开，下次运行将重新采集。"

AHEAD = 200
"""Addresses of which the store is asked together before they are visited. A guess."""

MOST_PARTS = 50
"""Pages of one article; the longest seen has 5. A guess."""

MOST_STUBS = 3
"""Pages in a row that only send the reader on; a guess, one was seen."""


@dataclass(frozen=True, slots=True)
class Word:
    """What staff say before a crawl begins."""

    changes: bool = False
    """What came in place of documents is right, however doubtful."""
    withdrawals: bool = False
    """What is gone is gone, however much it is."""


@dataclass(slots=True)
class Run:
    """The crawl that is going on."""

    portal: PortalSettings
    settings: CrawlSettings
    store: Store
    guard: Guard
    memory: Memory
    visitor: Visitor
    scripts: PageScripts
    reception: Reception
    attaching: Attaching
    recorder: Recorder
    tally: Tally
    mishaps: Mishaps
    limit: int
    """Detail pages visited at most."""
    started_at: datetime
    """When it began or, where it goes on with an interrupted one, when that began."""
    sitemaps: tuple[str, ...] = ()
    """Addresses of the portal's sitemaps."""
    seen: set[str] = field(default_factory=set)
    """Identities of the addresses visited."""
    not_own: set[str] = field(default_factory=set)
    """Addresses that pages give as their own, wrongly: other documents, or none, are there."""
    broken: set[str | None] = field(default_factory=set)
    """Names of columns that could not be read."""
    sound_lists: int = 0
    """Columns that were read and are as they used to be."""
    looked_in_vain: bool = False
    """Whether resting documents were looked at to tell whether the portal is sound."""
    word: Word = field(default_factory=Word)
    only: frozenset[str] = frozenset()
    """Names of the columns that are read alone; empty for all of the portal."""
    ripe: dict[str, bool] = field(default_factory=dict)
    """Documents that were missed long enough to go, and whether a page still links to them."""
    visited_documents: int = 0
    patience: Patience = field(default_factory=Patience)

    @property
    def silent(self) -> bool:
        """Whether the portal gave nothing at all."""
        return self.patience.fault is not None and not (self.tally.list_pages or self.tally.documents)

    def is_new(self, url: str) -> bool:
        """Whether the address is the portal's and was not visited in this run."""
        return identity(url) not in self.seen and self.guard.allows(url)

    def fetch(self, url: str, form: Form = (), found_on: str | None = None) -> Visit | None:
        """Visit an address once; None when it failed, which is noted. PortalDown after too many failures."""
        self.seen.add(identity(url))
        try:
            visit = self.visitor.visit(url, form=form, found_on=found_on)
        except FetchError as error:
            self._failed(url, error, linked=found_on is not None)
            return None
        self.mishaps.file = visit.sha256
        self.patience.answered()
        self.seen.add(identity(visit.final_url))
        return visit

    def recall(self, urls: Iterable[str]) -> None:
        """Ask the store together for what it remembers of addresses that are about to be visited."""
        found = self.memory.recall(urls)
        found += self.memory.recall(one.now_at for one in found if one.now_at)
        self.attaching.expect(found)

    def was_read(self, page: PageState) -> bool:
        """Whether an address answered in this run."""
        return page.fetched_at is not None and page.fetched_at >= self.started_at and not page.error

    def present(self, url: str) -> str:
        """Where the document is that left this address for good; the address itself for all others."""
        now_at = self.memory.of(url).now_at
        if now_at is None or self.memory.of(now_at).page.missing_since is not None:
            return url
        return now_at

    def located(self, entry: Entry) -> Entry:
        """The entry with the present address of its document."""
        return replace(entry, url=self.present(entry.url))

    def holds(self, entry: Entry) -> bool:
        """Whether a listed document is stored as it is listed, or known to be gone: nothing new."""
        remembered = self.memory.of(self.present(entry.url))
        held, told = remembered.document, entry.published_on
        if held is None or held.withdrawn_at is not None:
            return remembered.page.missing_since is not None
        redated = told is not None and held.published_on is not None and told > held.published_on
        return not redated and held.portal == self.portal.name

    def rests(self, url: str, entry: Entry | None, changed_on: date | None = None) -> bool:
        """Whether a stored document need not be visited yet; then it counts as visited.

        `changed_on`: when its page last changed, as far as somebody says so.
        """
        remembered = self.memory.of(url)
        held = remembered.document
        seen = remembered.page.fetched_at
        if changed_on is not None and seen is not None and china_day(seen) < changed_on:
            return False
        if held is None or not held.page_sha256 or (entry is not None and not self.holds(entry)):
            return False
        if held.withdrawn_at or not self.visitor.has_files(held) or self.is_due(remembered.page, held):
            return False
        if self.reception.awaits_files(held):
            return False
        self.seen.add(identity(url))
        self.tally.resting += 1
        return True

    def is_due(self, page: PageState, held: HeldDocument) -> bool:
        """Whether a stored document should be looked at again."""
        return self.visitor.is_due(page, held.changed_at)

    def document(
        self, url: str, entry: Entry | None, column: str | None, found_on: str | None = None
    ) -> None:
        """Visit a detail page, through stubs that only send the reader on, and store it.

        Raises Enough at the limit.
        """
        with self.mishaps.caught(url):
            if not self.rests(url, entry):
                self.count_document()
                self._look_at(url, entry, column, found_on)

    def look_at(self, url: str, entry: Entry | None, column: str | None, found_on: str | None = None) -> None:
        """The same, whether or not it rests."""
        with self.mishaps.caught(url):
            self._look_at(url, entry, column, found_on)

    def _look_at(self, url: str, entry: Entry | None, column: str | None, found_on: str | None) -> None:
        asked = url
        for _ in range(MOST_STUBS):
            visit = self.fetch(url, found_on=found_on)
            if visit is None:
                return
            page = read_page(visit)
            target = normal(redirect(page) or "") if page else None
            if not target or not self.is_new(target):
                if target and self.reception.waits_again(target, asked, entry, column):
                    return
                if target and not any(self.memory.of(one).document for one in (asked, url)):
                    self.memory.save(visit.state)  # it leads to another site, or where the run was
                else:
                    self.record(visit, page, entry, column, asked)
                return
            url = target

    def count_document(self) -> None:
        """Raise Enough when the limit is reached."""
        if self.visited_documents >= self.limit:
            raise Enough
        self.visited_documents += 1

    def record(
        self,
        visit: Visit,
        page: Page | None,
        entry: Entry | None,
        column: str | None,
        asked: str | None = None,
    ) -> Change | None:
        """Store a visited page with its further parts; None when that could not be done, or not yet.

        `asked` is the address that led there, where it is another one.
        """
        if page is not None and self.settings.follow_noindex and asks_not_to_be_listed(page):
            self.tally.problem(visit.url, AsksNotToBeListed(visit.url))
            return None
        if page is not None and (there := self._at_its_own_address(visit, page)) is not None:
            change = self.record(*there, entry, column)
            self.recorder.fold(visit, there[0].url)
            return change
        parts = self._parts(page) if page else ()
        if parts is None and self.memory.of(visit.url).document is not None:
            return None  # a part is missing now: what was stored is better
        visits, pages = [part for part, _ in parts or ()], [read for _, read in parts or ()]
        return self.take(Arrival(visit, tuple(visits), entry, column, asked or visit.url), page, pages)

    def _at_its_own_address(self, visit: Visit, page: Page) -> tuple[Visit, Page] | None:
        """A new document as it stands at the address that its page gives as its own, if it does."""
        own = own_address(page)
        if own is None or own in self.not_own or not self.is_new(own):
            return None
        if self.memory.of(visit.url).document is not None or self.memory.of(own).document is not None:
            return None
        try:
            there = self.visitor.visit(own, found_on=visit.url)
        except FetchError:
            return None
        found = read_page(there)
        if found is None or not says_exactly(extract(found), extract(page)):
            self.not_own.add(own)
            return None
        self.seen.add(identity(own))
        return there, found

    def take(
        self, arrival: Arrival, page: Page | None, parts: Sequence[Page], certain: bool = False
    ) -> Change | None:
        """Store what came; None when it is no document, which is noted, or waits for the end of the run."""
        try:
            change = self.recorder.record(arrival, page, parts, certain)
        except CrawlError as error:
            self.tally.failed += 1
            self.tally.problem(arrival.visit.url, error)
            return None
        if change is not None:
            self.reception.stored(arrival.asked)
            if change in (Change.NEW, Change.RETURNED):
                self.reception.arrived.add(arrival.visit.url)
            self.tally.stored(arrival.visit.url, change)
        return change

    def list_read(self, url: str, page: Page, entries: Sequence[Entry]) -> None:
        """A list was read: where a notice that came in its place became a document, that goes.

        Any other document stays, whatever its address shows now.
        """
        self.tally.list_read(url)
        held = self.memory.of(url).document
        stored = self.store.by_url(url) if entries and held and held.withdrawn_at is None else None
        if stored is None or not self.reception.is_other(page, stored):
            return
        if self.reception.was_notice(stored):
            self.store.withdraw(url)
            self.tally.withdrawn += 1
        else:
            self.tally.failed += 1
            self.tally.problem(url, LayoutChanged(url, "正文"))

    def _parts(self, page: Page) -> tuple[tuple[Visit, Page], ...] | None:
        """The further parts of an article; None when one could not be had."""
        found: list[tuple[Visit, Page]] = []
        url = next_part(page)
        while url and len(found) < MOST_PARTS and self.is_new(url):
            visit = self.fetch(url, found_on=page.url)
            part = read_page(visit) if visit else None
            if visit is None or part is None:
                return None
            found.append((visit, part))
            url = next_part(part)
        return tuple(found)

    def _failed(self, url: str, error: FetchError, linked: bool) -> None:
        dead = isinstance(error, HttpFault) and error.gone
        self.patience.told = None
        if dead and self._gone(url, linked):
            return
        if not dead and not isinstance(error, DisallowedByRobots):
            self.tally.failed += 1
        self.tally.problem(url, error)
        self.patience.failed(error)

    def _gone(self, url: str, linked: bool) -> bool:
        """Note a document that is missing, perhaps for long enough; False where there is none."""
        remembered = self.memory.of(url)
        if remembered.document is None or remembered.document.withdrawn_at is not None:
            return False
        told = not self.tally.client.clock.is_off
        if told and was_missed(remembered.page, self.settings.missing_hours):
            self.ripe[url] = linked
        else:
            self.tally.missing += 1
        return True

    def is_elsewhere(self, url: str) -> None:
        """A document that was missing just now is found at another address."""
        if self.ripe.pop(url, None) is None:
            self.tally.missing -= 1
