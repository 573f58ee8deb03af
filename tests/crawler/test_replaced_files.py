"""Files of documents that others come in place of: each its own is taken on, one for all is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hostile.server import Exchange
from small_portal import Portal, article

from corpus.records import Doubt
from corpus.store import database, schema
from crawler import Word


def with_files(portal: Portal, bodies: dict[int, str]) -> None:
    """Each document has a file, which says so."""
    for number, words in bodies.items():
        portal.server.page(
            f"/tzgg/{number}.html", article(number, extra=f'<a href="/f/{number}.pdf">附件：登记表.pdf</a>')
        )
        body = f"%PDF-1.4 {words}".encode()
        portal.server.page(f"/f/{number}.pdf", body, Content_Type="application/pdf")


def held(portal: Portal) -> dict[str, str | None]:
    return {path: document.attachments[0].sha256 for path, document in portal.documents().items()}


def test_one_file_in_place_of_all_replaces_none_of_them(portal: Portal) -> None:
    with_files(portal, {number: f"form {number}" for number in range(1, 7)})
    portal.crawl()
    before = held(portal)
    with_files(portal, dict.fromkeys(range(1, 7), "come again tomorrow"))
    for _ in range(2):
        report = portal.crawl(max_recheck_days=0)
        assert held(portal) == before
        assert sum("同一个文件" in problem.reason for problem in report.problems) == 6
    with_files(portal, {number: f"form {number}" for number in range(1, 6)} | {6: "form 6, revised"})
    report = portal.crawl(max_recheck_days=0)
    assert (report.changed, report.unchanged) == (1, 5)
    assert portal.store.held_back.of("p") == []
    assert {path for path, file in held(portal).items() if file != before[path]} == {"/tzgg/6.html"}


def test_one_file_that_stood_at_two_addresses_is_replaced_at_both(portal: Portal) -> None:
    with_files(portal, dict.fromkeys((1, 2), "a form") | {number: f"form {number}" for number in range(3, 7)})
    portal.crawl()
    before = held(portal)
    with_files(portal, dict.fromkeys((1, 2), "a form, revised"))
    assert portal.crawl(max_recheck_days=0).changed == 2
    assert {path for path, file in held(portal).items() if file != before[path]} == {
        "/tzgg/1.html",
        "/tzgg/2.html",
    }


def a_day_passes(portal: Portal) -> None:
    engine, seen = database.connect(portal.config.store_url), schema.held_back.c.last_seen_at
    day_before = {seen: portal.store.held_back.of()[0].last_seen_at - timedelta(days=1)}
    with database.transaction(engine, writes=True) as connection:
        connection.execute(schema.held_back.update().values(day_before))
    engine.dispose()


@pytest.mark.parametrize("by", ["days", "word", "staff"])
def test_a_joint_form_in_place_of_two_is_taken_on_in_the_end(portal: Portal, by: str) -> None:
    portal.list(range(1, 3))
    with_files(portal, {1: "form 1", 2: "form 2"})
    portal.crawl()
    before = held(portal)
    with_files(portal, dict.fromkeys((1, 2), "a joint form"))
    report = portal.crawl(max_recheck_days=0)
    assert (report.changed, report.held_back) == (0, 2)
    assert held(portal) == before
    if by == "days":
        for _ in range(2):
            assert portal.crawl().changed == 0
            a_day_passes(portal)
    elif by == "staff":
        assert portal.store.held_back.accept(Doubt.TEXT, "p") == 2
    # They are looked at again although they were just now.
    assert portal.crawl(word=Word(changes=by == "word")).changed == 2
    assert held(portal)["/tzgg/1.html"] == held(portal)["/tzgg/2.html"] != before["/tzgg/1.html"]
    assert portal.store.held_back.of("p") == []


def test_no_page_replaces_a_file(portal: Portal) -> None:
    with_files(portal, {number: f"form {number}" for number in range(1, 7)})
    portal.crawl()
    before = held(portal)
    portal.server.page("/f/6.pdf", b"\x00\x01 no file of any kind", Content_Type="application/pdf")
    report = portal.crawl(max_recheck_days=0)
    assert held(portal) == before
    assert "不再是文件" in portal.reasons(report)["/f/6.pdf"]


def test_a_run_that_ends_early_leaves_new_files_due(portal: Portal) -> None:
    bodies = {number: f"form {number}" for number in range(1, 7)}
    with_files(portal, bodies)
    portal.crawl()
    before = held(portal)
    portal.age(changed=timedelta(days=100), fetched=timedelta(days=11))
    with_files(portal, bodies | {1: "form 1, revised"})
    for number in range(2, 7):
        portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange: exchange.answer("", 403)
    assert portal.crawl().stopped is not None
    assert held(portal) == before
    with_files(portal, bodies | {1: "form 1, revised"})
    assert portal.crawl().changed == 1
    assert {path for path, file in held(portal).items() if file != before[path]} == {"/tzgg/1.html"}


def test_a_page_that_changes_with_its_file_is_one_version(portal: Portal) -> None:
    with_files(portal, {number: f"form {number}" for number in range(1, 7)})
    portal.crawl()
    with_files(portal, {1: "form 1, revised"})
    revised = article(1, body="防汛登记表已经修订。", extra='<a href="/f/1.pdf">附件：登记表.pdf</a>')
    portal.server.page("/tzgg/1.html", revised)
    report = portal.crawl(max_recheck_days=0)
    assert (report.changed, report.unchanged) == (1, 5)
    stored = portal.store.by_url(portal.server.url + "/tzgg/1.html")
    assert stored is not None
    assert stored.version == 2
    assert "已经修订" in stored.document.text


def test_a_file_doubted_for_one_document_waits_though_another_has_it_as_it_was(portal: Portal) -> None:
    bodies = {number: f"form {number}" for number in range(1, 7)}
    with_files(portal, bodies)
    portal.server.page("/tzgg/2.html", article(2, extra='<a href="/f/1.pdf">附件：登记表.pdf</a>'))
    portal.crawl()
    with_files(portal, {3: "come again tomorrow"})
    asked: list[str] = []

    def wavering(exchange: Exchange) -> None:
        asked.append("again")
        body = f"%PDF-1.4 {'form 1' if len(asked) > 1 else 'come again tomorrow'}"
        exchange.answer(body, Content_Type="application/pdf")

    portal.server.routes["/f/1.pdf"] = wavering
    for _ in range(2):
        asked.clear()
        assert portal.crawl(max_recheck_days=0).held_back == 2
        assert len(asked) == 2
        waiting = {one.url.removeprefix(portal.server.url) for one in portal.store.held_back.of("p")}
        assert waiting == {"/f/1.pdf", "/f/3.pdf"}
