"""A portal of one column on a server that a test can make misbehave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from databases import config_at
from hostile.server import HostileServer

from corpus.config import Config, CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.records import Document
from corpus.store import Store, database, schema
from crawler import CrawlReport, Word, crawl

PARAGRAPH = "为做好本县防汛抗旱工作，各乡镇应当落实责任，备足物资，加强值守，及时报告险情。"


def article(number: int, *, body: str = PARAGRAPH, extra: str = "") -> str:
    return (
        f"<html><head><title>关于第{number}号防汛工作的通知</title></head><body>"
        f"<h1>关于第{number}号防汛工作的通知</h1>"
        f"<div>发布日期：2024-03-{number % 27 + 1:02d} 来源：县水利局</div>"
        f'<div class="TRS_Editor"><p>{body}</p><p>第{number}项措施须于本月底前完成。</p>{extra}</div>'
        "</body></html>"
    )


def listing(numbers: list[int], *, following: str = "") -> str:
    rows = "".join(
        f'<li><a href="/tzgg/{n}.html">关于第{n}号防汛工作的通知</a>'
        f"<span>2024-03-{n % 27 + 1:02d}</span></li>"
        for n in numbers
    )
    return f'<html><body><ul class="list">{rows}</ul>{following}</body></html>'


class Portal:
    """A small portal on the test's server, crawled into the test's store."""

    def __init__(self, server: HostileServer, store: Store, data: Path) -> None:
        self.server, self.store, self.data = server, store, data
        self.settings = CrawlSettings(
            delay_seconds=0, timeout_seconds=4, deadline_seconds=8, retries=0, missing_hours=0,
            max_page_bytes=200_000,
        )  # fmt: skip
        self.columns: tuple[tuple[str, str], ...] = (("通知公告", "tzgg/index.html"),)
        self.list(range(1, 7))

    def list(self, numbers: range) -> None:
        self.server.page("/tzgg/index.html", listing(list(numbers)))
        for number in numbers:
            self.server.page(f"/tzgg/{number}.html", article(number))

    @property
    def portal(self) -> PortalSettings:
        return PortalSettings(
            name="p",
            home=self.server.url + "/",
            private_hosts=("127.0.0.1",),
            column=tuple(ColumnSettings(name, url) for name, url in self.columns),
        )

    @property
    def config(self) -> Config:
        return config_at(self.data, crawl=self.settings)

    def listing(self, numbers: range) -> str:
        """A list of these alone."""
        return listing(list(numbers))

    def crawl(
        self, limit: int | None = None, *, discover: bool = False, word: Word | None = None, **changes: object
    ) -> CrawlReport:
        config = replace(self.config, crawl=replace(self.settings, **changes))  # type: ignore[arg-type]
        portal = replace(self.portal, column=()) if discover else self.portal
        return crawl(portal, self.store, FileStore(config.files_path), config, limit=limit, word=word)

    def age(self, changed: timedelta, fetched: timedelta) -> None:
        """Make every document look as if it last changed, and was last visited, so long ago."""
        now, engine = datetime.now(timezone.utc), database.connect(self.config.store_url)
        with database.transaction(engine, writes=True) as connection:
            connection.execute(schema.document.update().values(changed_at=now - changed))
            connection.execute(schema.page.update().values(fetched_at=now - fetched))
        engine.dispose()

    def documents(self) -> dict[str, Document]:
        stored = self.store.catalogue()
        return {s.document.url.removeprefix(self.server.url): s.document for s in stored}

    def reasons(self, report: CrawlReport) -> dict[str, str]:
        return {p.url.removeprefix(self.server.url): p.reason for p in report.problems}
