"""A crawl of unchanged pages asks the store for at most one row and one transaction a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from small_portal import Portal as SmallPortal
from sqlalchemy import Engine, event

from corpus.config import Config, CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from corpus.store import Remembered, Store, Visits
from crawler import crawl
from sample_portal import Portal, serve


@dataclass
class Questions:
    """What was asked of the database."""

    transactions: int = 0
    documents: int = 0
    """Rows in which a document stands."""
    texts: int = 0
    """Queries that read its text, too."""


@contextmanager
def counted() -> Iterator[Questions]:
    """Count what all engines are asked meanwhile; each query is asked again for the number of its rows."""
    asked = Questions()

    def begin(connection: Any) -> None:
        asked.transactions += 1

    def executed(
        connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        if statement.lstrip().startswith("SELECT"):
            # Where a page is asked for together with its document, there may be none.
            what = "document_id" if "AS document_id" in statement else "*"
            again = cursor.connection.cursor()
            again.execute(f"SELECT count({what}) FROM ({statement}) AS counted", parameters)
            asked.documents += again.fetchone()[0] if "document" in statement else 0
            asked.texts += "document.text" in statement

    event.listen(Engine, "begin", begin)
    event.listen(Engine, "after_cursor_execute", executed)
    try:
        yield asked
    finally:
        event.remove(Engine, "begin", begin)
        event.remove(Engine, "after_cursor_execute", executed)


@pytest.mark.any_database
@pytest.mark.slow
def test_from_the_home_page(store: Store, tmp_path: Path) -> None:
    config = Config(tmp_path, crawl=CrawlSettings(delay_seconds=0))
    with serve(Portal()) as server:
        portal = PortalSettings("p", server.url, private_hosts=("127.0.0.1",))
        files = FileStore(config.files_path)
        held = crawl(portal, store, files, config).new
        with counted() as asked:
            report = crawl(portal, store, files, config)
    assert report.unchanged == held == len(server.portal.expected)
    assert asked.documents <= held
    assert asked.transactions <= held
    assert asked.texts == 0


def test_from_the_columns_of_the_configuration(portal: SmallPortal) -> None:
    portal.list(range(1, 25))
    portal.crawl()
    with counted() as asked:
        assert portal.crawl().unchanged == 24
    assert asked.documents <= 24
    assert asked.transactions <= 24
    assert asked.texts == 0


def test_what_left_the_beginning_of_a_list_is_asked_about_together(
    portal: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.list(range(1, 41))
    portal.crawl()
    portal.server.page("/tzgg/index.html", portal.listing(range(1, 21)))
    asked: list[int] = []
    recall = Visits.recall

    def counting(self: Visits, urls: Sequence[str]) -> dict[str, Remembered]:
        asked.append(len(urls))
        return recall(self, urls)

    monkeypatch.setattr(Visits, "recall", counting)
    assert portal.crawl().unchanged == 40
    assert len(asked) < 10
