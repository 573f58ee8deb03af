"""Where new entries stand in a list: they are found at the next crawl, and a known list is not read whole."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from small_portal import Portal, article

from crawler.pages.page import Page
from crawler.pages.places import entries_there, where_they_stand
from crawler.walk.column import Column
from crawler.walk.list_order import Sighting, shown_by_arrivals, shown_by_dates

pytestmark = pytest.mark.any_database

Item = tuple[int, str]
"""Number of a document and its day; an empty day is shown nowhere."""


def day(number: int) -> str:
    return str(date(2023, 1, 1) + timedelta(days=number * 3))


def shown(numbers: Sequence[int], dated: bool = True) -> list[Item]:
    return [(number, day(number) if dated else "") for number in numbers]


def rows_of_a_list(items: Sequence[Item]) -> str:
    rows = "".join(
        f'<li><a href="/tzgg/{n}.html">关于第{n}号防汛工作的通知</a><span>{on}</span></li>' for n, on in items
    )
    return f'<ul class="list">{rows}</ul>'


def rows_of_a_table(items: Sequence[Item]) -> str:
    rows = "".join(
        f'<tr><td>{i}</td><td><a href="{n}.html">关于第{n}号防汛工作的通知</a></td><td>[{on}]</td></tr>'
        for i, (n, on) in enumerate(items, 1)
    )
    return f'<table class="tb"><tr><th>序号</th><th>标题</th><th>日期</th></tr>{rows}</table>'


@dataclass
class Paged:
    """A column of list pages, in one of two kinds of markup."""

    portal: Portal
    table: bool = False
    per: int = 4

    def show(self, items: Sequence[Item], dates_in_list: bool = True) -> None:
        for path in [path for path in self.portal.server.routes if "index" in path]:
            del self.portal.server.routes[path]
        pages = [items[start : start + self.per] for start in range(0, len(items), self.per)]
        for page, part in enumerate(pages):
            listed = [(n, on if dates_in_list else "") for n, on in part]
            following = f'<div class="page"><a href="{self.path(page + 1)}">下一页</a></div>'
            rows = rows_of_a_table(listed) if self.table else rows_of_a_list(listed)
            body = f"<html><body>{rows}{following if page + 1 < len(pages) else ''}</body></html>"
            self.portal.server.page(self.path(page), body)
            for number, on in part:
                said = article(number).replace(f"2024-03-{number % 27 + 1:02d}", on)
                self.portal.server.page(f"/tzgg/{number}.html", said)

    def path(self, page: int) -> str:
        return f"/tzgg/index_{page}.html" if page else "/tzgg/index.html"

    def pages_asked(self, **changes: object) -> tuple[int, int]:
        """New documents, and list pages, of one more crawl."""
        before = len(self.portal.server.paths)
        report = self.portal.crawl(**changes)  # type: ignore[arg-type]
        asked = {path for path in self.portal.server.paths[before:] if "index" in path}
        return report.new, len(asked)


@pytest.fixture(params=[False, True], ids=["list", "table"])
def paged(portal: Portal, request: pytest.FixtureRequest) -> Paged:
    return Paged(portal, request.param)


PINNED = [3, 1, 2, 0]


@pytest.mark.parametrize("dates_in_list", [True, False])
def test_what_is_new_behind_pinned_entries_is_found_at_the_next_crawl(
    paged: Paged, dates_in_list: bool
) -> None:
    old = shown(range(40, 30, -1))
    paged.show(shown(PINNED) + old, dates_in_list)
    paged.portal.crawl()
    paged.show(shown(PINNED) + shown([41]) + old, dates_in_list)
    assert paged.pages_asked()[0] == 1
    assert paged.pages_asked(full_read_days=0)[0] == 0
    assert paged.pages_asked() == (0, 2)


def test_pinned_entries_may_fill_two_pages(paged: Paged) -> None:
    pinned, old = shown([5, 4, 2, 3, 1, 6, 8]), shown(range(40, 30, -1))
    paged.show(pinned + old)
    paged.portal.crawl()
    paged.show(pinned + shown([42, 41]) + old)
    assert paged.pages_asked()[0] == 2
    assert paged.pages_asked() == (0, 2)


def test_where_new_entries_came_counts_for_more_than_days_that_were_raised(paged: Paged) -> None:
    pinned, old = shown(range(90, 84, -1)), shown(range(40, 32, -1))
    paged.show(pinned + old)
    paged.portal.crawl()
    paged.show(pinned + shown([41]) + old)
    assert paged.pages_asked(full_read_days=0)[0] == 1
    paged.show(pinned + shown([42, 41]) + old)
    assert paged.pages_asked() == (1, 3)


def test_entries_pinned_since_the_last_crawl_do_not_hide_what_is_new(paged: Paged) -> None:
    old = shown(range(40, 28, -1))
    paged.show(old)
    paged.portal.crawl()
    assert paged.pages_asked() == (0, 1)
    paged.show(shown([29, 32, 30, 31]) + shown([41]) + old)
    assert paged.pages_asked()[0] == 1


def recent(days: Sequence[int]) -> list[Item]:
    """Documents by the days that have passed since theirs."""
    return [(number, str(date.today() - timedelta(days=number))) for number in days]


def test_what_was_pinned_just_before_the_first_crawl_does_not_hide_what_is_new(paged: Paged) -> None:
    pinned, old = recent([2, 3, 4, 5, 6, 7, 8, 9]), recent(range(20, 30))
    paged.show(pinned + old)
    paged.portal.crawl()
    assert paged.pages_asked() == (0, 3)
    paged.show(pinned + recent([1]) + old)
    assert paged.pages_asked()[0] == 1
    paged.show(pinned + recent([0, 1]) + old)
    assert paged.pages_asked() == (1, 4)
    assert paged.pages_asked() == (0, 3)


def test_a_list_is_not_read_on_once_new_entries_came_at_its_beginning(paged: Paged) -> None:
    paged.show(recent(range(3, 19)))
    paged.portal.crawl()
    assert paged.pages_asked() == (0, 3)
    paged.show(recent(range(2, 19)))
    assert paged.pages_asked() == (1, 3)
    assert paged.pages_asked() == (0, 1)


def test_entries_pinned_with_the_latest_among_them_do_not_hide_what_is_new(paged: Paged) -> None:
    old = shown(range(40, 28, -1))
    paged.show(old)
    paged.portal.crawl()
    paged.show([*shown([40, 29, 32, 30]), *shown([41]), *old[1:]])
    assert paged.pages_asked()[0] == 1
    paged.show([*shown([40, 29, 32, 30]), *shown([42, 41]), *old[1:]])
    assert paged.pages_asked()[0] == 1


def test_an_entry_that_left_the_first_page_makes_no_list_read_whole(paged: Paged) -> None:
    paged.show(shown(range(60, 40, -1)))
    paged.portal.crawl()
    paged.show([item for item in shown(range(60, 40, -1)) if item[0] != 59])
    assert paged.pages_asked() == (0, 2)
    assert paged.pages_asked() == (0, 1)


@pytest.mark.parametrize("dates_in_list", [True, False])
def test_what_is_new_at_the_end_is_found_at_the_next_crawl(paged: Paged, dates_in_list: bool) -> None:
    paged.show(shown(range(1, 15)), dates_in_list)
    paged.portal.crawl()
    if not dates_in_list:
        paged.portal.crawl()  # the documents' own days tell the order
    paged.show(shown(range(1, 19)), dates_in_list)
    assert paged.pages_asked() == (4, 3)  # the first, what was the last, and the one behind it


def test_a_list_that_begins_with_the_oldest_and_lost_entries_is_read_whole(paged: Paged) -> None:
    paged.show(shown(range(1, 15)))
    paged.portal.crawl()
    paged.show(shown(range(7, 18)))
    assert paged.pages_asked()[0] == 3
    paged.portal.crawl(full_read_days=0)
    paged.show(shown(range(10, 21)))
    assert paged.pages_asked()[0] == 3
    (column,) = paged.portal.store.crawl_memory.columns("p")
    assert column.error is None


def test_a_list_without_an_order_is_read_whole(paged: Paged) -> None:
    mixed = shown([7, 3, 11, 5, 1, 9, 2, 12, 4, 10, 6, 8])
    paged.show(mixed)
    paged.portal.crawl()
    assert paged.pages_asked() == (0, 3)
    more = [*mixed[:6], *shown([14]), *mixed[6:]]
    paged.show(more)
    assert paged.pages_asked()[0] == 1
    paged.show([*more[:10], *shown([15]), *more[10:]])
    assert paged.pages_asked()[0] == 1


def test_where_new_entries_came_tells_the_order_where_no_day_does(paged: Paged) -> None:
    old = [(number, "2024-03-11") for number in range(12)]
    paged.show(old)
    paged.portal.crawl()
    paged.show([(20, "2024-03-11"), *old])
    assert paged.pages_asked() == (1, 4)
    assert paged.pages_asked() == (0, 1)
    paged.show([(21, "2024-03-11"), (20, "2024-03-11"), *old])
    assert paged.pages_asked() == (1, 2)
    assert paged.pages_asked(full_read_days=0) == (0, 4)
    assert paged.pages_asked() == (0, 1)


def test_a_list_known_to_begin_with_the_newest_stops_early(paged: Paged) -> None:
    paged.show(shown(range(40, 28, -1)))
    paged.portal.crawl()
    assert paged.pages_asked() == (0, 1)
    paged.show(shown(range(42, 28, -1)))
    assert paged.pages_asked() == (2, 2)


def test_a_crawl_from_the_home_page_finds_it_too(portal: Portal) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    paged = Paged(portal)
    for items in (shown(PINNED) + shown(range(40, 30, -1)), shown(range(50, 62))):
        paged.show(items)
        portal.crawl(discover=True)
        paged.show(items[:4] + shown([41]) + items[4:] if items[0][0] == 3 else [*items, *shown([62])])
        assert portal.crawl(discover=True).new == 1


def test_one_entry_without_a_day_on_the_last_page_is_found(paged: Paged) -> None:
    paged.show([*shown(range(40, 32, -1)), (1, "")])
    assert paged.pages_asked() == (9, 3)


@pytest.mark.parametrize(
    ("last", "title"),
    [
        ('<ul class="list"><li><a href="/z/9.html">关于水库管理的通知</a></li></ul>', "关于水库管理的通知"),
        ('<ul class="list"><li class="last"><a href="/z/9.html">水库通知</a></li></ul>', "水库通知"),
        ('<ul class="list"><li><a href="/z/9.html">更多</a></li></ul>', None),
        ('<ul class="hot"><li><a href="/z/9.html">关于水库管理的通知</a></li></ul>', None),
        ('<ul class="list"></ul>', None),
    ],
)
def test_an_entry_stands_where_those_of_the_page_before_stood(last: str, title: str | None) -> None:
    menu = '<ul class="list"><li><a href="/gk/zn.html">政府信息公开指南</a></li></ul>'
    before, page = (
        Page.parse(f"<html><body>{menu}<div>{rows}</div></body></html>".encode(), "http://a.test/z/")
        for rows in (rows_of_a_list(shown([4, 3])), last)
    )
    standing = where_they_stand(before, {f"http://a.test/tzgg/{number}.html" for number in (4, 3)})
    assert standing is not None
    found = entries_there(page, standing)
    assert [entry.title for entry in found] == ([title] if title else [])


def test_of_a_list_page_it_is_kept_where_its_entries_stand_and_no_more() -> None:
    column = Column("通知公告", "http://a.test/tzgg/list.html")
    more = '<a href="list_1.html">下一页</a>' + "<!-- 版权所有 -->" * 10_000
    markup = f"<html><body>{rows_of_a_list(shown([4, 3]))}{more}</body></html>"
    assert column.read(Page.parse(markup.encode(), column.url), None).next
    assert len(pickle.dumps(column)) < 5_000


def sighted(numbers: Sequence[int], per: int = 5) -> list[Sighting]:
    return [Sighting(i // per + 1, date.fromisoformat(day(n)), False) for i, n in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "order", "front"),
    [
        (range(60, 0, -1), "newest", 1),
        ([*range(60, 30, -1), 33, *range(30, 0, -1)], "newest", 1),
        ([1, 2, 3, *range(60, 5, -1)], "newest", 1),
        ([1, 2, 3, 4, 5, *range(60, 5, -1)], "newest", 2),
        ([59, 1, 58, 3, 57, *range(56, 5, -1)], "newest", 1),
        (range(60), "oldest", 1),
        ([*range(20, 0, -1), *range(40, 20, -1), *range(60, 40, -1)], None, 1),
        ([5] * 30, None, 1),
        ([], None, 1),
    ],
)
def test_days_tell_the_order(numbers: Sequence[int], order: str | None, front: int) -> None:
    found = shown_by_dates(sighted(numbers))
    assert (found.order, found.front) == (order, front)


@pytest.mark.parametrize(
    ("pages", "order", "front"),
    [([1], "newest", 1), ([2, 3], "newest", 2), ([10], "oldest", 1), ([1, 3], None, 1), ([6], None, 1)],
)
def test_arrivals_tell_the_order(pages: list[int], order: str | None, front: int) -> None:
    found = shown_by_arrivals([Sighting(page, None, page in pages) for page in range(1, 11)])
    assert (found.order, found.front) == (order, front)
