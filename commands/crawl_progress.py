"""Crawling with its progress."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import crawler
from console import Progress
from corpus.config import Config
from corpus.current_config import CurrentConfig
from corpus.errors import GongkaiError
from corpus.file_place import open_files
from corpus.portal_settings import PortalSettings
from corpus.store import Store


def crawl_with_progress(
    portals: list[PortalSettings],
    store: Store,
    config: Config,
    limit: int | None,
    word: crawler.Word | None = None,
) -> Iterator[tuple[PortalSettings, crawler.CrawlReport | GongkaiError]]:
    """What became of each portal, as it is done."""
    files = open_files(config)
    with _shown(portals) as on_event:
        yield from crawler.crawl_all(portals, store, files, config, limit=limit, word=word, progress=on_event)


def unpaused(config: Config) -> list[PortalSettings]:
    """The portals that are crawled without being named."""
    return [portal for portal in config.portal if not portal.rests]


def named(config: Config, names: Sequence[str], typed: list[PortalSettings]) -> list[PortalSettings]:
    """The portals of these names that are still configured, paused or not, and addresses that were typed."""
    addresses = [portal for portal in typed if portal.name not in names]
    return [*(portal for portal in config.portal if portal.name in names), *addresses]


def work_with_progress(
    names: Sequence[str], portals: list[PortalSettings], store: Store, current: CurrentConfig, once: bool
) -> Iterator[tuple[PortalSettings, crawler.CrawlReport | GongkaiError]]:
    """What became of each portal that was due, as it is done.

    Without `names` all portals that are not paused. What is written in the browser meanwhile holds.
    """
    config = current.get()
    with _shown(portals) as on_event:
        files = open_files(config)
        worker = crawler.Worker(
            lambda: named(current.get(), names, portals) if names else unpaused(current.get()),
            store,
            files,
            config,
            once=once,
            progress=on_event,
        )
        yield from worker.outcomes()


@contextmanager
def _shown(portals: list[PortalSettings]) -> Iterator[Callable[[crawler.CrawlEvent], None]]:
    """What tells of each request how many there were."""
    label = f"采集 {portals[0].name}" if len(portals) == 1 else f"采集 {len(portals)} 个门户"
    requests: dict[str, int] = {}
    one_at_a_time = threading.Lock()
    with Progress(label, "页") as progress:

        def on_event(event: crawler.CrawlEvent) -> None:
            with one_at_a_time:
                requests[event.portal] = event.requests
                progress.update(sum(requests.values()), note=event.url)

        yield on_event
