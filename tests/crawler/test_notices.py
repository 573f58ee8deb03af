"""What a portal sends in place of its documents is not taken for them; what really changed is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile.server import Exchange
from small_portal import Portal, article, listing

from corpus.records import Doubt
from crawler import Word

pytestmark = pytest.mark.any_database

Respond = Callable[[Exchange], None]

WORDS = (
    "我们正在更换机房的供电线路，全部栏目在今晚停用，明早上班以前恢复。给您带来的麻烦，我们十分抱歉，"
    "有急事请到政务服务中心窗口办理，或者拨打值班电话。"
)
"""Of a notice that none of the known words are in."""


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def served(body: str, status: int = 200) -> Respond:
    return lambda exchange: exchange.answer(body, status)


def numbered(exchange: Exchange) -> None:
    """A notice with the address and a number in it, another one each time."""
    said = (
        f"<p>网址 {exchange.path} 暂不提供，流水号 {len(exchange.server.seen)}a9f{id(exchange)}。"
        "请从首页重新进入，或与值班人员联系并告知流水号。</p>"
    )
    exchange.answer(page("会话已经结束", f"<h2>会话已经结束</h2>{said}"))


def led_away(exchange: Exchange) -> None:
    if exchange.path == "/gg/stop.html":
        exchange.answer(page("", f"<div class='box'><h3>告用户</h3><p>{WORDS}</p></div>"))
    else:
        exchange.redirect("/gg/stop.html")


def sent_on(exchange: Exchange) -> None:
    """The same by a stub."""
    if exchange.path == "/gg/stop.html":
        led_away(exchange)
    else:
        exchange.answer('<html><head><meta http-equiv="refresh" content="0;url=/gg/stop.html"></head></html>')


def in_the_template(exchange: Exchange) -> None:
    """The title is right, the text is not there."""
    title = f"关于第{exchange.path.rpartition('/')[2].partition('.')[0]}号防汛工作的通知"
    exchange.answer(page(title, f'<h1>{title}</h1><div class="TRS_Editor"><p>{WORDS}</p></div>'))


QUEUE = (
    "<div id='q'>您前面还有 1283 人，轮到您时本页会打开，请不要关闭。</div>"
    "<script>setTimeout(function(){location.reload()},9000)</script>"
)
TRACE = "<h1>HTTP Status 500</h1><pre>java.lang.NullPointerException at a.b.C</pre>"
SCRIPT = "<script>var a=function(b){return b};document.cookie='k='+a(7);location.reload();</script>"
SCRIPT_202 = "<html><head><script src='/x91.js'></script></head><body onload='_f()'></body></html>"

PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 300

NOTICES: dict[str, Respond] = {
    "a-text": served(page("告用户", f"<p>{WORDS}</p>")),
    "a-table": served(page("", f"<center><table><tr><td><b>重要</b><tr><td>{WORDS}</table></center>")),
    "no-title": served(f"<html><body><div>{WORDS}</div></body></html>"),
    "few-words": served(page("稍等", "<p>马上就好</p>")),
    "a-picture": served(page("割接", "<h1>割接进行中</h1><img src='/w.png'>")),
    "error-200": served(page("Error", TRACE)),
    "waiting-room": served(page("", QUEUE)),
    "script-alone": served(f"<html><body>{SCRIPT}</body></html>"),
    "script-alone-202": served(SCRIPT_202, 202),
    "202-with-words": served(page("", "<p>请求已受理</p>"), 202),
    "numbered": numbered,
    "led-away": led_away,
    "sent-on": sent_on,
    "in-the-template": in_the_template,
    "picture-file": lambda exchange: exchange.answer(
        b"\x89PNG\r\n\x1a\n" + b"x" * 300, Content_Type="image/png"
    ),
    "empty-file": lambda exchange: exchange.answer(b"", Content_Type="application/octet-stream"),
}


def with_body(number: int, body: str) -> str:
    """The article, saying something else."""
    return f'{article(number).partition("<div class=")[0]}<div class="TRS_Editor">{body}</div></body></html>'


def kept(portal: Portal) -> dict[str, tuple[int, str, str]]:
    """Revision, title and text of all that is up."""
    return {s.document.url: (s.revision, s.document.title, s.document.text) for s in portal.store.catalogue()}


@pytest.mark.parametrize("kind", NOTICES)
@pytest.mark.parametrize("everything", [True, False], ids=["the-whole-site", "documents-alone"])
def test_a_notice_replaces_nothing_and_becomes_no_document(
    portal: Portal, kind: str, everything: bool
) -> None:
    portal.crawl()
    before, routes = kept(portal), dict(portal.server.routes)
    for path in routes:
        if everything or "index" not in path:
            portal.server.routes[path] = NOTICES[kind]
    portal.server.routes["/gg/stop.html"] = NOTICES[kind]
    report = portal.crawl()
    assert kept(portal) == before
    assert report.changed == report.new == report.returned == 0
    assert report.problems
    portal.server.routes.update(routes)
    assert portal.crawl().unchanged == 6
    assert kept(portal) == before
    assert portal.store.held_back.of("p") == []


@pytest.mark.parametrize("kind", ["a-text", "no-title", "numbered", "led-away"])
def test_the_run_says_what_it_saw_and_staff_see_it(portal: Portal, kind: str) -> None:
    portal.crawl()
    for path in [*portal.server.routes, "/gg/stop.html"]:
        portal.server.routes[path] = NOTICES[kind]
    report = portal.crawl()
    assert report.held_back == 6
    told = portal.reasons(report)["/"]
    assert "网站疑似维护或要求验证" in told
    assert "6 个网址" in told
    answers = portal.store.held_back.of("p")
    assert {(answer.kind, answer.days) for answer in answers} == {(Doubt.TEXT, 1)}
    assert len(answers) == 6


def test_two_dead_rows_of_a_portal_that_is_well_do_not_make_it_ill(portal: Portal) -> None:
    portal.list(range(1, 16))
    for number in (3, 9):
        portal.server.routes[f"/tzgg/{number}.html"] = NOTICES["a-text"]
    report = portal.crawl()
    assert (report.new, report.held_back) == (13, 2)
    told = portal.reasons(report)["/"]
    assert "网站疑似维护或要求验证" not in told
    assert "2 个网址没有给出自己的文件" in told


def test_a_notice_in_the_first_crawl_becomes_no_document(portal: Portal) -> None:
    routes = dict(portal.server.routes)
    for number in range(1, 7):
        portal.server.routes[f"/tzgg/{number}.html"] = NOTICES["a-text"]
    assert portal.crawl().new == 0
    portal.server.routes.update(routes)
    assert portal.crawl().new == 6


MENU = ("机构概况", "政务公开", "办事服务", "互动交流", "专题专栏", "数据开放", "走进本县", "便民查询")


def with_links(portal: Portal, words: str) -> None:
    """Every address shows the same, with the links of the whole site and a day."""
    rows = "".join(f'<li><a href="/n{n}/index.html">{name}</a></li>' for n, name in enumerate(MENU))
    shown = f"<h1>搬迁通告</h1><div>发布日期：2024-08-01</div><div class='con'><p>{words * 6}</p></div>"
    body = page("县门户", f"<div class='box'><ul>{rows}</ul></div>{shown}")
    for path in [*portal.server.routes, *(f"/n{n}/index.html" for n in range(8))]:
        portal.server.routes[path] = served(body)


def test_links_of_a_notice_become_no_documents_where_the_list_should_be(portal: Portal) -> None:
    portal.crawl()
    before = kept(portal)
    with_links(portal, WORDS)
    for _ in range(2):
        assert portal.crawl().held_back >= 6
        assert kept(portal) == before


def test_what_became_no_document_and_is_named_no_more_is_forgotten(portal: Portal) -> None:
    portal.crawl()
    routes = dict(portal.server.routes)
    with_links(portal, WORDS)
    portal.crawl()
    portal.server.routes.clear()
    portal.server.routes.update(routes)
    portal.crawl()
    assert len(portal.store.held_back.of("p")) == 8
    portal.crawl(full_read_days=0)
    assert portal.store.held_back.of("p") == []


def test_a_list_that_was_redone_with_other_addresses_is_believed_at_once(portal: Portal) -> None:
    portal.crawl()
    portal.server.page("/tzgg/index.html", portal.listing(range(21, 29)).replace("/tzgg/", "/new/"))
    for number in range(21, 29):
        portal.server.page(f"/new/{number}.html", article(number))
    report = portal.crawl()
    assert (report.new, report.held_back) == (8, 0)


def test_an_answer_that_was_held_back_is_asked_for_again_without_its_conditions(portal: Portal) -> None:
    """The notice has an ETag of its own, and 304 for who has it."""
    portal.crawl()

    def tagged(exchange: Exchange) -> None:
        if exchange.headers.get("If-None-Match") == '"n"':
            exchange.begin(304)
        else:
            exchange.answer(f"<html><body><p>{WORDS}</p></body></html>", ETag='"n"')

    routes = dict(portal.server.routes)
    for path in routes:
        portal.server.routes[path] = tagged
    for _ in range(2):
        assert portal.crawl().held_back == 6
    assert not any("If-None-Match" in seen.headers for seen in portal.server.seen[-7:])


@pytest.mark.parametrize("numbers", [[3], [1, 2, 3, 4, 5, 6]], ids=["one", "all"])
def test_a_document_that_is_really_rewritten_is_taken_on_at_once(portal: Portal, numbers: list[int]) -> None:
    portal.crawl()
    for number in numbers:
        text = (
            f"本通知自{number}月起改由应急管理部门负责解释，原有要求一律作废，"
            + "甲乙丙丁戊己庚辛"[number:] * 9
        )
        portal.server.page(f"/tzgg/{number}.html", with_body(number, f"<p>{text}</p>"))
    report = portal.crawl()
    assert (report.changed, report.held_back) == (len(numbers), 0)


def test_one_document_under_another_title_is_taken_on_when_the_others_are_sound(portal: Portal) -> None:
    portal.crawl()
    text = "经县政府常务会议研究，撤销原临时机构，有关人员回原单位工作，印章予以收缴。"
    title = "撤销临时机构的决定"
    body = f"<h1>{title}</h1><div class='TRS_Editor'><p>{text}</p></div>"
    portal.server.page("/tzgg/3.html", page(title, body))
    assert portal.crawl().changed == 1
    assert portal.documents()["/tzgg/3.html"].title == title


def test_a_notice_that_a_list_names_is_a_document(portal: Portal) -> None:
    title = "关于门户网站系统维护的公告"
    rows = f'<li><a href="/tzgg/9.html">{title}</a><span>2024-05-03</span></li>'
    portal.server.page("/tzgg/index.html", listing([1, 2, 3]).replace("</ul>", rows + "</ul>"))
    text = "本网站将于今晚进行系统维护升级，期间暂停服务，给您带来不便，敬请谅解。"
    portal.server.page("/tzgg/9.html", article(9, body=text).replace("关于第9号防汛工作的通知", title))
    portal.crawl()
    assert portal.documents()["/tzgg/9.html"].title == title


def test_documents_that_say_no_more_than_see_the_file_are_documents(portal: Portal) -> None:
    for number in range(1, 7):
        link = f'<a href="/f/{number}.pdf">附件.pdf</a>'
        portal.server.page(f"/tzgg/{number}.html", with_body(number, f"<p>详见附件。</p>{link}"))
        portal.server.page(f"/f/{number}.pdf", b"%PDF-1.4 x", Content_Type="application/pdf")
    assert portal.crawl().new == 6


def test_staff_may_say_that_all_is_right(portal: Portal) -> None:
    portal.crawl()
    for number in range(1, 7):
        portal.server.routes[f"/tzgg/{number}.html"] = NOTICES["in-the-template"]
    assert portal.crawl().changed == 0
    assert portal.store.held_back.accept(Doubt.TEXT, "p") == 6
    assert portal.crawl().changed == 6
    assert portal.store.held_back.of("p") == []


def to_the_news(exchange: Exchange) -> None:
    exchange.redirect("/zx/index.html")


@pytest.mark.parametrize("leads", [True, False], ids=["led-away", "in-place"])
def test_a_list_in_place_of_documents_takes_none_away(portal: Portal, leads: bool) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    assert portal.crawl(discover=True).new == 6
    before = kept(portal)
    rows = "".join(
        f'<li><a href="/zx/{n}.html">本地新闻第{n}条</a><span>2024-05-0{n}</span></li>' for n in range(1, 7)
    )
    news = page("最新资讯", f'<ul class="list">{rows}</ul>')
    portal.server.page("/zx/index.html", news)
    for number in range(1, 7):
        if leads:
            portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange: exchange.redirect(
                "/zx/index.html"
            )
        else:
            portal.server.page(f"/tzgg/{number}.html", news)
    report = portal.crawl(discover=True)
    assert {url: kept(portal)[url] for url in before} == before
    assert report.withdrawn == 0
    if not leads:
        assert sum("没有找到正文" in problem.reason for problem in report.problems) == 6


def test_one_document_that_became_a_file_is_taken_on_at_once(portal: Portal) -> None:
    portal.crawl()
    portal.server.routes["/tzgg/3.html"] = lambda exchange: exchange.answer(
        b"%PDF-1.4 of its own", Content_Type="application/pdf"
    )
    assert portal.crawl().changed == 1
    (file,) = portal.documents()["/tzgg/3.html"].attachments
    assert file.media_type == "application/pdf"


@pytest.mark.parametrize("limit", [1, 2])
def test_a_run_that_may_not_ask_further_believes_nothing_strange(portal: Portal, limit: int) -> None:
    portal.crawl()
    before = kept(portal)
    for number in range(1, 7):
        portal.server.routes[f"/tzgg/{number}.html"] = NOTICES["a-text"]
    portal.crawl(limit=limit)
    assert kept(portal) == before


def test_what_came_again_just_now_is_not_forgotten(portal: Portal) -> None:
    portal.crawl()
    portal.server.page("/tzgg/index.html", listing(list(range(1, 10))))
    for number in (7, 8, 9):
        portal.server.routes[f"/tzgg/{number}.html"] = NOTICES["a-text"]
    for _ in range(3):
        assert portal.crawl(full_read_days=0).held_back == len(portal.store.held_back.of("p")) == 3


def test_a_portal_that_goes_away_is_told_of_what_it_sent_before(portal: Portal) -> None:
    portal.list(range(1, 31))
    portal.crawl()
    before = kept(portal)
    for number in range(1, 31):
        path = f"/tzgg/{number}.html"
        portal.server.routes[path] = NOTICES["a-text"] if number < 6 else served("", 503)
    report = portal.crawl()
    assert kept(portal) == before
    assert report.held_back == len(portal.store.held_back.of("p")) > 0


def files(portal: Portal, bodies: dict[int, bytes]) -> None:
    """The list leads to files themselves."""
    portal.server.page("/tzgg/index.html", listing(list(bodies)))
    for number, body in bodies.items():
        portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange, body=body: exchange.answer(
            body, Content_Type="application/pdf"
        )


def pdf(words: str) -> bytes:
    return f"%PDF-1.4 {words}".encode()


def test_files_that_are_each_replaced_by_another_are_no_notice(portal: Portal) -> None:
    files(portal, {1: pdf("one"), 2: pdf("two")})
    portal.crawl()
    files(portal, {1: pdf("one, revised"), 2: pdf("two, revised")})
    report = portal.crawl()
    assert (report.changed, report.held_back) == (2, 0)


def anything(portal: Portal, kind: str, numbers: range) -> None:
    """New addresses that all answer the same."""
    same = page(
        "县情简介", f"<h1>县情简介</h1><div>发布日期：2024-03-02</div><div>{'本县物产丰富。' * 60}</div>"
    )
    for number in numbers:
        portal.server.routes[f"/tzgg/{number}.html"] = (
            served(same)
            if kind == "page"
            else lambda exchange: exchange.answer(pdf("all"), Content_Type="application/pdf")
        )


@pytest.mark.parametrize("kind", ["page", "file"])
def test_one_thing_for_many_new_addresses_waits(portal: Portal, kind: str) -> None:
    portal.crawl()
    before = kept(portal)
    portal.list(range(1, 11))
    sound = dict(portal.server.routes)
    anything(portal, kind, range(7, 11))
    for _ in range(2):
        report = portal.crawl()
        assert kept(portal) == before
        assert report.held_back == 4
    portal.server.routes.update(sound)
    portal.crawl()
    assert len(kept(portal)) == 10
    assert portal.store.held_back.of("p") == []


@pytest.mark.parametrize("kind", ["page", "file"])
def test_one_thing_for_many_new_addresses_is_taken_on_by_the_word_of_staff(portal: Portal, kind: str) -> None:
    portal.crawl()
    portal.list(range(1, 11))
    anything(portal, kind, range(7, 11))
    portal.crawl()
    portal.crawl(word=Word(changes=True))
    assert len(kept(portal)) == 10
