"""Documents that are at other addresses from now on (301, 308)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from small_portal import PARAGRAPH, Portal, article, listing

from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings
from corpus.records import Document
from corpus.store import MarkState, database, schema
from crawler import crawl


def new(number: int) -> str:
    return f"/art/2024/{number}/content.shtml"


def move(
    portal: Portal,
    numbers: Sequence[int],
    status: int = 301,
    hops: Sequence[tuple[str, int]] = (),
    **headers: str,
) -> None:
    """Their pages answer at new addresses, the old ones lead there, over `hops` if there are any."""
    for number in numbers:
        portal.server.page(new(number), article(number), **headers)
        stops = [(f"/tzgg/{number}.html", status), *((f"{path}{number}", code) for path, code in hops)]
        targets = [path for path, _ in stops[1:]] + [new(number)]
        for (path, code), target in zip(stops, targets, strict=True):
            portal.server.routes[path] = lambda exchange, target=target, code=code: exchange.redirect(
                target, code
            )


def list_new(portal: Portal, numbers: Sequence[int], moved: Sequence[int]) -> None:
    body = listing(list(numbers))
    for number in moved:
        body = body.replace(f'"/tzgg/{number}.html"', f'"{new(number)}"')
    portal.server.page("/tzgg/index.html", body)


def everything(portal: Portal) -> list[str]:
    """All that is stored, withdrawn or not, by id."""
    stored = sorted(portal.store.changes_since(0), key=lambda one: one.id)
    return [
        ("gone " if one.withdrawn_at else "") + one.document.url.removeprefix(portal.server.url)
        for one in stored
    ]


ALL = range(1, 7)


@pytest.mark.parametrize("listed", ["new", "old", "both", "neither"])
@pytest.mark.parametrize("discover", [False, True])
def test_one_document_with_one_change(portal: Portal, listed: str, discover: bool) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    portal.crawl(discover=discover)
    move(portal, ALL)
    if listed == "neither":
        list_new(portal, [*range(3, 7), 11, 12], range(3, 7))
        portal.server.page("/tzgg/11.html", article(11))
        portal.server.page("/tzgg/12.html", article(12))
    elif listed != "old":
        old = listing(list(ALL))[12:-14] if listed == "both" else ""
        list_new(portal, ALL, ALL)
        body = listing(list(ALL), following=old)
        for number in ALL:
            body = body.replace(f'"/tzgg/{number}.html"', f'"{new(number)}"', 1)
        portal.server.page("/tzgg/index.html", body)
    before = portal.store.last_revision()
    report = portal.crawl(discover=discover)
    assert (report.changed, report.withdrawn, report.failed) == (6, 0, 0)
    assert everything(portal)[:6] == [new(number) for number in ALL]
    assert len(everything(portal)) == (8 if listed == "neither" else 6)
    assert portal.store.last_revision() == before + 6 + report.new
    for number in ALL:
        stored = portal.store.by_url(f"{portal.server.url}/tzgg/{number}.html")
        assert stored == portal.store.by_url(portal.server.url + new(number))
        assert stored is not None
        told = [
            version.document.url.removeprefix(portal.server.url)
            for version in portal.store.versions(stored.id)
        ]
        assert told == [new(number), f"/tzgg/{number}.html"]
    again = portal.crawl(discover=discover)
    assert (again.new, again.changed, again.returned) == (0, 0, 0)


@pytest.mark.parametrize(
    ("status", "hops", "moves"),
    [
        (308, (), True),
        (301, (("/go/", 308), ("/on/", 301)), True),
        (302, (), False),
        (307, (), False),
        (301, (("/go/", 302),), False),
        (302, (("/go/", 301),), False),
    ],
)
def test_only_a_chain_of_permanent_redirects_is_a_move(
    portal: Portal, status: int, hops: Sequence[tuple[str, int]], moves: bool
) -> None:
    portal.crawl()
    move(portal, [3], status, hops)
    portal.crawl()
    assert everything(portal)[2] == (new(3) if moves else "/tzgg/3.html")
    assert len(everything(portal)) == 6


def stub(path: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0;url={path}"></head><body>已迁移</body></html>'


@pytest.mark.parametrize("told_by", ["302", "301-301-302", "stub", "script", "404"])
def test_what_lists_name_elsewhere_and_its_old_address_does_not_deny_has_moved(
    portal: Portal, told_by: str
) -> None:
    portal.crawl()
    hops = (("/go/", 301), ("/on/", 302)) if told_by == "301-301-302" else ()
    move(portal, ALL, 301 if hops else 302, hops)
    for number in ALL if told_by in ("stub", "script", "404") else ():
        script = f"<html><script>location.href='{new(number)}';</script></html>"
        body = {"stub": stub(new(number)), "script": script}.get(told_by)
        if body is None:
            del portal.server.routes[f"/tzgg/{number}.html"]
        else:
            portal.server.page(f"/tzgg/{number}.html", body)
    list_new(portal, ALL, ALL)
    report = portal.crawl()
    assert (report.new, report.changed, report.missing, report.withdrawn) == (0, 6, 0, 0)
    assert everything(portal) == [new(number) for number in ALL]
    stored = portal.store.by_url(f"{portal.server.url}/tzgg/3.html")
    assert stored is not None
    assert stored.document.url == portal.server.url + new(3)
    again = portal.crawl()
    assert (again.new, again.changed, again.returned, again.withdrawn) == (0, 0, 0, 0)


def test_what_is_gone_is_not_taken_for_a_new_document_that_says_else(portal: Portal) -> None:
    portal.crawl()
    del portal.server.routes["/tzgg/3.html"]
    portal.server.page(
        new(3), article(3, body=PARAGRAPH[:20] + "另行规定的全部内容都在这里说明，与从前不同。" * 9)
    )
    list_new(portal, ALL, [3])
    report = portal.crawl(missing_hours=24)
    assert (report.new, report.missing) == (1, 1)


@pytest.mark.parametrize("status", [301, 302])
def test_documents_that_lead_to_another_one_keep_their_own_words(portal: Portal, status: int) -> None:
    portal.crawl()
    before = {path: document.title for path, document in portal.documents().items()}
    for number in (3, 4):
        portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange: exchange.redirect(
            "/tzgg/5.html", status
        )
    for _ in range(2):
        portal.crawl(missing_hours=24)
        assert {path: document.title for path, document in portal.documents().items()} == before


def test_the_same_page_by_its_tag_is_the_same_document(portal: Portal) -> None:
    portal.server.page("/tzgg/3.html", article(3), ETag='"3"')
    portal.crawl()
    move(portal, [3])
    portal.server.routes[new(3)] = lambda exchange: (
        exchange.answer(b"", 304)
        if exchange.headers.get("If-None-Match")
        else exchange.answer(article(3), ETag='"3"')
    )
    assert portal.crawl().changed == 1
    assert portal.crawl().unchanged == 6
    assert everything(portal)[2] == new(3)


def test_a_moved_document_that_was_revised_has_one_change(portal: Portal) -> None:
    portal.crawl()
    move(portal, [3])
    portal.server.page(new(3), article(3, extra="<p>本通知自次年起施行，原办法同时废止。</p>"))
    assert portal.crawl().changed == 1
    stored = portal.store.by_url(portal.server.url + new(3))
    assert stored is not None
    assert stored.version == 2
    assert "原办法同时废止" in stored.document.text


@pytest.mark.parametrize("target", ["notice", "other", "home", "list"])
def test_an_address_that_leads_to_another_page_does_not_move(portal: Portal, target: str) -> None:
    portal.server.page("/", "<html><body><a href='/tzgg/index.html'>通知公告</a></body></html>")
    portal.server.page(
        "/gg.html",
        "<html><h1>网站改版公告</h1><p>本网站已经改版，旧网址停止使用，请从首页重新查找。</p></html>",
    )
    portal.crawl()
    where = {"notice": "/gg.html", "other": "/tzgg/5.html", "home": "/", "list": "/tzgg/index.html"}[target]
    portal.server.routes["/tzgg/3.html"] = lambda exchange: exchange.redirect(where, 301)
    portal.crawl(missing_hours=24)
    assert everything(portal) == [f"/tzgg/{number}.html" for number in ALL]


def test_a_key_that_a_redirect_adds_is_no_new_address(portal: Portal) -> None:
    portal.crawl()
    keys = iter(range(100))

    def respond(exchange: object) -> None:
        if "?" in exchange.path:  # type: ignore[attr-defined]
            exchange.answer(article(3))  # type: ignore[attr-defined]
        else:
            exchange.redirect(f"/tzgg/3.html?k={next(keys)}", 301)  # type: ignore[attr-defined]

    portal.server.routes["/tzgg/3.html"] = respond
    assert portal.crawl().changed == 0
    assert everything(portal)[2] == "/tzgg/3.html"


def test_a_new_document_called_like_another_one_is_new(portal: Portal) -> None:
    portal.crawl()
    portal.server.page(new(3), article(3))
    head, tail = listing([*ALL, 3]).rsplit("/tzgg/3.html", 1)
    portal.server.page("/tzgg/index.html", head + new(3) + tail)
    report = portal.crawl()
    assert (report.new, report.changed) == (1, 0)
    assert everything(portal) == [*(f"/tzgg/{number}.html" for number in ALL), new(3)]


def test_what_staff_said_goes_along(portal: Portal) -> None:
    portal.crawl()
    at = portal.server.url
    other = "http://elsewhere.test/1"
    portal.store.put(Document(other, "别处的通知"))
    portal.store.duplicates.mark([(f"{at}/tzgg/3.html", other)], MarkState.DISTINCT, "王")
    portal.store.duplicates.mark([(f"{at}/tzgg/3.html", at + new(3))], MarkState.HANDLED, "王")
    move(portal, [3])
    portal.crawl()
    assert list(portal.store.duplicates.marks()) == [tuple(sorted((at + new(3), other)))]


def stood_twice(portal: Portal, numbers: Sequence[int]) -> None:
    """As former versions of the program stored what had moved."""
    for number in numbers:
        stored = portal.store.by_url(f"{portal.server.url}/tzgg/{number}.html")
        assert stored is not None
        document = replace(stored.document, url=portal.server.url + new(number))
        portal.store.put(document, stored.page_sha256)
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        for number in numbers:
            led_away = schema.page.update().where(
                schema.page.c.url == f"{portal.server.url}/tzgg/{number}.html"
            )
            connection.execute(
                led_away.values(sha256=None, received_at=datetime.now(timezone.utc) - timedelta(days=99))
            )
    engine.dispose()


@pytest.mark.parametrize("listed", ["new", "old"])
def test_two_records_of_an_old_store_become_one(portal: Portal, listed: str) -> None:
    portal.crawl()
    stood_twice(portal, ALL)
    move(portal, ALL)
    list_new(portal, ALL, ALL if listed == "new" else [])
    portal.crawl()
    assert everything(portal) == [
        *(new(number) for number in ALL),
        *(f"gone /tzgg/{number}.html" for number in ALL),
    ]
    found = portal.store.by_url(f"{portal.server.url}/tzgg/3.html")
    assert found is not None
    assert found.id == 3
    again = portal.crawl()
    assert (again.new, again.changed, again.returned, again.withdrawn) == (0, 0, 0, 0)


def test_what_moves_twice_is_found_at_all_its_addresses(portal: Portal) -> None:
    portal.crawl()
    move(portal, [3])
    portal.crawl()
    portal.server.page("/third.html", article(3))
    portal.server.routes[new(3)] = lambda exchange: exchange.redirect("/third.html", 301)
    portal.crawl()
    assert everything(portal)[2] == "/third.html"
    for path in ("/tzgg/3.html", new(3), "/third.html"):
        stored = portal.store.by_url(portal.server.url + path)
        assert stored is not None
        assert stored.id == 3


def test_a_document_that_is_gone_from_its_new_address_may_return_to_the_old_one(portal: Portal) -> None:
    portal.crawl()
    move(portal, [3])
    portal.crawl()
    del portal.server.routes[new(3)]
    portal.server.page("/tzgg/3.html", article(3))
    portal.crawl()
    portal.crawl()
    portal.crawl()
    assert "/tzgg/3.html" in portal.documents()
    assert len(portal.documents()) == 6


def test_the_column_stays(portal: Portal) -> None:
    portal.crawl()
    move(portal, ALL)
    config = portal.config
    both = (ColumnSettings("通知公告", "tzgg/index.html"), ColumnSettings("最新公开", "zxgk/index.html"))
    body = listing(list(ALL))
    for number in ALL:
        body = body.replace(f'"/tzgg/{number}.html"', f'"{new(number)}"')
    portal.server.page("/zxgk/index.html", body)
    for _ in range(2):
        settings = replace(portal.portal, column=both)
        crawl(settings, portal.store, FileStore(config.files_path), config)
    assert {document.column for document in portal.documents().values()} == {"通知公告"}
    assert len(portal.documents()) == 6
