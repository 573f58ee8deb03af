"""Nights of firewalls, caches and logins that no test of other nights shows, and two sound days like them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from itertools import count

import pytest
from hostile.server import Exchange
from small_portal import Portal
from test_other_nights import (
    ENTRIES,
    SUBJECTS,
    TITLES,
    county,
    in_place,
    listing,
    page,
    paths,
    said,
    show,
    stays,
)

__all__ = ["county"]

pytestmark = pytest.mark.any_database

NUMBERS = count(417_003, 7_919)
"""As gates number what they refuse."""


def own(exchange: Exchange) -> tuple[str, str]:
    """Title and text of what is asked for."""
    return SUBJECTS[int(exchange.path.rpartition("/")[2].removesuffix(".html"))]


def refused(exchange: Exchange) -> None:
    exchange.answer(
        f"<title>访问被拦截</title><p>您的请求可能含有攻击行为，已被防护系统拦截，编号 {next(NUMBERS)}。</p>",
        405,
    )


def obfuscated(exchange: Exchange) -> None:
    exchange.answer(f"<html><script>$_ts={{}};$_ts.nsd={next(NUMBERS)};_$mP()</script></html>", 412)


def riddle(exchange: Exchange) -> None:
    """The page's own title above a riddle."""
    title, _ = own(exchange)
    exchange.answer(
        page(title, f"请拖动滑块完成拼图后继续浏览。流水号{next(NUMBERS)}，若多次未通过请稍候重试。")
    )


def first_words(exchange: Exchange) -> None:
    """The first words of each text, and that the rest is for those who signed in."""
    title, text = own(exchange)
    exchange.answer(page(title, f"{text[:14]}……", more="<p>登录后可查看全文，没有账号请先注册。</p>"))


def signed_ray(exchange: Exchange) -> None:
    number = next(NUMBERS)
    exchange.answer(
        f"<html><head><title>Access denied</title></head><body><h1>Error 1020</h1><p>Ray ID: {number:x} "
        f"2024-03-11 03:0{number % 10}:11 UTC</p><h2>Access denied</h2><p>What happened? This website uses "
        f"a security service to protect itself from online attacks.</p></body></html>"
    )


def trace(exchange: Exchange) -> None:
    """A program's own words, other ones for each."""
    name = own(exchange)[0].encode("unicode_escape").decode().replace("\\u", "X")
    lines = "".join(f"<p>at com.site.{name}.do{n}(Article.java:{next(NUMBERS) % 900})</p>" for n in range(9))
    exchange.answer(
        f"<html><head><title>HTTP Status 500</title></head><body><h1>java.lang.NullPointerException</h1>"
        f"<div>{lines}</div></body></html>"
    )


def halved(exchange: Exchange) -> None:
    """A part of the page for whoever asked for all of it."""
    whole = page(*own(exchange)).encode()
    half = len(whole) * 3 // 5
    exchange.answer(whole[:half], 206, Content_Range=f"bytes 0-{half - 1}/{len(whole)}")


def packed_in_part(exchange: Exchange) -> None:
    body = gzip.compress(page(*own(exchange)).encode())
    exchange.answer(body[: len(body) // 2], Content_Encoding="gzip")


def torn_in_chunks(exchange: Exchange) -> None:
    """Chunks without the last, and the connection closed."""
    part = page(*own(exchange)).encode()[:260]
    exchange.begin(Content_Type="text/html; charset=utf-8", Transfer_Encoding="chunked")
    exchange.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
    exchange.close_connection = True


def twice_encoded(exchange: Exchange) -> None:
    exchange.answer(page(*own(exchange)).encode().decode("latin-1"))


def to_itself(exchange: Exchange) -> None:
    """To the same address with a cookie that is another each time."""
    exchange.answer(b"", 302, Location=exchange.path, Set_Cookie=f"pass={next(NUMBERS)}; Path=/")


@pytest.mark.parametrize(
    "answer",
    [
        refused,
        obfuscated,
        riddle,
        first_words,
        signed_ray,
        trace,
        halved,
        packed_in_part,
        torn_in_chunks,
        twice_encoded,
        to_itself,
    ],
)
def test_what_stands_at_the_gate_replaces_nothing(county: Portal, answer: Callable[[Exchange], None]) -> None:
    in_place(county, answer)
    stays(county)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("{0}", "<p>登录后可查看全文的办理进度。</p>"),
        ("{1}……", "<p>下载附件后可查看全文。</p><p><a href='/tzgg/{2}.docx'>附件：全文.docx</a></p>"),
        ("{1}，请登录省政务服务网办理。", ""),
        ("{1}，请登录报名系统后查看考场。", ""),
    ],
    ids=["below-the-whole", "in-a-file", "to-apply", "to-look-up"],
)
def test_a_word_of_signing_in_that_hides_nothing_is_taken_on(county: Portal, text: str, more: str) -> None:
    for number, (title, held) in enumerate(SUBJECTS[:2]):
        now = text.format(held, held[:20], number)
        county.server.page(f"/tzgg/{number}.html", page(title, now, more=more.format(held, "", number)))
    report = county.crawl()
    assert (report.changed, report.held_back) == (2, 0)


@pytest.mark.parametrize("empty", ["", "<li>暂无数据</li>"])
def test_a_list_without_a_row_takes_nothing_away(county: Portal, empty: str) -> None:
    county.server.page("/tzgg/index.html", f'<html><body><ul class="list">{empty}</ul></body></html>')
    before = said(county)
    report = county.crawl()
    assert said(county) == before
    assert any("index.html" in path for path in county.reasons(report))


def test_another_towns_titles_over_the_same_addresses_rename_nothing(county: Portal) -> None:
    others = [f"青山县林业局第{name}号采伐许可公示" for name in "一二三四五六七八"]
    county.server.page("/tzgg/index.html", listing(list(zip(paths(), others, strict=True))))
    stays(county)


@pytest.mark.parametrize(
    "told",
    [
        {"code": 500, "msg": "系统繁忙，请稍后再试", "data": None},
        {"code": 200, "msg": "服务降级", "data": {"total": 0, "results": []}},
        {
            "code": 200,
            "data": {"total": 1, "results": [{"title": "系统繁忙，请稍后再试", "url": "/busy.html"}]},
        },
    ],
    ids=["fault", "nothing", "as-a-row"],
)
def test_a_list_of_json_that_fails_softly(portal: Portal, told: object) -> None:
    def answered(told: object) -> Callable[[Exchange], None]:
        return lambda exchange: exchange.answer(json.dumps(told), Content_Type="application/json")

    show(portal)
    portal.columns = (("通知公告", "api/list.json"),)
    rows = [{"title": title, "url": path, "publishDate": "2024-03-11"} for path, title in ENTRIES]
    portal.server.routes["/api/list.json"] = answered(
        {"code": 200, "data": {"total": len(rows), "results": rows}}
    )
    portal.crawl()
    before = said(portal)
    assert len(before) == len(TITLES)
    portal.server.routes["/api/list.json"] = answered(told)
    portal.server.page("/busy.html", page("系统繁忙，请稍后再试", "系统繁忙，请稍后再试。"))
    for _ in range(2):
        report = portal.crawl()
        assert (said(portal), report.withdrawn) == (before, 0)
    assert report.problems


def test_all_move_for_good_by_two_steps(county: Portal) -> None:
    """308 to the new folder, 301 within it: the same documents, once each."""
    for number, (title, text) in enumerate(SUBJECTS):
        old, between, new = (form.format(number) for form in ("/tzgg/{}.html", "/zwgk/{}", "/zwgk/{}.html"))
        county.server.routes[old] = lambda exchange, to=between: exchange.redirect(to, 308)  # type: ignore[misc]
        county.server.routes[between] = lambda exchange, to=new: exchange.redirect(to, 301)  # type: ignore[misc]
        county.server.page(new, page(title, text))
    for _ in range(2):
        report = county.crawl()
        assert report.new == report.withdrawn == 0
    assert sorted(said(county)) == sorted(paths("/zwgk/{}.html"))


def test_a_gate_on_one_night_hides_no_real_change_on_the_next(county: Portal) -> None:
    in_place(county, riddle)
    county.crawl()
    show(county)
    title, _ = SUBJECTS[3]
    revised = "投标人须具有水利水电施工总承包二级以上资质，开标日期改为四月九日，向县水利局报名。"
    county.server.page("/tzgg/3.html", page(title, f"白杨村、柳树湾饮水安全工程已具备招标条件，{revised}"))
    assert county.crawl().changed == 1
    assert county.documents()["/tzgg/3.html"].text.endswith(revised)
