"""What a running interface holds: settings, store, files, searcher."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol, cast

from flask import current_app

from corpus.config import Config
from corpus.current_config import CurrentConfig
from corpus.files import FileStore
from corpus.records import Document
from corpus.store import Store, belong_together
from corpus.web_settings import GuideSettings
from indexer import Following, IndexOrders, Searcher
from indexer.duplicates import Counterpart, DuplicateChecker, Posting
from search_web.shared.past_queries import QueryCounter
from search_web.shared.present_guide import present_guide
from search_web.shared.search_limits import SearchLimits

EXTENSION = "gongkai"
"""Its key in `app.extensions`."""


ReadFile = Callable[[bytes, str], Document]
"""Reads the content of a file that somebody hands in, by its name in messages. Raises GongkaiError."""

DrawPage = Callable[[Path, str, int], bytes | None]
"""A page of the file at a path, by its SHA-256 and its number from 1, as WebP; None where it cannot be."""


class CrawlOrders(Protocol):
    """Begins crawls, and looks at portals, in processes of their own."""

    def start(self, portal: str, column: str | None, by: str) -> None:
        """Crawl a portal, or one column alone, for somebody. Raises GongkaiError while it is crawled."""

    def probe(self, home: str, by: str) -> None:
        """Look at a portal; the store has what is seen. Raises GongkaiError while it is looked at."""


Check = Callable[[Posting, int], list[Counterpart]]
"""Finds at most so many counterparts of a posting, best first. Raises CannotCompare, IndexFault."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that the views use; one set for each application."""

    current: CurrentConfig
    store: Store
    files: FileStore
    searcher: Searcher
    query_counter: QueryCounter
    """Of queries that found something."""
    unanswered_counter: QueryCounter
    """Of those that found nothing."""
    checker: DuplicateChecker
    """Asked through `check`."""
    following: Following
    """Of what another machine made beside the index."""
    limits: SearchLimits
    index_orders: IndexOrders
    read_file: ReadFile | None = None
    """None where the interface was made without a reader: uploads are not offered then."""
    draw_page: DrawPage | None = None
    """None where it was made without one: attachments are then not shown as pictures."""
    orders: CrawlOrders | None = None
    """None where it was made without: crawls are then not begun from a page."""
    _checking: Lock = field(default_factory=Lock)

    @property
    def config(self) -> Config:
        """With the portals that were written in the browser meanwhile."""
        return self.current.get()

    @property
    def guide(self) -> GuideSettings:
        """With what staff wrote."""
        return present_guide(self.config.guide, self.store)

    def check(self, posting: Posting, limit: int) -> list[Counterpart]:
        """The counterparts of a posting; the checker answers one thread at a time."""
        with self._checking:
            return self.checker.check(posting, limit)

    def check_store(self) -> None:
        """Raises StoreLost where the store is not the one whose files these are."""
        belong_together(self.store, self.config)

    def close(self) -> None:
        """Count what is not counted yet, and give the store's file back."""
        self.index_orders.close()
        self.following.close()
        self.limits.close()
        self.query_counter.close()
        self.unanswered_counter.close()
        self.store.close()


def services() -> Services:
    """The services of the application that answers this request."""
    return cast(Services, current_app.extensions[EXTENSION])
