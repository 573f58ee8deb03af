"""New documents that the portal has at other addresses, or that say one thing: what becomes of each."""

from __future__ import annotations

from itertools import count

import pytest
from small_portal import Portal, article, listing

from corpus.files import FileStore
from crawler import crawl
from crawler.walk import sayings

pytestmark = pytest.mark.any_database

SENTENCE = "现将有关情况予以公示，请各界监督，公示期为五个工作日，如有异议请与办公室联系，逾期不再受理。"

BRIDGE = "The bridge over the Qingshui is closed to lorries until the end of May while it is repaired."
SCHOOLS = "Pupils of the first form are entered at the school of their district between June and August."


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


def pages_of(portal: Portal, name: str, pages: list[list[int]]) -> None:
    for place, numbers in enumerate(pages):
        more = f'<a href="{name}_{place + 1}.html">下一页</a>' if place + 1 < len(pages) else ""
        path = f"{name}_{place}.html" if place else f"{name}.html"
        portal.server.page(path, listing(numbers, following=more))


def test_all_that_came_is_judged_together_though_it_came_in_parts(portal: Portal) -> None:
    """One of three comes from a list page that is read only because a document is missing elsewhere."""
    portal.columns = (("通知公告", "tzgg/index.html"), ("政策文件", "zcwj/index.html"))
    here, there = [[27, 26, 25], [24, 23, 22]], [[45, 44, 43], [42, 41, 40], [39, 38, 37]]
    for number in (number for page in here + there for number in page):
        portal.server.page(f"/tzgg/{number}.html", article(number))
    pages_of(portal, "/tzgg/index", here)
    pages_of(portal, "/zcwj/index", there)
    portal.crawl()
    for number in (61, 62, 63):
        portal.server.page(f"/tzgg/{number}.html", says_the_same(number))
    pages_of(portal, "/tzgg/index", [[61, 62, 27, 25], here[1]])
    pages_of(portal, "/zcwj/index", [there[0], [63, *there[1]], there[2]])
    portal.crawl()
    asked = set(portal.server.paths)
    assert "/tzgg/63.html" in asked
    assert not portal.documents().keys() & {f"/tzgg/{number}.html" for number in (61, 62, 63)}
    assert len(portal.store.held_back.of("p")) == 3


@pytest.mark.parametrize(("alone", "published"), [(True, 4), (False, 0)])
def test_of_one_column_alone_what_varies_is_taken_on_at_once(
    portal: Portal, alone: bool, published: int
) -> None:
    """Half of what a crawl brings tells nothing where that is one column's."""
    people = ["王建国", "李秀兰", "赵文斌", "陈晓梅"]
    for number, name in enumerate(people, 1):
        body = f"拟请{name}同志担任监督员，任期五年，负责收集意见和建议，有话要说的可以打电话找办公室。"
        said = says_the_same(number).replace(SENTENCE, body)
        title = f"第{number}批监督员名单"
        portal.server.page(f"/tzgg/{number}.html", said.replace(f"关于第{number}号防汛工作的通知", title))
    rows = listing([1, 2, 3, 4])
    for number in range(1, 5):
        rows = rows.replace(f"关于第{number}号防汛工作的通知", f"第{number}批监督员名单")
    portal.server.page("/tzgg/index.html", rows)
    only = ("通知公告",) if alone else ()
    files = FileStore(portal.config.files_path)
    crawl(portal.portal, portal.store, files, portal.config, columns=only)
    assert len(portal.documents()) == published


def test_of_many_short_texts_the_latest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sayings, "KEPT", 10)
    known, serial = sayings.Sayings(), count()

    def first(text: int) -> str | None:
        """The address that is known to have said it first; it differs in a number each time."""
        letters = "".join(chr(0x4E00 + text * 40 + place) for place in range(40))
        url = f"http://a.test/{text}/{next(serial)}"
        found = known.first(url, "防汛通知", f"{letters}编号{next(serial)}")
        return found[0] if found else None

    at_first = [first(text) for text in (0, 1)]
    for text in range(2, 60):
        latest = first(text)
        assert first(0) == at_first[0]
    assert first(59) == latest
    assert first(1) != at_first[1]


def test_english_texts_are_told_apart_by_more_than_who_wrote_them() -> None:
    known = sayings.Sayings()
    by = "来源：新华社 责任编辑：王小明 校对：李华"
    for number, text in enumerate((BRIDGE, SCHOOLS)):
        url = f"http://a.test/{number}"
        first = known.first(url, f"News {number}", f"{text} {by}")
        assert first is not None
        assert first[0] == url
