"""A first look at a portal: its columns, its family, a sample, and what to write into config.toml."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
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
from crawler.pages.addresses import is_endless, is_page
from crawler.pages.column_name import column_name
from crawler.pages.errors import CrawlError, LayoutChanged
from crawler.pages.links import links
from crawler.pages.page import Page
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

WANTED = lazy_regex(
    r"信息公开|政务公开|公开目录|法定主动公开|政策|文件|法规|规章|规范性|通知|公告|公示|解读|人事|招考|财政|预算|决算"
    r"|规划|计划|总结|公报|年报|年度报告|许可|处罚|执法|采购|招标|项目|应急|动态|要闻|新闻|统计|环保|扶贫|教育|医疗"
)
UNWANTED = lazy_regex(
    r"视频|登录|注册|旅游|投资|微博|微信|客户端|无障碍|繁体|English|链接|导航|搜索|邮箱|地图|关于我们|联系|声明|依申请"
)
SELDOM = lazy_regex(r"专题|领导之窗|领导信息|机构|办事|图片|互动|信箱|留言|咨询|投诉")
"""Names of columns that are looked at when all others were that stand beside them."""
LATE = -0.9
"""What these are worth, and links that are a picture."""
_SITE_MAP = lazy_regex(r"网站地图|站点地图|sitemap", re.IGNORECASE)
_OF_COLUMN = lazy_regex(r"/(?:(?:index|list|moreinfo)\.\w+)?$")
"""Addresses of columns: believed of a link that is a picture of 更多."""

_MORE = lazy_regex(r"^[\s>》»\[【]*(?:更多|查看更多|more)[\s>》»+.…\]】]*$", re.IGNORECASE)
"""What leads from a preview on the page of a section to the column."""

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
        columns = tuple(sorted(self._columns.values(), key=lambda column: -_worth(column.name)))
        if not columns:
            seen = "".join(f"；{one.name} 由脚本生成，看到 {'、'.join(one.seen)}" for one in self._unread[:1])
            raise LayoutChanged(self._portal.home, f"栏目（看过 {self._looked} 个页面{seen}）")
        families = Counter(column.family for column in columns)
        family, votes = families.most_common(1)[0]
        sample = self._sample(columns)
        return Probed(
            self._portal.home,
            _site_name(home),
            family if votes * 2 > len(columns) and family != "generic" else None,
            columns,
            sample,
            self._other_hosts(sample),
            self._looked,
            tuple(self._unread),
            tuple(self._failed),
        )

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
            whole = kind != "list" or _SITE_MAP.search(candidate.name)
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
            pictured = not link.text and _OF_COLUMN.search(link.url)
            if only is None or only.search(link.text) or pictured or _MORE.match(link.text):
                self._push(link.url, link.text, depth, 0.0 if pictured else _worth(link.text))

    def _push(self, address: str, name: str, depth: int, worth: float) -> None:
        url = normal(address)
        if not url or not (is_page(url) or name == "网站地图") or is_endless(url) or worth < LATE:
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


def _worth(text: str) -> float:
    """How likely a link leads to published items: columns have short names of certain words."""
    name = "".join(text.split())
    if _SITE_MAP.search(name):
        return 2.0
    if UNWANTED.search(name):
        return -1.0
    if SELDOM.search(name) or not name:
        return LATE
    if WANTED.search(name):
        return 1.5 if len(name) <= 10 else 0.5 if len(name) <= 16 else -1.0
    return 0.0 if len(name) <= 10 else -1.0


def _site_name(home: Page) -> str:
    for tag in home.tree.iter("meta"):
        if (tag.get("name") or "").lower() == "sitename" and tag.get("content"):
            return " ".join(tag.get("content").split())
    title = " ".join((home.tree.findtext(".//title") or "").split())
    return _SITE_NAME.split(title)[0].strip()
