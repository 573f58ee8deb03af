"""Does a portal still read as it used to? One page of each column, and one document, without storing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.config import Config
from corpus.fields import NAMES
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.records import ColumnState, Document, Entry
from corpus.store import Store
from crawler.extract import extract
from crawler.families import ListPage, seen_in_scripts
from crawler.pages.errors import CrawlError
from crawler.pages.page import Page
from crawler.walk.column_history import FAR_FEWER
from crawler.walk.configured_columns import start_of
from crawler.walk.page_fetcher import PageFetcher

COMPARED = ("title", "text", "published_on", "document_number", "index_number", "agency")
"""What a document had and must still have."""


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """How a column reads now."""

    portal: str
    name: str
    url: str
    entries: int
    latest: date | None
    family: str | None
    document: str | None
    """Address of the document that was read again."""
    problems: tuple[str, ...]
    """Chinese sentences: what no longer parses, and what to do; empty when all is well."""


def check(portal: PortalSettings, store: Store, config: Config) -> Iterator[ColumnCheck]:
    """Read the first page of each configured column, or of those that the last crawl found."""
    known = {state.url: state for state in store.crawl_memory.columns(portal.name)}
    columns = portal.column or tuple(ColumnSettings(s.name, s.url) for s in known.values())
    urls = tuple(ColumnSettings(c.name, start_of(portal.home, c)) for c in columns)
    with PageFetcher(replace(portal, column=urls), config) as fetcher:
        for column in urls:
            yield _check(fetcher, portal, store, column, known.get(column.url))


def _check(
    fetcher: PageFetcher,
    portal: PortalSettings,
    store: Store,
    column: ColumnSettings,
    before: ColumnState | None,
) -> ColumnCheck:
    blank = ColumnCheck(portal.name, column.name, column.url, 0, None, None, None, ())
    family = portal.family or None
    try:
        page = fetcher.list_in_frame(fetcher.page(column.url), family)
        listed = fetcher.list_page(page, family)
    except CrawlError as error:
        return replace(blank, problems=(str(error),))
    problems = list(_of_list(listed, before, page))
    entry, held = _stored(listed, store)
    if entry and held:
        try:
            problems += _of_document(fetcher.page(entry.url), held, family)
        except CrawlError as error:
            problems.append(f"文件 {entry.url}：{error}")
    days = [entry.published_on for entry in listed.entries if entry.published_on]
    return replace(
        blank,
        entries=len(listed.entries),
        latest=max(days, default=None),
        family=listed.family,
        document=entry.url if entry else None,
        problems=tuple(problems),
    )


def _of_list(listed: ListPage, before: ColumnState | None, page: Page) -> Iterator[str]:
    had = before.first_page if before else 0
    found = len(listed.entries)
    if not found:
        yield "列表中没有条目，网站可能已改版。请用 gongkai portal probe 重新查找栏目。"
        if seen := seen_in_scripts(page):
            told = "、".join(seen)
            yield f"列表可能由脚本生成，没有读出来。看到的有：{told}。请把答复列表的网址写作栏目的 url。"
        return
    if found < had * FAR_FEWER:
        yield f"列表只有 {found} 条，上次有 {had} 条。请打开栏目核对。"
    if found > 1 and len({entry.title for entry in listed.entries}) == 1:
        yield "各条目的标题都相同，网站可能已改版。请用 gongkai entries 核对。"
    if before and before.entries > before.first_page > 0 and not listed.next:
        yield "找不到下一页，上次不止一页。请用 gongkai entries 核对。"


def _stored(listed: ListPage, store: Store) -> tuple[Entry | None, Document | None]:
    """The first listed document that the store holds."""
    for entry in listed.entries:
        held = store.by_url(entry.url)
        if held is not None and held.withdrawn_at is None and held.page_sha256 and held.document.text:
            return entry, held.document
    return None, None


def _of_document(page: Page, held: Document, family: str | None) -> Iterator[str]:
    now = extract(page, family)
    lost = [key for key in COMPARED if getattr(held, key) and not getattr(now, key)]
    if "agency" in lost and not held.document_number:
        lost.remove("agency")  # it may be the portal's own, from the configuration
    if lost:
        names = "、".join(NAMES[key] for key in lost)
        yield f"文件 {held.url} 读不出{names}了，网站可能已改版。请用 gongkai extract 核对。"
