"""New documents that the portal has at other addresses, or that say one thing: what becomes of each."""

from __future__ import annotations

import pytest
from small_portal import Portal, article, listing

pytestmark = pytest.mark.any_database

SENTENCE = "现将有关情况予以公示，请各界监督，公示期为五个工作日，如有异议请与办公室联系，逾期不再受理。"


def says_the_same(number: int) -> str:
    """Nothing but its title tells it from others."""
    return article(number, body=SENTENCE).replace(f"<p>第{number}项措施须于本月底前完成。</p>", "")


def test_none_is_lost_where_the_portal_goes_away_while_they_are_asked_about(portal: Portal) -> None:
    moved, alike = list(range(1, 13)), [61, 62, 63]
    portal.list(range(1, 14))
    portal.crawl()
    rows = listing([*moved, 13, *alike])
    for number in moved:
        rows = rows.replace(f"/tzgg/{number}.html", f"/new/{number}.html")
        portal.server.page(f"/new/{number}.html", article(number))
        portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange: exchange.answer("", 500)
    for number in alike:
        portal.server.page(f"/tzgg/{number}.html", says_the_same(number))
    portal.server.page("/tzgg/index.html", rows)
    assert portal.crawl().stopped
    waiting = {one.url.removeprefix(portal.server.url) for one in portal.store.held_back.of("p")}
    came = {f"/new/{number}.html" for number in moved} | {f"/tzgg/{number}.html" for number in alike}
    assert came <= waiting | portal.documents().keys()
    assert {f"/tzgg/{number}.html" for number in alike} <= waiting
