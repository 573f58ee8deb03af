"""A crawl that somebody begins from a page: a process of its own, which ends with the one that began it.

`Orders` is the side of the interface, for looks at portals too; the programs are `crawler.ordered_crawl` and
`crawler.probing`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from corpus.config import Config
from corpus.errors import StoreError
from corpus.portal_faults import identity
from corpus.probes import begun as probe_begun
from corpus.store import open_store
from corpus.workers import Errands
from crawler.pages.errors import CrawlBusy, CrawlUnstarted, ProbeBusy, TooManyProbes

MOST_PROBES = 3
"""Looks at portals at one time, of all machines together. A guess."""


@dataclass(frozen=True, slots=True)
class Order:
    """Crawl a portal, or one column of it alone, in the name of somebody."""

    portal: str
    column: str | None
    by: str

    @property
    def subject(self) -> str:
        """In words."""
        return f"{self.portal} · {self.column}" if self.column else self.portal


class Orders:
    """Begins crawls, one of a portal at a time; what other processes crawl, the store's lock keeps apart."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = Lock()
        self._errands = Errands()

    def start(self, portal: str, column: str | None, by: str) -> None:
        """Have it crawled from now on. Raises CrawlBusy while a crawl of it that was begun here goes on,
        CrawlUnstarted."""
        with self._lock:
            key = "crawl", portal
            if self._errands.is_running(key):
                raise CrawlBusy(portal)
            self._begin(key, portal, "crawler.ordered_crawl", Order(portal, column, by))

    def probe(self, home: str, by: str) -> None:
        """Have a portal looked at; the store has what is seen. Raises ProbeBusy while it is looked at,
        TooManyProbes, CrawlUnstarted, StoreError."""
        key = "probe", identity(home)
        with self._lock, open_store(self._config.store_url) as store:
            known = store.probes.known(home)
            if self._errands.is_running(key) or (known is not None and known.running):
                raise ProbeBusy(home)
            if store.probes.under_way() >= MOST_PROBES:
                raise TooManyProbes(MOST_PROBES)
            state = probe_begun(home, by)
            store.probes.keep(state)
            try:
                self._begin(key, home, "crawler.probing", state)
            except CrawlUnstarted as error:
                with suppress(StoreError):
                    store.probes.keep(state.seen(ended=True, problem=str(error)))
                raise

    def _begin(self, key: tuple[str, str], subject: str, program: str, order: object) -> None:
        try:
            self._errands.begin(key, program, (self._config, order))
        except OSError as error:
            raise CrawlUnstarted(subject) from error

    def wait(self, seconds: float) -> None:
        """Until all have ended. Raises subprocess.TimeoutExpired."""
        self._errands.wait(seconds)

    def close(self) -> None:
        """Have them end at their next request; what they stored stays, and the next crawl goes on."""
        self._errands.close()
