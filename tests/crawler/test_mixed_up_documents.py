"""One document sent for another, as a faulty cache does, damages none; corrected titles are taken on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from small_portal import Portal, article

ALL = range(1, 7)


def texts(portal: Portal) -> dict[str, tuple[str, str]]:
    return {path: (one.title, one.text) for path, one in portal.documents().items()}


@pytest.mark.parametrize(
    "sent",
    [lambda number: 1, lambda number: number % 6 + 1, lambda number: 77],
    ids=["one", "next", "strange"],
)
def test_a_document_that_comes_for_others_too_replaces_none(
    portal: Portal, sent: Callable[[int], int]
) -> None:
    portal.crawl()
    before = texts(portal)
    for number in ALL:
        portal.server.page(f"/tzgg/{number}.html", article(sent(number)))

    report = portal.crawl()

    assert texts(portal) == before
    assert report.changed == 0
    assert report.held_back >= 5
    portal.list(ALL)
    assert portal.crawl().unchanged == 6
    assert portal.store.held_back.of("p") == []


def test_corrected_titles_are_taken_on_in_the_same_crawl(portal: Portal) -> None:
    portal.crawl()
    for number in ALL:
        page = article(number, body="各乡镇应当落实责任，备足物资，加强值守，及时报告险情，并做好记录。")
        portal.server.page(f"/tzgg/{number}.html", page.replace("号防汛工作", "号防汛抗旱工作"))

    report = portal.crawl()

    assert (report.changed, report.held_back) == (6, 0)
    assert {title for title, _ in texts(portal).values()} == {f"关于第{n}号防汛抗旱工作的通知" for n in ALL}
