"""Servers that answer 304 for what did change."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hostile.server import Exchange
from small_portal import Portal, article, listing

from corpus.store import database, schema

pytestmark = pytest.mark.any_database

AMENDED = "本通知自次年起施行，原办法同时废止，各乡镇不再另行发文。"


def liar(portal: Portal, path: str, body: str, **validators: str) -> None:
    """A page that never changed, if one asks under conditions."""

    def respond(exchange: Exchange) -> None:
        if exchange.headers.get("If-None-Match") or exchange.headers.get("If-Modified-Since"):
            exchange.answer(b"", 304, **validators)
        else:
            exchange.answer(body, **validators)

    portal.server.routes[path] = respond


def received(portal: Portal, ago: timedelta) -> None:
    """Make every page look as if it last came whole so long ago; 304 came since then."""
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        when = datetime.now(timezone.utc) - ago
        connection.execute(schema.page.update().values(received_at=when))
    engine.dispose()


def conditions(portal: Portal, path: str) -> list[bool]:
    """Of the requests for a path, which were conditional."""
    seen = [seen for seen in portal.server.seen if seen.path == path]
    return [bool({"If-None-Match", "If-Modified-Since"} & seen.headers.keys()) for seen in seen]


@pytest.mark.parametrize(
    "validators",
    [{"ETag": '"tpl-7"'}, {"ETag": 'W/"0"'}, {"Last_Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}],
)
@pytest.mark.parametrize("discover", [False, True])
def test_a_column_that_is_due_is_asked_for_whole(
    portal: Portal, validators: dict[str, str], discover: bool
) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    liar(portal, "/tzgg/index.html", listing([1, 2, 3, 4, 5]), **validators)
    portal.crawl(discover=discover)
    liar(portal, "/tzgg/index.html", listing([1, 2, 3, 4, 5, 6]), **validators)
    assert portal.crawl(discover=discover).new == 0
    assert portal.crawl(discover=discover, full_read_days=0).new == 1
    assert conditions(portal, "/tzgg/index.html") == [False, True, False]


def test_a_document_that_is_due_is_asked_for_whole(portal: Portal) -> None:
    liar(portal, "/tzgg/2.html", article(2), ETag='"page"')
    portal.crawl()
    liar(portal, "/tzgg/2.html", article(2, extra=f"<p>{AMENDED}</p>"), ETag='"page"')
    assert portal.crawl().changed == 0
    assert portal.crawl(max_recheck_days=0).changed == 1
    assert AMENDED in portal.documents()["/tzgg/2.html"].text


def test_a_304_is_believed_for_so_long(portal: Portal) -> None:
    for path, body in (("/tzgg/index.html", listing([1, 2, 3])), ("/tzgg/2.html", article(2))):
        liar(portal, path, body, ETag='"1"')
    portal.crawl()
    # Due at every crawl, however long this one took.
    portal.age(changed=timedelta(days=-1), fetched=timedelta())
    received(portal, timedelta(days=2))
    portal.crawl(believe_304_days=3)
    portal.crawl(believe_304_days=1)
    portal.crawl(believe_304_days=1)
    for path in ("/tzgg/index.html", "/tzgg/2.html"):
        assert conditions(portal, path) == [False, True, False, True]


def test_a_document_does_not_rest_on_304_alone(portal: Portal) -> None:
    portal.crawl()
    portal.age(changed=timedelta(days=3000), fetched=timedelta())
    received(portal, timedelta(days=29))
    assert portal.crawl().resting == 6
    received(portal, timedelta(days=31))
    assert portal.crawl().unchanged == 6


def test_a_page_said_to_have_changed_in_the_future_is_asked_for_whole(portal: Portal) -> None:
    to_come = {"Last_Modified": "Mon, 01 Jan 2125 00:00:00 GMT"}
    liar(portal, "/tzgg/2.html", article(2), **to_come)
    portal.crawl()
    liar(
        portal,
        "/tzgg/2.html",
        article(2, extra=f"<p>{AMENDED}</p>"),
        Last_Modified="Mon, 01 Jan 2125 00:00:00 GMT",
    )
    assert portal.crawl().changed == 1


def test_a_304_that_nobody_asked_for_is_told(portal: Portal) -> None:
    portal.crawl()
    portal.server.routes["/tzgg/index.html"] = lambda exchange: exchange.answer(b"", 304)
    report = portal.crawl()
    assert "304" in " ".join(problem.reason for problem in report.problems)
    assert len(portal.documents()) == 6


def test_a_list_page_that_could_not_be_read_is_asked_for_whole_again(portal: Portal) -> None:
    pager = '<script>createPageHTML(3, {}, "index", "html");</script>'
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    portal.server.page("/tzgg/index.html", listing(list(range(1, 7)), following=pager.format(0)))
    portal.server.page("/tzgg/index_1.html", listing([], following=pager.format(1)), ETag='"1"')
    for _ in range(2):
        report = portal.crawl(discover=True)
        assert [problem.url for problem in report.problems] == [f"{portal.server.url}/tzgg/index_1.html"]
    asked = [seen for seen in portal.server.seen if seen.path == "/tzgg/index_1.html"]
    assert len(asked) == 2
    assert "If-None-Match" not in asked[1].headers
