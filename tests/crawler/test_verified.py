"""What `gongkai verify --repair` forgets, the next crawl brings."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_portal import Portal, article
from sqlalchemy import update

from commands.verification import Verification
from console.reports.verification import Damage
from corpus.files import FileStore
from corpus.store import database, schema

PDF = b"%PDF-1.4 " + b"x" * 1000


@pytest.fixture
def crawled(portal: Portal) -> Portal:
    portal.list(range(1, 4))
    portal.server.page("/tzgg/1.html", article(1, extra='<p><a href="/f/a.pdf">附件：申请表.pdf</a></p>'))
    portal.server.page("/f/a.pdf", PDF, Content_Type="application/pdf")
    portal.crawl()
    portal.server.seen.clear()
    return portal


def alter(portal: Portal, number: int) -> None:
    engine, table = database.connect(portal.config.store_url), schema.document
    with database.transaction(engine, writes=True) as connection:
        connection.execute(update(table).where(table.c.id == number).values(text="另一段话。"))
    engine.dispose()


def test_all_comes_back_where_all_was_altered(crawled: Portal) -> None:
    """Many documents that are not what was held are believed where what was held is known to be wrong."""
    before = crawled.documents()
    for stored in crawled.store.catalogue():
        alter(crawled, stored.id)
    assert len(verified(crawled, repair=True)) == 3
    assert crawled.crawl().held_back == 0
    assert crawled.documents() == before


def verified(portal: Portal, *, repair: bool = False) -> list[Damage]:
    return list(Verification(portal.config, repair=repair).damages())


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x")])
def test_the_next_crawl_fetches_what_was_forgotten(crawled: Portal, damage: object) -> None:
    files = FileStore(crawled.config.files_path)
    digests = list(files.digests())
    for digest in digests:
        damage(files.path(digest))  # type: ignore[operator]
    told = verified(crawled, repair=True)
    assert len(told) >= 4, "three pages and a file are needed"
    assert all(damage.mended for damage in told)
    crawled.crawl()
    verification = Verification(crawled.config, repair=False)
    assert (list(verification.damages()), verification.looked.awaited) == ([], 0)


def test_the_next_crawl_brings_what_was_altered(crawled: Portal) -> None:
    url = f"{crawled.server.url}/tzgg/2.html"
    before = crawled.store.by_url(url)
    assert before is not None
    alter(crawled, before.id)
    assert [damage.part for damage in verified(crawled, repair=True)] == ["store"]
    assert url not in {stored.document.url for stored in crawled.store.catalogue()}
    crawled.server.page("/tzgg/index.html", crawled.listing(range(3, 4)))
    crawled.crawl()
    after = crawled.store.by_url(url)
    assert after is not None
    assert (after.document, after.version) == (before.document, before.version)
    assert verified(crawled) == []
