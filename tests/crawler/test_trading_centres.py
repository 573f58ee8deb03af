"""Pages as trading centres have them: texts in frames beside tabs, files behind programs, feet in tables."""

from __future__ import annotations

import time

import pytest
from made_page import read

from crawler.extract import extract, joined, next_part
from crawler.extract.trim import trimmed
from crawler.pages.page import Page

TITLE = "滨河路雨污分流改造工程招标公告"
TEXT = (
    "<p>一、本招标项目已由主管部门批准建设，招标人为县住房和城乡建设局，建设资金已经落实。</p>"
    "<p>二、投标人应当具有相应的资质，并在人员、设备、资金等方面具有相应的施工能力。</p>"
)
LAST = "具有相应的施工能力。"
WELCOME = (
    "<div>欢迎访问云岭县公共资源交易中心！</div>"
    "<div>当前位置：<a href='/'>首页</a>&gt;<a href='/jyxx/'>交易信息</a>&gt;正文</div>"
)
TABS = (
    "<div class='flow'><ul><li><a href='/1.html'>招标公告</a></li>"
    "<li><a href='/2.html'>中标结果公告</a></li></ul></div>"
)


def article(text: str, below: str = "") -> str:
    line = "<p class='sub'>发布时间：2024-05-31　来源：县住房和城乡建设局　浏览次数：<em>0</em></p>"
    return f"<div><h3>{TITLE}</h3>{line}<div class='article-con'>{text}</div></div>{below}"


def page(body: str, address: str) -> Page:
    return Page.parse(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), address)


def test_a_text_in_a_frame_is_the_document_whatever_tabs_stand_below() -> None:
    shown = WELCOME + article("<iframe src='/a_content.html'></iframe>", TABS)
    first = page(shown, "http://portal.example/a.html")
    assert next_part(first) == "http://portal.example/a_content.html"
    part = page(TEXT, "http://portal.example/a_content.html")
    assert joined(extract(first), [extract(part)]).text.startswith("一、本招标项目")


def test_a_frame_within_a_text_is_no_part_of_it() -> None:
    framed = page(article(TEXT + "<iframe src='/map.html'></iframe>"), "http://portal.example/a.html")
    assert next_part(framed) is None


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='https://v.example/film.html'></iframe>",
        "<iframe src='/share.html' width=0 height=0></iframe>",
        "<iframe src='/share.html' style='display:none'></iframe>",
        "<iframe></iframe>",
    ],
)
def test_a_frame_that_holds_no_text_does_not_hide_the_one_beside_it(frame: str) -> None:
    shown = page(article(frame, f"<div class='wz'>{TEXT * 2}</div>"), "http://portal.example/a.html")
    assert LAST in extract(shown).text
    assert next_part(shown) is None


@pytest.mark.parametrize(
    "href",
    [
        "/WebbuilderMIS/attach/downloadZtbAttach.jspx?attachGuid=7-1&appUrlFlag=ztb001",
        "/frame/pages/attachAction.action?cmd=get&attachGuid=7",
        "/handlers/Get.ashx?fileid=7",
    ],
)
def test_a_program_sends_the_files_of_a_notice(href: str) -> None:
    files = (
        f"<div class='ewb-attach'><h4>附件下载</h4><ul><li><a href='{href}'>招标文件.txt</a></li></ul></div>"
    )
    found = read(article(f"{TEXT}{files}"))
    assert [file.title for file in found.attachments] == ["招标文件.txt"]
    assert found.text.endswith(LAST)


def test_a_program_that_shows_pages_sends_none() -> None:
    found = read(article(f"{TEXT}<p><a href='/info/show.jspx?id=7'>另一公告</a></p>"))
    assert found.attachments == ()


@pytest.mark.parametrize(
    "foot",
    ["县公共资源交易中心　Copyright 2012-2016", "Copyright © 2019 All rights", "县财政局 Copyrights©2020"],
)
def test_a_foot_of_the_page_is_no_part_of_the_text(foot: str) -> None:
    text = ["二、投标人应当具有相应的施工能力。", foot]
    assert trimmed(text, (), known=False) == (text[:1], text[1:])


def test_a_sentence_on_copyright_stays() -> None:
    last = "<p>三、软件应当标明 Copyright 字样，著作权归招标人所有。</p>"
    assert read(article(TEXT + last)).text.endswith("归招标人所有。")


@pytest.mark.parametrize(("piece", "last"), [(".do?", ""), ("down", "/a.html"), ("/files", "/a.b")])
def test_addresses_of_any_length_cost_little(piece: str, last: str) -> None:
    address = f"/a{piece * (100_000 // len(piece))}{last}"
    began = time.process_time()
    read(f"<h1>{TITLE}</h1><div class='article-con'>{TEXT}<a href='{address}'>附件一</a></div>")
    assert time.process_time() - began < 1
