"""The crawl of a portal: the only place where fetcher, family and store meet."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from corpus.config import Config, PortalSettings
from corpus.files import FileStore
from corpus.store import Store
from crawler.addresses import normal
from crawler.columns import crawl_columns
from crawler.discover import discover
from crawler.documents import Recorder
from crawler.fetch import Answer, Client, Guard, Throttle, host_of
from crawler.recheck import recheck
from crawler.report import CrawlEvent, CrawlReport, Tally
from crawler.run import Enough, PortalDown, Run
from crawler.visit import Visitor


def crawl(
    portal: PortalSettings,
    store: Store,
    files: FileStore,
    config: Config,
    *,
    limit: int | None = None,
    progress: Callable[[CrawlEvent], None] | None = None,
) -> CrawlReport:
    """Pull a portal's documents into the store; `limit` bounds the detail pages visited.

    What cannot be read is in the report. Raises StoreError when the store cannot take more. Whatever stops a
    crawl, all that was stored stays, and the next one goes on where it was.
    """
    started = time.monotonic()
    memory = store.crawl_memory
    state, resumed = memory.begin_run(portal.name)
    guard = Guard(_hosts(portal), portal.private_hosts)
    delay = config.crawl.delay_seconds if portal.delay_seconds is None else portal.delay_seconds
    client = Client(config.crawl, guard, Throttle(delay))
    tally = Tally(portal.name, client, progress)
    visitor = Visitor(client, memory, files, portal.home, state.started_at if resumed else None)
    recorder = Recorder(portal, store, visitor, config.crawl.max_attachment_bytes, tally.problem)
    most = min(limit or config.crawl.max_documents, config.crawl.max_documents)
    run = Run(portal, config.crawl, store, Guard(_page_hosts(portal)), visitor, recorder, tally, most)
    try:
        complete = _work(run)
    finally:
        client.close()
    if complete:
        memory.finish_run(portal.name)
    return tally.report(time.monotonic() - started, resumed, complete)


def fetch(url: str, config: Config, private_hosts: Sequence[str] = ()) -> Answer:
    """One page, as politely as in a crawl. Raises FetchError."""
    address = normal(url) or url
    guard = Guard([host_of(address)], private_hosts)
    client = Client(config.crawl, guard, Throttle(config.crawl.delay_seconds))
    try:
        return client.get(address)
    finally:
        client.close()


def _work(run: Run) -> bool:
    """Crawl; False when the portal went away before the end."""
    try:
        if run.portal.column:
            crawl_columns(run)
        else:
            discover(run)
        recheck(run)
    except Enough:
        return True
    except PortalDown:
        run.tally.note(run.portal.home, "网站连续多次没有正常回应，本次采集提前结束；下次运行将接着采集。")
        return False
    return True


def _page_hosts(portal: PortalSettings) -> list[str]:
    """The hosts that hold pages: those of the home page and of the columns."""
    return [host_of(urljoin(portal.home, url)) for url in (portal.home, *(c.url for c in portal.column))]


def _hosts(portal: PortalSettings) -> list[str]:
    return [*_page_hosts(portal), *portal.attachment_hosts]
