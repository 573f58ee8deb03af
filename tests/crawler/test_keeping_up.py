"""Crawl after crawl: what is read again, what rests, and who may crawl at the same time."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hostile.server import Exchange, hostile_server
from small_portal import Portal, article, listing

from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from crawler import crawl, crawl_all
from crawler.fetch import Stopped, Throttle
from crawler.pages.errors import CrawlBusy

OLD = timedelta(days=100)


def paged(portal: Portal, pages: int, first: int = 1) -> None:
    """A column of so many list pages with three documents each, the newest first."""
    for page in range(pages):
        numbers = [20 - first - page * 3 - n for n in range(3)]
        following = f'<a href="/tzgg/index_{page + 1}.html">下一页</a>' if page + 1 < pages else ""
        name = "index" if page == 0 else f"index_{page}"
        portal.server.page(f"/tzgg/{name}.html", listing(numbers, following=following))
        for number in numbers:
            portal.server.page(f"/tzgg/{number}.html", article(number))


def lists_asked(portal: Portal, since: int) -> list[str]:
    return [path for path in portal.server.paths[since:] if "index" in path]


def test_a_list_is_read_until_known_entries_come(portal: Portal) -> None:
    paged(portal, 4)
    assert portal.crawl().new == 12
    paged(portal, 4, first=0)  # one new document came in front
    before = len(portal.server.paths)
    report = portal.crawl()
    assert report.new == 1
    assert lists_asked(portal, before) == ["/tzgg/index.html", "/tzgg/index_1.html"]
    (column,) = portal.store.crawl_memory.columns("p")
    assert (column.entries, column.first_page, column.error) == (12, 3, None)


def test_a_column_is_read_to_its_end_from_time_to_time(portal: Portal) -> None:
    paged(portal, 3)
    portal.crawl()
    before = len(portal.server.paths)
    portal.crawl(full_read_days=0)
    assert len(lists_asked(portal, before)) == 3


def test_a_first_page_that_shrinks_is_noticed_without_reading_on(portal: Portal) -> None:
    paged(portal, 3)
    portal.crawl()
    portal.server.page("/tzgg/index.html", listing([19], following='<a href="/tzgg/index_1.html">下一页</a>'))
    report = portal.crawl()
    assert "上次 3 条" in portal.reasons(report)["/tzgg/index.html"]


def test_an_old_document_rests_and_its_turn_comes(portal: Portal) -> None:
    portal.crawl()
    portal.age(changed=OLD, fetched=timedelta(days=1))
    before = len(portal.server.paths)
    report = portal.crawl()
    assert (report.resting, report.unchanged) == (6, 0)
    assert portal.server.paths[before:] == ["/tzgg/index.html"]
    portal.age(changed=OLD, fetched=timedelta(days=11))
    assert portal.crawl().unchanged == 6


def test_even_the_oldest_document_is_looked_at_in_the_end(portal: Portal) -> None:
    portal.crawl()
    portal.age(changed=100 * OLD, fetched=timedelta(days=31))
    assert portal.crawl().unchanged == 6


def test_a_listed_date_that_moved_wakes_a_resting_document(portal: Portal) -> None:
    portal.crawl()
    portal.age(changed=OLD, fetched=timedelta(days=1))
    portal.server.page("/tzgg/index.html", listing([1, 2, 3, 4, 5, 6]).replace("2024-03-03", "2024-05-03"))
    portal.server.page("/tzgg/2.html", article(2).replace("2024-03-03", "2024-05-03"))
    report = portal.crawl()
    assert (report.changed, report.resting) == (1, 5)


def test_resting_documents_are_not_asked_for_by_a_crawl_from_the_home_page(portal: Portal) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    portal.crawl(discover=True)
    assert portal.store.totals().documents == 6
    portal.age(changed=OLD, fetched=timedelta(days=1))
    before = len(portal.server.paths)
    report = portal.crawl(discover=True)
    assert (report.resting, report.failed, report.problems) == (6, 0, ())
    asked = {path for path in portal.server.paths[before:] if "sitemap" not in path}
    assert asked == {"/", "/tzgg/index.html"}


@pytest.mark.any_database
def test_what_a_sitemap_says_has_changed_since_is_asked_for(portal: Portal) -> None:
    portal.server.page("/", "<html><body>政府网站</body></html>")
    mapped = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
    place = f"<url><loc>{portal.server.url}/tzgg/{{}}.html</loc><lastmod>{{}}</lastmod></url>"

    def map_as_of(day: str) -> None:
        portal.server.page(
            "/sitemap.xml", mapped.format(place.format(1, day) + place.format(2, "2020-01-01"))
        )

    map_as_of("2020-01-01")
    portal.crawl(discover=True)
    assert portal.store.totals().documents == 2
    portal.age(changed=OLD, fetched=timedelta(days=3))
    before = len(portal.server.paths)
    portal.crawl(discover=True)
    assert not [path for path in portal.server.paths[before:] if "tzgg" in path]
    map_as_of((datetime.now(timezone.utc) + timedelta(days=1)).date().isoformat())
    portal.crawl(discover=True)
    assert [path for path in portal.server.paths[before:] if "tzgg" in path] == ["/tzgg/1.html"]


def test_pages_that_fail_remember_where_their_link_stands(portal: Portal) -> None:
    del portal.server.routes["/tzgg/4.html"]
    portal.crawl()
    (found,) = portal.store.visits.recall([portal.server.url + "/tzgg/4.html"]).values()
    state = found.page
    assert (state.status, state.portal) == (404, "p")
    assert state.found_on == portal.server.url + "/tzgg/index.html"


def test_a_portal_that_keeps_refusing_is_left_in_peace(portal: Portal) -> None:
    for number in range(1, 7):
        portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange: exchange.answer("", 403)
    report = portal.crawl()
    assert report.stopped is not None
    assert "拒绝" in report.stopped
    assert len([path for path in portal.server.paths if path != "/tzgg/index.html"]) == 5
    (run,) = portal.store.crawl_memory.runs("p")
    assert (run.problem, run.finished_at) == (report.stopped, None)
    portal.list(range(1, 7))
    assert portal.crawl().new == 6
    assert portal.store.crawl_memory.runs("p")[0].problem is None


def test_two_crawls_of_one_portal_do_not_meet(portal: Portal) -> None:
    held = CrawlBusy("held by a test")
    with portal.store.lock("crawl p", held), pytest.raises(CrawlBusy, match="正在采集 p"):
        portal.crawl()
    assert portal.crawl().new == 6


def slow(exchange: Exchange) -> None:
    time.sleep(0.2)
    exchange.answer(article(int(exchange.path.rpartition("/")[2].partition(".")[0])))


def test_portals_are_crawled_side_by_side_and_each_host_gets_one_request_at_a_time(portal: Portal) -> None:
    running, most = Counter[str](), Counter[str]()
    together = threading.Lock()

    def counted(host: str) -> Callable[[Exchange], None]:
        def respond(exchange: Exchange) -> None:
            with together:
                running.update([host, "all"])
                most[host], most["all"] = (max(most[key], running[key]) for key in (host, "all"))
            time.sleep(0.2)
            with together:
                running.subtract([host, "all"])
            exchange.answer(article(int(exchange.path.rpartition("/")[2].partition(".")[0])))

        return respond

    with hostile_server() as other:
        for server in (portal.server, other):
            server.page("/tzgg/index.html", listing(list(range(1, 7))))
            for number in range(1, 7):
                server.routes[f"/tzgg/{number}.html"] = counted(server.url)
        portals = [
            portal.portal,
            replace(portal.portal, name="q"),
            replace(portal.portal, name="other", home=other.url + "/"),
        ]
        files = FileStore(portal.config.files_path)
        patient = replace(portal.config.crawl, timeout_seconds=30, deadline_seconds=60)
        reports = dict(crawl_all(portals, portal.store, files, replace(portal.config, crawl=patient)))
    assert {p.name: r.failed for p, r in reports.items()} == {"p": 0, "q": 0, "other": 0}  # type: ignore[union-attr]
    assert most == {portal.server.url: 1, other.url: 1, "all": 2}


def test_a_broken_portal_does_not_stop_the_others(portal: Portal) -> None:
    bad = PortalSettings("bad", "http://127.0.0.1:9/", private_hosts=("127.0.0.1",))
    files = FileStore(portal.config.files_path)
    with portal.store.lock("crawl busy", CrawlBusy("busy")):
        portals = [bad, replace(portal.portal, name="busy"), portal.portal]
        reports = {p.name: r for p, r in crawl_all(portals, portal.store, files, portal.config)}
    assert isinstance(reports["busy"], CrawlBusy)
    assert reports["p"].new == 6  # type: ignore[union-attr]
    assert not reports["bad"].read  # type: ignore[union-attr]


def test_leaving_the_crawls_ends_them_at_their_next_request(portal: Portal) -> None:
    for number in range(1, 7):
        portal.server.routes[f"/tzgg/{number}.html"] = slow
    files = FileStore(portal.config.files_path)
    bad = PortalSettings("bad", "http://127.0.0.1:9/", private_hosts=("127.0.0.1",))
    crawls = crawl_all([bad, portal.portal], portal.store, files, portal.config)
    next(iter(crawls))
    assert isinstance(crawls, Generator)
    crawls.close()
    assert portal.store.totals().documents < 6
    report = portal.crawl()
    assert report.resumed
    assert portal.store.totals().documents == 6


def test_a_shorter_delay_of_one_portal_is_its_hosts_alone() -> None:
    throttle = Throttle(2.0)
    throttle.set_delay("a", 0.5)
    throttle.ask_for("b", 5.0)
    assert [throttle.delay_of(host) for host in "abc"] == [0.5, 5.0, 2.0]


def test_one_crawl_takes_the_throttle_it_is_given(portal: Portal) -> None:
    throttle = Throttle(0)
    throttle.stop.set()
    with pytest.raises(Stopped):
        crawl(portal.portal, portal.store, FileStore(portal.data), portal.config, throttle=throttle)
    assert portal.server.seen == []
