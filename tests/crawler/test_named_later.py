"""A site is crawled by its address at first, and stands in the configuration later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_portal import Portal
from sqlalchemy import insert, select

from corpus.clock import now
from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from corpus.store import database, schema
from crawler import CrawlReport, crawl
from crawler.fetch import host_of

pytestmark = pytest.mark.any_database


@pytest.fixture
def by_address(portal: Portal) -> str:
    """Its name while it was crawled so; one document was withdrawn meanwhile."""
    name = host_of(portal.server.url)
    crawled(portal, replace(portal.portal, name=name))
    portal.store.withdraw(f"{portal.server.url}/tzgg/6.html")
    return name


def held_back(portal: Portal, name: str) -> dict[str, object]:
    told = {"kind": "text", "title": "", "digest": "", "why": "", "days": 1}
    return told | {
        "url": f"{portal.server.url}/elsewhere/1.html",
        "portal": name,
        "first_seen_at": now(),
        "last_seen_at": now(),
    }


def crawled(
    portal: Portal, settings: PortalSettings, configured: tuple[PortalSettings, ...] = ()
) -> CrawlReport:
    config = replace(portal.config, portal=configured)
    return crawl(settings, portal.store, FileStore(config.files_path), config)


def names(portal: Portal) -> dict[str | None, tuple[int, int]]:
    return {one.portal: (one.documents, one.withdrawn) for one in portal.store.totals().portals}


def test_it_is_one_portal_from_then_on(portal: Portal, by_address: str) -> None:
    assert names(portal) == {by_address: (5, 1)}
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        connection.execute(insert(schema.crawl_lease).values(portal=by_address, due_at=now()))
        connection.execute(insert(schema.held_back).values(held_back(portal, by_address)))
    before, numbers = portal.store.last_revision(), [one.id for one in portal.store.catalogue()]
    own = portal.portal
    portal.server.page("/tzgg/index.html", portal.listing(range(1, 6)))
    report = crawled(portal, own, (own,))
    assert (report.new, report.changed, report.unchanged + report.resting) == (0, 0, 5)
    assert names(portal) == {"p": (5, 1)}
    assert [one.id for one in portal.store.catalogue()] == numbers
    changed = list(portal.store.changes_since(before))
    assert len(changed) == 6
    assert {one.document.portal for one in changed} == {"p"}
    assert {one.version for one in changed} == {1}
    memory = portal.store.crawl_memory
    assert {run.portal for run in memory.runs()} == {"p"} == {one.portal for one in memory.columns()}
    assert list(portal.store.soundness.rows(lambda done, total: None)) == []
    with database.transaction(engine, writes=False) as connection:
        for table in schema.metadata.tables.values():
            if "portal" in table.c:
                assert by_address not in connection.execute(select(table.c.portal)).scalars().all(), table
    engine.dispose()


@pytest.mark.parametrize("other", ["of the same host", "by address", "nobody"])
def test_what_is_not_sure_to_be_it_stays_apart(portal: Portal, by_address: str, other: str) -> None:
    own = portal.portal
    others = {
        "of the same host": (own, replace(own, name="q", home=f"{own.home}q/")),
        "by address": (own, replace(own, name=by_address, home="http://b.test/")),
        "nobody": (),
    }[other]
    crawled(portal, own, others)
    assert by_address in names(portal)


def test_what_is_crawled_by_its_address_at_the_moment_is_taken_over_next_time(
    portal: Portal, by_address: str
) -> None:
    own = portal.portal
    with portal.store.lock(f"crawl {by_address}", RuntimeError()):  # type: ignore[arg-type]
        crawled(portal, own, (own,))
    assert by_address in names(portal)
    crawled(portal, own, (own,))
    assert list(names(portal)) == ["p"]
