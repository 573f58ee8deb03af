"""Documents that stand in another column than before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

import pytest
from hostile.server import missing
from small_portal import Portal, article, listing

from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings
from corpus.store import database, schema
from crawler import CrawlReport, crawl

DRAFTS, RULES = ColumnSettings("征求意见", "yjzj/index.html"), ColumnSettings("政策文件", "zcwj/list.html")


MENU = '<ul><li><a href="/zcwj/list.html">政策文件</a></li><li><a href="/gk/zn.html">公开指南</a></li></ul>'


def table(numbers: Sequence[int]) -> str:
    rows = "".join(
        f'<tr><td><a href="/tzgg/{n}.html" title="关于第{n}号防汛工作的通知">关于第{n}号…</a></td>'
        f"<td>2024/03/{n % 27 + 1:02d}</td></tr>"
        for n in numbers
    )
    return f'<html><body><table class="gk"><tr><th>标题</th><th>日期</th></tr>{rows}</table></body></html>'


@dataclass
class Columns:
    """A portal of two columns, drafts and rules."""

    portal: Portal
    order: tuple[ColumnSettings, ...] = (DRAFTS, RULES)
    per: int = 0
    """Entries of a list page; 0 for all on one."""

    def show(self, drafts: Sequence[int], rules: Sequence[int]) -> None:
        for number in {*drafts, *rules}:
            self.portal.server.page(f"/tzgg/{number}.html", article(number))
        self._list("/yjzj/index", drafts)
        self._list("/zcwj/list", rules)

    def _list(self, name: str, numbers: Sequence[int]) -> None:
        per = self.per or len(numbers) or 1
        pages = [numbers[start : start + per] for start in range(0, len(numbers), per)] or [[]]
        for page, part in enumerate(pages):
            following = f'<a href="{name}_{page + 1}.html">下一页</a>' if page + 1 < len(pages) else ""
            path = f"{name}_{page}.html" if page else f"{name}.html"
            body = (
                table(part) if "zcwj" in name and not self.per else listing(list(part), following=following)
            )
            self.portal.server.page(path, body)

    def crawl(self, **changes: object) -> CrawlReport:
        config = replace(self.portal.config, crawl=replace(self.portal.settings, **changes))  # type: ignore[arg-type]
        settings = replace(self.portal.portal, column=self.order)
        return crawl(settings, self.portal.store, FileStore(config.files_path), config)

    def of(self, column: str) -> set[int]:
        found = self.portal.documents().items()
        return {int(path.split("/")[-1][:-5]) for path, document in found if document.column == column}


@pytest.fixture(params=[(DRAFTS, RULES), (RULES, DRAFTS)], ids=["from the first", "from the second"])
def columns(portal: Portal, request: pytest.FixtureRequest) -> Columns:
    return Columns(portal, request.param)


def test_a_document_that_left_its_column_for_another_moves(columns: Columns) -> None:
    columns.show([1, 2, 3, 4], [5, 6])
    columns.crawl()
    columns.show([1, 2, 3], [4, 5, 6])
    before = columns.portal.store.last_revision()
    report = columns.crawl()
    assert (report.new, report.changed, report.unchanged) == (0, 1, 6)
    assert (columns.of("征求意见"), columns.of("政策文件")) == ({1, 2, 3}, {4, 5, 6})
    (moved,) = columns.portal.store.changes_since(before)
    told = [version.document.column for version in columns.portal.store.versions(moved.id)]
    assert told == ["政策文件", "征求意见"]
    assert columns.crawl().changed == 0


def test_one_that_stands_in_both_stays(columns: Columns) -> None:
    columns.show([1, 2, 3, 4], [5, 6])
    columns.crawl()
    columns.show([1, 2, 3, 4], [4, 5, 6])
    assert columns.crawl().changed == 0
    assert columns.of("征求意见") == {1, 2, 3, 4}


def test_a_document_that_rests_moves_without_a_visit(columns: Columns) -> None:
    columns.show([1, 2, 3, 4], [5, 6])
    columns.crawl()
    engine = database.connect(columns.portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        long_ago = datetime.now(timezone.utc) - timedelta(days=3000)
        connection.execute(schema.document.update().values(changed_at=long_ago))
    engine.dispose()
    columns.show([1, 2, 3], [4, 5, 6])
    report = columns.crawl()
    assert (report.resting, report.changed) == (6, 1)
    assert columns.of("政策文件") == {4, 5, 6}


@pytest.mark.parametrize("old", [301, 302, 404])
def test_one_that_gets_another_address_on_the_way_is_at_once_in_its_new_column(
    columns: Columns, old: int
) -> None:
    """Off one list at the second crawl, at the third in the other at an address of its own."""
    columns.show([1, 2, 3, 4], [5, 6])
    columns.crawl()
    columns.show([1, 2, 3], [5, 6])
    assert columns.crawl().changed == 0
    server = columns.portal.server
    server.page("/zcwj/list.html", table([31, 5, 6]).replace("关于第31号", "关于第4号"))
    server.page("/tzgg/31.html", article(4))
    server.routes["/tzgg/4.html"] = (
        missing if old == 404 else lambda exchange: exchange.redirect("/tzgg/31.html", old)
    )
    columns.crawl()
    assert (columns.of("征求意见"), columns.of("政策文件")) == ({1, 2, 3}, {31, 5, 6})
    assert len(list(columns.portal.store.changes_since(0))) == 6


def test_nothing_moves_out_of_a_column_that_could_not_be_read(columns: Columns) -> None:
    columns.show([1, 2, 3, 4], [5, 6])
    columns.crawl()
    for body, status in (
        ("", 500),
        ("", 404),
        (listing([]), 200),
        ("<p>系统维护中，请稍后再访问。</p>", 200),
        (MENU, 200),
    ):
        columns.show([], [1, 2, 3, 4, 5, 6])
        columns.portal.server.routes["/yjzj/index.html"] = lambda exchange, body=body, status=status: (
            exchange.answer(body, status)
        )
        columns.crawl()
        assert columns.of("征求意见") == {1, 2, 3, 4}


def test_most_of_a_column_may_move(columns: Columns) -> None:
    columns.show(range(1, 11), [21, 22])
    columns.crawl()
    columns.show([1], [*range(2, 11), 21, 22])
    report = columns.crawl()
    assert (report.changed, report.problems) == (9, ())
    assert columns.of("政策文件") == {*range(2, 11), 21, 22}


def test_many_do_not_move_into_a_column_that_did_not_grow(columns: Columns) -> None:
    """A list that lost a part of its entries, beside one that had them all along."""
    columns.order = tuple(sorted(columns.order, key=lambda column: column is RULES))
    columns.show(range(1, 21), range(1, 21))
    columns.crawl()
    columns.show(range(1, 12), range(1, 21))
    columns.crawl()
    assert columns.of("征求意见") == set(range(1, 21))
    columns.show(range(1, 18), range(1, 21))
    assert columns.crawl().changed == 3


def test_a_column_called_otherwise_takes_its_documents_with_it(columns: Columns) -> None:
    columns.show(range(1, 11), [21])
    columns.crawl()
    columns.order = tuple(
        replace(column, name="意见征集") if column is DRAFTS else column for column in columns.order
    )
    columns.crawl()
    assert columns.of("意见征集") == set(range(1, 11))


def test_the_far_end_of_a_column_is_looked_at_when_another_one_was_read_whole(portal: Portal) -> None:
    columns = Columns(portal, per=3)
    columns.show(range(27, 13, -1), [9, 8, 7, 6])
    columns.crawl()
    columns.show([*range(27, 14, -1)], [9, 8, 7, 14])
    before = len(portal.server.paths)
    columns.crawl()
    asked = [path for path in portal.server.paths[before:] if "yjzj" in path]
    assert len(asked) == 1  # what was known began on its first page
    assert columns.of("政策文件") == {9, 8, 7, 6}
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        rules = schema.crawled_column.c.name == "政策文件"
        connection.execute(schema.crawled_column.update().where(rules).values(read_whole_at=None))
    engine.dispose()
    columns.crawl()
    assert columns.of("政策文件") == {14, 9, 8, 7, 6}


def test_the_far_end_of_a_column_is_looked_at_when_another_one_grew(portal: Portal) -> None:
    columns = Columns(portal, per=3)
    columns.show(range(27, 13, -1), [9, 8])
    columns.crawl()
    columns.show([*range(27, 14, -1)], [14, 9, 8])
    columns.crawl()
    assert columns.of("政策文件") == {14, 9, 8}
    columns.show([28, *range(27, 14, -1)], [28, 14, 9, 8])
    before = len(portal.server.paths)
    columns.crawl()
    asked = [path for path in portal.server.paths[before:] if "yjzj" in path]
    assert len(asked) == 2  # what is new, and then what was known


LONG, OTHER = list(range(27, 13, -1)), [45, 44, 43, 42, 41, 40, 39]
"""Two columns of five and three list pages."""


def moved(numbers: Sequence[int], place: int) -> tuple[list[int], list[int]]:
    """Both columns, when these left the first and stand together in the second."""
    return [n for n in LONG if n not in numbers], [*OTHER[:place], *numbers, *OTHER[place:]]


@pytest.mark.parametrize(
    ("numbers", "place"),
    [([16], 0), ([19], 1), ([26], 4), ([27, 24, 21, 18, 15], 0), ([25, 23, 21, 19, 17, 15, 14], 0)],
    ids=["from the end", "from the midst", "to the midst", "some", "half"],
)
def test_what_moves_between_columns_of_many_pages_is_seen_at_the_next_crawl(
    portal: Portal, numbers: list[int], place: int
) -> None:
    columns = Columns(portal, per=3)
    columns.show(LONG, OTHER)
    columns.crawl()
    assert columns.crawl().changed == 0
    columns.show(*moved(numbers, place))
    assert columns.crawl().changed == len(numbers)
    assert columns.of("政策文件") == {*OTHER, *numbers}
    assert columns.crawl().changed == 0


def pages_asked(columns: Columns) -> int:
    """List pages of one more crawl, that finds nothing."""
    before = len(columns.portal.server.paths)
    assert columns.crawl().changed == 0
    return sum("/tzgg/" not in path for path in columns.portal.server.paths[before:])


def test_one_that_stands_in_two_columns_of_many_pages_is_looked_for_once(portal: Portal) -> None:
    columns = Columns(portal, per=3)
    columns.show(LONG, OTHER)
    columns.crawl()
    columns.show(LONG, [*OTHER[:2], 16, *OTHER[2:]])
    assert pages_asked(columns) > 2
    assert pages_asked(columns) == 2
    assert 16 in columns.of("征求意见")


def test_one_that_is_in_no_list_any_more_is_looked_for_once(portal: Portal) -> None:
    columns = Columns(portal, per=3)
    columns.show(LONG, OTHER)
    columns.crawl()
    columns.show([n for n in LONG if n != 26], OTHER)
    assert pages_asked(columns) > 2
    assert pages_asked(columns) == 2
    assert 26 in columns.of("征求意见")


def test_a_list_that_begins_with_the_oldest_is_not_read_on_behind_its_end(portal: Portal) -> None:
    columns = Columns(portal, per=3)
    columns.show(LONG, range(31, 46))
    columns.crawl()
    columns.show([n for n in LONG if n != 26], range(31, 46))
    columns.crawl()
    assert pages_asked(columns) == 1 + 2


def test_a_column_that_could_not_be_read_on_was_not_read(portal: Portal) -> None:
    columns = Columns(portal, per=3)
    columns.show(LONG, OTHER)
    columns.crawl()
    columns.show([n for n in LONG if n != 26], OTHER)
    portal.server.routes["/zcwj/list_1.html"] = lambda exchange: exchange.answer("", 500)
    assert columns.crawl().unread_columns == 1
    errors = {state.name: state.error for state in portal.store.crawl_memory.columns("p")}
    assert errors["征求意见"] is None
    assert errors["政策文件"] is not None
