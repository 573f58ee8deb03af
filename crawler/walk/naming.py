"""A site that was crawled by its address alone, and is configured since under another name, is one portal."""

from __future__ import annotations

from corpus.config import Config
from corpus.portal_settings import PortalSettings
from corpus.store import Store
from crawler.fetch import host_of
from crawler.pages.errors import CrawlBusy

WWW = "www."


def take_over(portal: PortalSettings, store: Store, config: Config) -> None:
    """Give what was crawled by the address of a configured portal that portal's name.

    Not where another one has that host, too; while it is crawled by its address, the next crawl does it.
    Raises StoreError.
    """
    own = _host(portal.home)
    if any(_host(other.home) == own for other in config.portal if other.name != portal.name):
        return
    if all(one.name != portal.name for one in config.portal):
        return
    configured = {one.name for one in config.portal}
    for former in sorted({own, WWW + own} - configured):
        if not store.crawl_memory.is_known(former):
            continue
        busy = CrawlBusy(former)
        try:
            with store.lock(f"crawl {former}", busy):
                store.crawl_memory.rename(former, portal.name)
        except CrawlBusy:
            continue


def _host(home: str) -> str:
    return host_of(home).removeprefix(WWW)
