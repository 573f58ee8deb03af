"""A worker: crawls portals as they become due, beside others that share the store, on whatever machines."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from corpus.clock import now
from corpus.config import Config
from corpus.errors import FilesUnreachable, GongkaiError, StoreBusy, StoreUnreachable
from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from corpus.store import Store
from crawler.pages.errors import CrawlBusy
from crawler.walk.crawl import crawl
from crawler.walk.report import CrawlEvent, CrawlReport
from crawler.walk.shared_throttle import SharedThrottle

LOOKS = 5.0
"""Seconds between two looks for a portal that is due. A guess."""

AGAIN_HOURS = 1.0
"""After which a portal that could not be read is due again, where it is not sooner anyway. A guess."""

SIGNS = 3
"""Signs of life in the time of a lease."""

Outcome = tuple[PortalSettings, CrawlReport | GongkaiError]


class Worker:
    """Takes portals by leases, which it renews while it crawls; what it had falls to others when it dies."""

    def __init__(
        self,
        portals: Sequence[PortalSettings] | Callable[[], Sequence[PortalSettings]],
        store: Store,
        files: FileStore,
        config: Config,
        *,
        once: bool = False,
        progress: Callable[[CrawlEvent], None] | None = None,
    ) -> None:
        """`portals`, or what tells them, asked before every look; `once`: end when nothing is due and
        nothing is under way."""
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:4]}"
        self._wanted = portals if callable(portals) else lambda: portals
        self._portals = {portal.name: portal for portal in self._wanted()}
        self._store = store
        self._files = files
        self._config = config
        self._once = once
        self._progress = progress
        self._throttle = SharedThrottle(config.crawl, store.host_turns, self.name)
        self._running: dict[Future[CrawlReport], PortalSettings] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """What became of each portal, as it is done. Closing it stops all at their next request.

        A database that is away is waited for: what it acknowledged is kept, the rest is crawled again.
        """
        looks = min(LOOKS, self._config.crawl.lease_seconds / SIGNS)
        with ThreadPoolExecutor(self._config.crawl.portals_at_once, thread_name_prefix="crawl") as pool:
            try:
                while True:
                    with suppress(StoreUnreachable, StoreBusy):
                        self._look(pool)
                        if self._once and not self._running:
                            return
                    if self._running:
                        wait(self._running, looks, FIRST_COMPLETED)
                    else:
                        self._throttle.pause(looks)
                    for done in [future for future in self._running if future.done()]:
                        yield self._ended(done, self._running.pop(done))
            finally:
                self._throttle.stop.set()
                pool.shutdown(cancel_futures=True)
                for portal in self._running.values():
                    with suppress(StoreUnreachable, StoreBusy):
                        self._store.leases.give_back(portal.name, self.name)

    def _look(self, pool: ThreadPoolExecutor) -> None:
        """Give a sign of life; take what is due as far as there is room."""
        seconds, leases = self._config.crawl.lease_seconds, self._store.leases
        leases.renew([portal.name for portal in self._running.values()], self.name, seconds)
        self._portals = {portal.name: portal for portal in self._wanted()}
        leases.schedule(self._portals)
        while len(self._running) < self._config.crawl.portals_at_once:
            lease = leases.take(self._portals, self.name, seconds)
            if lease is None:
                return
            portal = self._portals[lease.portal]
            self._running[pool.submit(self._crawl, portal)] = portal

    def _crawl(self, portal: PortalSettings) -> CrawlReport:
        return crawl(
            portal,
            self._store,
            self._files,
            self._config,
            progress=self._progress,
            throttle=self._throttle,
        )

    def _ended(self, done: Future[CrawlReport], portal: PortalSettings) -> Outcome:
        try:
            outcome: CrawlReport | GongkaiError = done.result()
        except GongkaiError as error:
            outcome = error
        hours = portal.every_hours if portal.every_hours is not None else self._config.crawl.every_hours
        if isinstance(outcome, GongkaiError) or not outcome.read:
            hours = min(hours, AGAIN_HOURS)
        if isinstance(outcome, StoreUnreachable | StoreBusy):
            # No fault of the portal's.
            hours = 0.0
        if isinstance(outcome, CrawlBusy | FilesUnreachable):
            # Somebody else is at it, whose lease ended for want of a sign; or the bucket is away for a while.
            hours = self._config.crawl.lease_seconds / 3600
        with suppress(StoreUnreachable, StoreBusy):
            self._store.leases.give_back(portal.name, self.name, now() + timedelta(hours=hours))
        return portal, outcome
