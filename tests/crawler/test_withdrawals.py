"""Documents that are gone: a few go by themselves, many wait for the word of staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hostile.server import Exchange
from small_portal import Portal, article

from corpus.clock import now
from corpus.records import Doubt
from corpus.store import database, schema
from crawler import Word

GONE: dict[str, Callable[[Exchange], None]] = {
    "404": lambda exchange: exchange.answer("<h1>404 Not Found</h1><hr>nginx", 404),
    "410": lambda exchange: exchange.answer("", 410),
    "redirect": lambda exchange: (
        exchange.answer("<h1>Welcome!</h1>") if exchange.path == "/" else exchange.redirect("/")
    ),
    "error-page": lambda exchange: (
        exchange.answer("没有找到", 404) if "error" in exchange.path else exchange.redirect("/error.jsp")
    ),
}


def twelve(portal: Portal) -> None:
    portal.list(range(1, 13))
    assert portal.crawl().new == 12


def lose(portal: Portal, numbers: range, kind: str = "404") -> None:
    for number in numbers:
        portal.server.routes[f"/tzgg/{number}.html"] = GONE[kind]


def days_pass(portal: Portal, days: int = 1) -> None:
    """Everything remembered of what was held back happened so many days earlier."""
    engine, table = database.connect(portal.config.store_url), schema.held_back
    with database.transaction(engine, writes=True) as connection:
        for answer in portal.store.held_back.of():
            earlier = {"last_seen_at": answer.last_seen_at - timedelta(days=days)}
            connection.execute(table.update().where(table.c.url == answer.url).values(earlier))
    engine.dispose()


@pytest.mark.parametrize("kind", GONE)
@pytest.mark.parametrize("home", [True, False])
def test_a_site_that_is_gone_as_a_whole_loses_nothing(portal: Portal, kind: str, home: bool) -> None:
    twelve(portal)
    routes, revision = dict(portal.server.routes), portal.store.last_revision()
    for path in routes:
        portal.server.routes[path] = GONE[kind]
    portal.server.otherwise = GONE[kind]
    if home:
        portal.server.page("/", "<html><body><h1>Welcome to nginx!</h1></body></html>")
    reports = [portal.crawl() for _ in range(4)]
    assert [report.withdrawn for report in reports] == [0, 0, 0, 0]
    assert [report.not_withdrawn for report in reports] == [0, 12, 12, 12]
    told = portal.reasons(reports[-1])["/"]
    assert "12 件文件中有 12 件打不开" in told
    assert "--confirm-withdrawals" in told
    assert {(answer.kind, answer.days) for answer in portal.store.held_back.of("p")} == {(Doubt.GONE, 0)}
    portal.server.routes.update(routes)
    assert portal.crawl().unchanged == 12
    assert portal.store.held_back.of("p") == []
    assert portal.store.last_revision() == revision


def test_a_site_of_few_documents_that_is_gone_as_a_whole_loses_nothing(portal: Portal) -> None:
    portal.list(range(1, 3))
    portal.crawl()
    portal.server.routes.clear()
    assert [portal.crawl().withdrawn for _ in range(3)] == [0, 0, 0]


def test_a_few_documents_go_without_a_word(portal: Portal) -> None:
    twelve(portal)
    lose(portal, range(1, 3))
    assert [portal.crawl().withdrawn for _ in range(2)] == [0, 2]


def test_four_documents_go_whatever_their_share_while_the_list_is_sound(portal: Portal) -> None:
    portal.crawl()
    lose(portal, range(1, 5))
    assert [portal.crawl().withdrawn for _ in range(2)] == [0, 4]


@pytest.mark.parametrize(("share", "goes"), [(0.2, 0), (0.4, 0), (0.5, 5), (1.0, 5)])
def test_the_share_is_configured(portal: Portal, share: float, goes: int) -> None:
    twelve(portal)
    lose(portal, range(1, 6))
    portal.crawl()
    assert portal.crawl(withdrawn_share=share).withdrawn == goes


def test_what_is_missing_but_not_for_long_counts_too(portal: Portal) -> None:
    """A site that fails shows it little by little: few documents are due in one run."""
    twelve(portal)
    lose(portal, range(1, 5))
    portal.crawl()
    lose(portal, range(5, 13))
    report = portal.crawl()
    assert (report.withdrawn, report.not_withdrawn, report.missing) == (0, 4, 8)


def test_staff_may_confirm_by_the_command(portal: Portal) -> None:
    twelve(portal)
    lose(portal, range(1, 9))
    portal.crawl()
    portal.crawl()
    assert portal.crawl(word=Word(withdrawals=True)).withdrawn == 8
    assert portal.store.held_back.of("p") == []


def test_staff_may_confirm_beforehand(portal: Portal) -> None:
    twelve(portal)
    lose(portal, range(1, 9))
    portal.crawl()
    portal.crawl()
    assert portal.store.held_back.accept(Doubt.GONE, "p") == 8
    portal.server.page("/tzgg/8.html", article(8))
    assert portal.crawl().withdrawn == 7
    assert "/tzgg/8.html" in portal.documents()


def test_they_go_when_the_rest_of_the_portal_was_sound_on_several_days(portal: Portal) -> None:
    twelve(portal)
    portal.server.page("/tzgg/index.html", portal.listing(range(9, 13)))
    lose(portal, range(1, 9))
    days = []
    for _ in range(4):
        days.append(portal.crawl().withdrawn)
        days_pass(portal)
    assert days == [0, 0, 0, 8]


def test_a_list_that_goes_on_naming_them_keeps_them(portal: Portal) -> None:
    twelve(portal)
    lose(portal, range(1, 9))
    days = []
    for _ in range(6):
        days.append(portal.crawl().withdrawn)
        days_pass(portal)
    assert days == [0] * 6


def test_days_on_which_nothing_was_sound_do_not_count(portal: Portal) -> None:
    twelve(portal)
    portal.server.routes.clear()
    for _ in range(6):
        assert portal.crawl().withdrawn == 0
        days_pass(portal)


def test_a_column_is_looked_at_by_itself(portal: Portal) -> None:
    """Six of eight documents of a small column, and they are few among those of the portal."""
    portal.list(range(1, 41))
    small = range(101, 109)
    portal.server.page("/zcwj/index.html", portal.listing(small).replace("/tzgg/", "/zcwj/"))
    for number in small:
        portal.server.page(f"/zcwj/{number}.html", article(number))
    portal.columns = (("通知公告", "tzgg/index.html"), ("政策文件", "zcwj/index.html"))
    assert portal.crawl().new == 48
    for number in range(101, 107):
        portal.server.routes[f"/zcwj/{number}.html"] = GONE["404"]
    lose(portal, range(1, 3))
    portal.crawl()
    report = portal.crawl()
    assert (report.withdrawn, report.not_withdrawn) == (2, 6)
    assert "政策文件" in portal.reasons(report)["/"]


def test_the_report_of_a_clock_that_is_ahead_counts_no_day(portal: Portal) -> None:
    """What was last seen in a time to come was seen by a clock that was wrong."""
    twelve(portal)
    portal.server.page("/tzgg/index.html", portal.listing(range(9, 13)))
    lose(portal, range(1, 9))
    portal.crawl()
    portal.crawl()
    days_pass(portal, days=-4_000)
    portal.crawl()
    assert {answer.days for answer in portal.store.held_back.of("p")} == {1}
    assert all(answer.first_seen_at <= now() for answer in portal.store.held_back.of("p"))


def test_what_was_held_back_goes_with_its_document(portal: Portal) -> None:
    twelve(portal)
    lose(portal, range(1, 9))
    portal.crawl()
    portal.crawl()
    held = [answer.url for answer in portal.store.held_back.of("p")]
    assert len(held) == 8
    # As a crawl that is killed in the middle of its withdrawals leaves the store.
    assert portal.store.withdraw(held[0])
    assert [answer.url for answer in portal.store.held_back.of("p")] == held[1:]
