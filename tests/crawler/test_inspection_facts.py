"""What a crawl leaves behind for the inspection of portals: the last day of a list, faults in a row."""

from __future__ import annotations

from datetime import date, timedelta

from hostile.server import Exchange
from small_portal import Portal, article, listing

from corpus.records import ColumnState, PageState


def column(portal: Portal) -> ColumnState:
    (found,) = portal.store.crawl_memory.columns("p")
    return found


def page(portal: Portal, path: str) -> PageState:
    (found,) = portal.store.visits.recall([portal.server.url + path]).values()
    return found.page


def test_the_last_day_of_a_list_is_kept(portal: Portal) -> None:
    portal.crawl()
    assert column(portal).latest_on == date(2024, 3, 7)


def test_a_day_to_come_does_not_make_a_list_fresh(portal: Portal) -> None:
    tomorrow = date.today() + timedelta(days=2)
    page = listing(list(range(1, 7))).replace("2024-03-07", tomorrow.isoformat())
    portal.server.page("/tzgg/index.html", page)
    portal.crawl()
    assert column(portal).latest_on == date(2024, 3, 6)


def test_a_list_that_breaks_keeps_its_last_day(portal: Portal) -> None:
    portal.crawl()
    portal.server.page("/tzgg/index.html", "<html><body>改版中</body></html>")
    portal.crawl()
    assert column(portal).error
    assert column(portal).latest_on == date(2024, 3, 7)


def test_faults_of_a_page_are_counted_until_it_answers(portal: Portal) -> None:
    good = portal.server.routes["/tzgg/4.html"]

    def fails(exchange: Exchange) -> None:
        exchange.answer(b"", 500)

    portal.server.routes["/tzgg/4.html"] = fails
    for count in (1, 2):
        portal.crawl()
        assert page(portal, "/tzgg/4.html").faults == count
    portal.server.routes["/tzgg/4.html"] = good
    portal.crawl()
    assert page(portal, "/tzgg/4.html").faults == 0


def test_a_page_that_is_gone_or_closed_to_us_has_no_faults(portal: Portal) -> None:
    del portal.server.routes["/tzgg/4.html"]

    def refuses(exchange: Exchange) -> None:
        exchange.answer(b"", 403)

    portal.server.routes["/tzgg/5.html"] = refuses
    portal.crawl()
    assert (page(portal, "/tzgg/4.html").status, page(portal, "/tzgg/4.html").faults) == (404, 0)
    assert (page(portal, "/tzgg/5.html").status, page(portal, "/tzgg/5.html").faults) == (403, 0)


def test_a_file_that_is_gone_remembers_the_document_that_links_to_it(portal: Portal) -> None:
    page_with_file = article(3, extra='<p><a href="/files/form.docx">附件：申请表.docx</a></p>')
    portal.server.page("/tzgg/3.html", page_with_file)
    for _ in range(2):
        portal.crawl()
        state = page(portal, "/files/form.docx")
        assert (state.status, state.found_on) == (404, portal.server.url + "/tzgg/3.html")
