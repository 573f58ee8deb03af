"""Clocks that were, or are, wrong: this machine's and the portal's."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hostile.server import Exchange
from small_portal import Portal, article, listing

from corpus.clock import age
from corpus.inspection import Kind, inspect
from corpus.store import database, schema
from crawler.fetch.clock import PortalClock

pytestmark = pytest.mark.any_database

AHEAD = datetime(2100, 1, 1, tzinfo=timezone.utc)
NOW = datetime.now(timezone.utc)

REMEMBERED = [
    schema.page.c.fetched_at,
    schema.page.c.missing_since,
    schema.document.c.changed_at,
    schema.document.c.first_seen_at,
    schema.crawled_column.c.checked_at,
    schema.crawled_column.c.read_whole_at,
    schema.crawl_run.c.started_at,
    schema.crawl_run.c.finished_at,
]


def set_times(portal: Portal, *columns: object, to: datetime = AHEAD) -> None:
    """Make these times, where there are any, look as if written by a clock that was wrong."""
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        for column in columns:
            values = {column.name: to}  # type: ignore[attr-defined]
            connection.execute(column.table.update().where(column.is_not(None)).values(values))  # type: ignore[attr-defined]
    engine.dispose()


def dated(portal: Portal, path: str, date: datetime, body: str = "", status: int = 200, **more: str) -> None:
    """Serve a page with a Date of its own in place of the server's."""

    def respond(exchange: Exchange) -> None:
        exchange.date_time_string = lambda timestamp=None: format_datetime(date, usegmt=True)  # type: ignore[method-assign]
        exchange.answer(body, status, **more)

    portal.server.routes[path] = respond


def at(portal: Portal, date: datetime, gone: int | None = None) -> None:
    """The whole portal tells this time; one document may be gone."""
    dated(portal, "/robots.txt", date, status=404)
    dated(portal, "/tzgg/index.html", date, listing([1, 2, 3, 4, 5, 6]))
    for number in range(1, 7):
        body, status = ("", 404) if number == gone else (article(number), 200)
        dated(portal, f"/tzgg/{number}.html", date, body, status)


def test_a_time_to_come_is_no_age() -> None:
    assert age(None) is None
    assert age(AHEAD) is None
    assert (age(NOW) or timedelta()) >= timedelta(0)


@pytest.mark.parametrize("discover", [False, True])
def test_what_a_clock_wrote_that_was_ahead_is_due(portal: Portal, discover: bool) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    portal.crawl(discover=discover)
    set_times(portal, *REMEMBERED)
    portal.server.page("/tzgg/index.html", listing([1, 2, 3, 4, 5, 6, 7]))
    portal.server.page("/tzgg/7.html", article(7))
    portal.server.page("/tzgg/3.html", article(3, body="本通知已经修改，请以此为准。" * 3))
    report = portal.crawl(discover=discover)
    assert (report.new, report.changed, report.unchanged, report.resting) == (1, 1, 5, 0)
    (column,) = portal.store.crawl_memory.columns("p")
    assert age(column.read_whole_at) is not None


def test_a_document_that_no_list_names_is_looked_at_though_its_visit_is_to_come(portal: Portal) -> None:
    portal.crawl()
    set_times(portal, schema.page.c.fetched_at)
    portal.server.page("/tzgg/index.html", listing([1, 2, 3]))
    before = len(portal.server.paths)
    portal.crawl()
    assert {f"/tzgg/{number}.html" for number in range(1, 7)} <= set(portal.server.paths[before:])


def test_a_run_of_a_clock_that_was_ahead_is_not_gone_on_with(portal: Portal) -> None:
    portal.crawl()
    set_times(portal, *REMEMBERED)
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        connection.execute(schema.crawl_run.update().values(finished_at=None))
    engine.dispose()
    report = portal.crawl()
    assert not report.resumed
    assert report.unchanged == 6


def test_a_page_missed_by_a_clock_that_was_ahead_is_withdrawn_in_its_time(portal: Portal) -> None:
    portal.crawl()
    del portal.server.routes["/tzgg/4.html"]
    portal.crawl(missing_hours=24)
    set_times(portal, schema.page.c.missing_since)
    assert portal.crawl(missing_hours=24).withdrawn == 0
    set_times(portal, schema.page.c.missing_since, to=NOW - timedelta(hours=25))
    assert portal.crawl(missing_hours=24).withdrawn == 1


@pytest.mark.parametrize("days", [-4000, -3, 2, 4000])
def test_nothing_is_withdrawn_while_the_clocks_differ(portal: Portal, days: int) -> None:
    portal.crawl()
    at(portal, NOW, gone=4)
    portal.crawl()
    at(portal, NOW + timedelta(days=days), gone=4)
    report = portal.crawl()
    assert (report.withdrawn, report.missing) == (0, 1)
    told = f"网站的时间比本机{'慢' if days < 0 else '快'} {abs(days)} 天"
    assert told in portal.reasons(report)["/"]
    inspection = inspect(portal.store, portal.config)
    (finding,) = inspection.select(Kind.CLOCK_OFF)
    assert told in finding.says
    at(portal, NOW, gone=4)
    assert portal.crawl().withdrawn == 1
    assert not inspect(portal.store, portal.config).select(Kind.CLOCK_OFF)


def test_a_wrong_clock_does_not_say_since_when_a_page_is_missing(portal: Portal) -> None:
    portal.crawl()
    at(portal, NOW + timedelta(days=9), gone=4)
    portal.crawl()
    at(portal, NOW, gone=4)
    assert portal.crawl().withdrawn == 0
    assert portal.crawl().withdrawn == 1


def test_the_old_date_of_a_cache_is_no_wrong_clock(portal: Portal) -> None:
    at(portal, NOW)
    dated(portal, "/tzgg/2.html", NOW - timedelta(days=40), article(2))
    assert portal.reasons(portal.crawl()) == {}
    hours = PortalClock()
    hours.hear({"Date": format_datetime(NOW - timedelta(days=3), usegmt=True), "Age": str(3 * 86_400)})
    assert not hours.is_off


@pytest.mark.parametrize(
    "told", ["", "yesterday", "Mon, 99 Foo 2024 99:99:99 GMT", "Fri, 31 Dec 9999 23:59:59 -0800"]
)
def test_a_date_that_cannot_be_read_says_nothing(told: str) -> None:
    clock = PortalClock()
    clock.hear({"Date": told})
    assert clock.offset is None
