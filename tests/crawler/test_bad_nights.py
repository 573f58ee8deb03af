"""Nights on which what comes is like a document: its beginning, its former text, another portal's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from hostile.server import missing
from small_portal import PARAGRAPH, Portal, article, listing

from crawler.pages.decode import is_garbled

pytestmark = pytest.mark.any_database

ALL = range(1, 7)
LIST = "/tzgg/index.html"
REVISED = PARAGRAPH.replace("及时报告险情", "及时报告险情并做好记录")


def texts(portal: Portal) -> dict[str, tuple[int, str, str]]:
    """Version, title and text of all that is up."""
    stored = portal.store.catalogue()
    return {one.document.url: (one.version, one.document.title, one.document.text) for one in stored}


def show(portal: Portal, change: Callable[[str], str], everywhere: bool = True) -> None:
    """The portal as it is, each page changed so."""
    for number in ALL:
        portal.server.page(f"/tzgg/{number}.html", change(article(number)))
    if everywhere:
        portal.server.page(LIST, change(listing(list(ALL))))


def cut(page: str) -> str:
    return page[: page.index("项措施须于") + 1]


def misread(page: str) -> str:
    return page.encode().decode("gb18030", "replace")


def of_another_portal(page: str) -> str:
    other = page.replace("防汛工作的通知", "义务植树的函").replace("项措施须于本月底前完成。", "村已栽。")
    what = "松柏杉樟槐榆柳"[int(page.partition("关于第")[2][0])]
    return other.replace(PARAGRAPH, f"请各村栽{what}树，" * 9)


def untitled(page: str) -> str:
    """The site's name in place of each title."""
    head, _, rest = page.partition("<div>发布日期")
    return (
        "<html><head><title>本县人民政府门户网站</title></head><body><div>发布日期" + rest if rest else head
    )


def hijacked(portal: Portal) -> None:
    """The list names pages that were never there; the documents are gone for something of its own each."""
    kinds = "红橙黄绿青蓝紫黑"
    rows = "".join(
        f'<li><a href="/yl/{n}.html">{kind}色票务大厅</a><span>2024-08-0{n}</span></li>'
        for n, kind in enumerate(kinds, 1)
    )
    portal.server.page(LIST, f'<html><body><ul class="list">{rows}</ul></body></html>')
    for n, kind in enumerate(kinds, 1):
        said = (
            f"<h1>{kind}色票务大厅</h1><div>发布日期：2024-08-0{n}</div><p>{(kind + '票今日特惠') * 20}</p>"
        )
        for path in (f"/yl/{n}.html", f"/tzgg/{n}.html"):
            portal.server.page(path, f"<html><body>{said}</body></html>")


NIGHTS: dict[str, Callable[[Portal], None]] = {
    "cut-off": lambda portal: show(portal, cut, everywhere=False),
    "garbled": lambda portal: show(portal, misread),
    "garbled-documents": lambda portal: show(portal, misread, everywhere=False),
    "another-portal": lambda portal: show(portal, of_another_portal),
    "one-title": lambda portal: show(portal, untitled, everywhere=False),
    "hijacked": hijacked,
}


@pytest.mark.parametrize("night", NIGHTS)
def test_it_changes_nothing_and_is_over_at_the_next_crawl(portal: Portal, night: str) -> None:
    portal.crawl()
    before, sound = texts(portal), dict(portal.server.routes)
    NIGHTS[night](portal)
    report = portal.crawl()
    assert texts(portal) == before
    assert report.held_back >= 6
    portal.server.routes.clear()
    portal.server.routes.update(sound)
    assert portal.crawl().held_back == 0
    assert texts(portal) == before
    portal.crawl(full_read_days=0)
    assert portal.store.held_back.of("p") == []


def test_a_first_night_of_garbled_pages_publishes_none(portal: Portal) -> None:
    show(portal, misread)
    portal.crawl()
    assert texts(portal) == {}
    portal.list(ALL)
    portal.crawl()
    assert len(texts(portal)) == 6


def test_a_text_that_ends_earlier_on_a_whole_page_is_taken_on(portal: Portal) -> None:
    portal.crawl()
    show(portal, lambda page: page.replace("<p>第", "</div></body></html><!--"), everywhere=False)
    assert (portal.crawl().changed, portal.documents()["/tzgg/1.html"].text) == (6, PARAGRAPH)


def test_what_a_page_without_an_end_adds_is_taken_on(portal: Portal) -> None:
    portal.crawl()
    added = "</p><p>特此通知。"
    show(portal, lambda page: page.replace("</p></div></body></html>", added), everywhere=False)
    assert portal.crawl().changed == 6


def old_copies(portal: Portal, numbers: range, **headers: str) -> None:
    for number in numbers:
        portal.server.page(f"/tzgg/{number}.html", article(number), **headers)


def revised(portal: Portal, **headers: str) -> dict[str, tuple[int, str, str]]:
    """After two crawls, the second of which found all documents revised."""
    portal.crawl()
    for number in ALL:
        portal.server.page(f"/tzgg/{number}.html", article(number, body=REVISED), **headers)
    assert portal.crawl().changed == 6
    return texts(portal)


def day(days: int) -> str:
    moment = datetime.now(timezone.utc) - timedelta(days=days)
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.mark.parametrize(
    ("numbers", "first", "later"),
    [
        (range(1, 4), {}, {}),
        (range(1, 2), {}, {"Age": "86400"}),
        (range(1, 2), {"Last_Modified": day(2)}, {"Last_Modified": day(3)}),
    ],
    ids=["several", "of-a-cache", "last-changed-before"],
)
def test_old_copies_bring_back_no_former_text(
    portal: Portal, numbers: range, first: dict[str, str], later: dict[str, str]
) -> None:
    before = revised(portal, **first)
    sound = dict(portal.server.routes)
    old_copies(portal, numbers, **later)
    assert portal.crawl(believe_304_days=0).held_back == len(numbers)
    assert texts(portal) == before
    portal.server.routes.update(sound)
    assert portal.crawl(believe_304_days=0).changed == 0
    assert portal.store.held_back.of("p") == []


@pytest.mark.parametrize("headers", [{}, {"Age": "0"}, {"Age": "x"}, {"Last_Modified": day(1)}])
def test_a_document_that_goes_back_to_its_former_text_is_taken_on_at_once(
    portal: Portal, headers: dict[str, str]
) -> None:
    revised(portal, Last_Modified=day(2))
    old_copies(portal, range(1, 2), **headers)
    assert portal.crawl(believe_304_days=0).changed == 1


def test_several_that_go_back_to_their_former_texts_are_taken_on_where_they_changed_since(
    portal: Portal,
) -> None:
    revised(portal, Last_Modified=day(2))
    old_copies(portal, range(1, 5), Last_Modified=day(1))
    report = portal.crawl(believe_304_days=0)
    assert (report.changed, report.held_back) == (4, 0)


@pytest.mark.parametrize(("had_ends", "changed"), [(False, 1), (True, 0)])
def test_a_page_is_torn_only_where_it_had_an_end(portal: Portal, had_ends: bool, changed: int) -> None:
    if not had_ends:
        show(portal, lambda page: page.replace("</body></html>", ""))
    portal.crawl()
    portal.server.page("/tzgg/3.html", article(3).partition("<p>第")[0])
    assert portal.crawl().changed == changed


def test_several_whose_titles_say_that_they_were_revised_are_taken_on_at_once(portal: Portal) -> None:
    portal.crawl()
    rewritten = (
        "河段改由村民自治管护，名册张榜公布",
        "物资采购按市价结算，每季度核对一次",
        "值守津贴并入工资发放，不再另行申报",
        "泵站交由供水公司运行，故障二小时内到场",
        "巡查记录改用手机填写，纸本停止发放",
        "避险转移先送老人和儿童，名单随时更新",
    )
    for number, body in enumerate(rewritten, start=1):
        title = f"关于第{number}号防汛工作的通知"
        page = article(number, body=body * 3).replace(title, f"{title}（修订）")
        portal.server.page(f"/tzgg/{number}.html", page.replace(f"第{number}项措施须于本月底前完成。", ""))
    report = portal.crawl()
    assert (report.changed, report.held_back) == (6, 0)


def test_one_document_that_gets_another_title_is_taken_on_at_once(portal: Portal) -> None:
    portal.crawl()
    portal.server.page("/tzgg/3.html", article(3).replace("防汛工作的通知", "义务植树的函"))
    assert portal.crawl().changed == 1


def test_a_garbled_document_is_none_even_alone(portal: Portal) -> None:
    portal.crawl()
    before = texts(portal)
    portal.server.page("/tzgg/3.html", misread(article(3)))
    assert portal.crawl().held_back == 1
    assert texts(portal) == before


def test_a_list_that_was_redone_is_believed_at_once_where_no_document_turned_into_another(
    portal: Portal,
) -> None:
    portal.crawl()
    hijacked(portal)
    for number in ALL:
        portal.server.routes[f"/tzgg/{number}.html"] = missing
    assert portal.crawl().new == 8


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (PARAGRAPH, False),
        (misread(PARAGRAPH), True),
        (PARAGRAPH.encode().decode("latin-1"), True),
        (PARAGRAPH.encode().decode("cp1252", "replace"), True),
        (PARAGRAPH.encode("gbk").decode("utf-8", "replace"), True),
        ("Notice on flood control: all towns keep watch, report at once. Ödön, Žofie, façade.", False),
        ("", False),
    ],
)
def test_what_is_garbled(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled
