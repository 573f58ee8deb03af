"""The first crawl of a portal comes upon a bad night: nothing of it is taken for the portal's documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile.server import Exchange
from small_portal import PARAGRAPH, Portal, article
from test_words_of_staff import a_day_passes

MOVING = (
    "因业务系统整体迁移，本县门户网站及所属各部门网站近期停止运行，各类信息公开事项请到档案馆、公共图书馆现场查阅，"
    "查阅时请携带本人有效身份证件。依申请公开的受理渠道调整为当面提交和邮政寄送，恢复运行的具体时间另行告知。"
)
LATER = (
    "我们正在更换机房的供电线路，全部栏目在今晚停用，明早上班以前恢复。给您带来的麻烦，我们十分抱歉，"
    "有急事请到政务服务中心窗口办理，或者拨打值班电话。"
)
START = '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>'


def said(title: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>发布日期：2024-03-02</div>"
        f'<div class="TRS_Editor"><p>{MOVING}</p></div></body></html>'
    )


def one_text(exchange: Exchange) -> None:
    """Each under its own title."""
    exchange.answer(said(f"关于第{exchange.path.rpartition('/')[2].partition('.')[0]}号防汛工作的通知"))


def another_document(exchange: Exchange) -> None:
    exchange.answer(article(77))


def stub(exchange: Exchange) -> None:
    if exchange.path == "/gg/stop.html":
        exchange.answer(f"<html><body><div class='box'><h3>告用户</h3><p>{LATER}</p></div></body></html>")
    else:
        exchange.answer('<html><head><meta http-equiv="refresh" content="0;url=/gg/stop.html"></head></html>')


def moved(exchange: Exchange) -> None:
    if exchange.path == "/gg/stop.html":
        exchange.answer(said("关于网站群停止运行的函"))
    else:
        exchange.redirect("/gg/stop.html", 301)


def teaser(exchange: Exchange) -> None:
    """The beginning of each text, and that the rest is for those who sign in."""
    number = int(exchange.path.rpartition("/")[2].partition(".")[0])
    exchange.answer(
        article(number, body=PARAGRAPH[:20] + "……").replace(
            f"第{number}项措施须于本月底前完成。", "登录后可阅读全文，没有账号请先注册。"
        )
    )


def front_page(exchange: Exchange) -> None:
    rows = "".join(
        f'<li><a href="/tzgg/{n}.html">关于第{n}号防汛工作的通知</a><i>2024-03-0{n + 1}</i></li>'
        for n in range(1, 6)
    )
    exchange.answer(
        f"<html><head><title>某县</title></head><body><p>{MOVING}</p><ul>{rows}</ul></body></html>"
    )


@pytest.mark.parametrize(
    ("night", "nights", "everything", "discover"),
    [
        (one_text, 1, False, False),
        (one_text, 3, False, False),
        (teaser, 1, False, False),
        (teaser, 3, False, False),
        (another_document, 1, False, False),
        (another_document, 3, False, False),
        (stub, 2, False, False),
        (moved, 2, True, True),
        (front_page, 2, False, True),
    ],
)
def test_it_becomes_no_document_and_the_next_crawl_has_all(
    portal: Portal, night: Callable[[Exchange], None], nights: int, everything: bool, discover: bool
) -> None:
    portal.server.page("/", START)
    sound = dict(portal.server.routes)
    for path in [*sound, "/gg/stop.html"]:
        if everything or path not in ("/", "/tzgg/index.html"):
            portal.server.routes[path] = night
    for _ in range(nights):
        portal.crawl(discover=discover)
        assert portal.documents() == {}
    portal.server.routes.update(sound)
    portal.crawl(discover=discover)
    assert sorted(portal.documents()) == [f"/tzgg/{number}.html" for number in range(1, 7)]


def test_the_document_that_came_everywhere_is_one_where_it_is_called_so(portal: Portal) -> None:
    for number in range(1, 7):
        portal.server.page(f"/tzgg/{number}.html", article(3))
    portal.crawl()
    assert list(portal.documents()) == ["/tzgg/3.html"]


def test_one_text_under_two_titles_is_two_documents(portal: Portal) -> None:
    for number in (1, 2):
        portal.server.routes[f"/tzgg/{number}.html"] = one_text
    assert portal.crawl().new == 6


def test_a_night_on_which_withdrawn_documents_come_back_publishes_none(portal: Portal) -> None:
    portal.crawl()
    sound = dict(portal.server.routes)
    for number in range(1, 7):
        portal.store.withdraw(f"{portal.server.url}/tzgg/{number}.html")
        portal.server.routes[f"/tzgg/{number}.html"] = another_document
    for _ in range(2):
        portal.crawl()
        assert portal.documents() == {}
    portal.server.routes.update(sound)
    portal.crawl()
    assert len(portal.documents()) == 6


@pytest.mark.parametrize(("picture", "new"), [("W{}.jpg", 6), ("W.jpg", 0)])
def test_pictures_tell_documents_of_one_sentence_apart(portal: Portal, picture: str, new: int) -> None:
    for number in range(1, 7):
        drawn = f'<p><img src="img/{picture.format(number)}"></p>'
        shown = article(number, body=MOVING, extra=drawn)
        portal.server.page(
            f"/tzgg/{number}.html", shown.replace(f"<p>第{number}项措施须于本月底前完成。</p>", "")
        )
    report = portal.crawl()
    assert (len(portal.documents()), report.held_back) == (new, 6 - new)
    assert new == 0 or report.withdrawn == 0


def test_a_new_document_is_its_beginning_where_nothing_else_comes_for_days(
    portal: Portal,
) -> None:
    portal.crawl()
    portal.server.page("/tzgg/index.html", portal.listing(range(1, 8)))
    portal.server.routes["/tzgg/7.html"] = teaser
    for held_back in (1, 1, 0):
        report = portal.crawl()
        assert report.held_back == held_back
        assert ("/tzgg/7.html" in portal.documents()) == (not held_back)
        a_day_passes(portal)
    portal.server.page("/tzgg/7.html", article(7))
    assert portal.crawl(max_recheck_days=0).changed == 1


@pytest.mark.parametrize(
    "end",
    [
        "登录后可查看全文的办理进度。",
        "请登录省政务服务网办理。",
        "公众可登录云岭县人民政府门户网站，在通知公告栏查看全文。",
        "申请人登录系统后查看办理结果。",
        "需要获取更多信息请登录http://www.a.gov.cn/查询。",
        "考生登录报名系统即可查看本人座位。",
    ],
)
def test_a_new_text_that_tells_where_to_sign_in_is_a_document(portal: Portal, end: str) -> None:
    portal.server.page("/tzgg/3.html", article(3).replace("第3项措施须于本月底前完成。", end))
    assert portal.crawl().new == 6
