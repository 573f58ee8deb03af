"""Texts that a page keeps for its scripts: hidden fields, strings, templates, frames, calls of functions."""

from __future__ import annotations

import json
import time
from datetime import date
from html import escape
from urllib.parse import quote

import pytest
from made_page import read

from crawler.extract import written
from crawler.pages.page import Page

TEXT = (
    "<p>　　为做好职称评审工作，根据上级统一部署，现将有关事项通知如下：</p>\n"
    "<p>　　一、申报范围。在我市从事专业技术工作的在职人员。</p>\n"
    "<p>某市人力资源和社会保障局</p><p>2023年7月20日</p>"
)
TITLE = "关于开展职称评审工作的通知"
LEAVING = (
    "您访问的链接即将离开某县人民政府门户网站，是否继续由您自行决定，由此产生的后果"
    "本站不承担任何责任。感谢您的支持与理解，祝您生活愉快。"
)
STRING = json.dumps(TEXT, ensure_ascii=False)
ESCAPED = "".join(f"%u{ord(char):04X}" if ord(char) > 127 else quote(char) for char in TEXT)


@pytest.mark.parametrize(
    "holder",
    [
        f'<input type="hidden" id="c" value="{escape(TEXT)}">',
        f"<script>var content = {STRING};$('#con').html(content);</script>",
        f"<script>var content = {json.dumps(TEXT)};</script>",
        f'<script>document.write(unescape("{ESCAPED}"));</script>',
        f"<script type='text/html' id='tpl'>{TEXT}</script>",
        f"<noscript><div>{TEXT}</div></noscript>",
        f'<iframe srcdoc="{escape(TEXT)}"></iframe>',
        f"<textarea style='display:none'>{escape(TEXT)}</textarea>",
    ],
)
def test_a_text_that_a_script_writes_out(holder: str) -> None:
    page = read(f"<div><h2>{TITLE}</h2><div>发布时间：2023-07-21</div><div id='con'></div>{holder}</div>")
    assert (page.title, page.published_on) == (TITLE, date(2023, 7, 21))
    assert page.agency == "某市人力资源和社会保障局"
    assert page.text.startswith("为做好职称评审工作")
    assert page.text.endswith("2023年7月20日")


@pytest.mark.parametrize(
    "holder",
    [
        "<noscript>您的浏览器没有开启JavaScript，部分内容无法显示，请开启后重新访问本页面，谢谢您的配合。</noscript>",
        "<script>alert('系统检测到您的操作过于频繁，请稍后再试。如有疑问请联系管理员，联系电话见首页底部，感谢您的理解和支持。');</script>",
        f'<input type="text" value="{escape(TEXT)}">',
        f"<script>var tip = '<div><p>{LEAVING}</p></div>';</script>",
        f"<noscript><div>{LEAVING}</div></noscript>",
        "<input type=hidden value='某县政府网站是某县人民政府主办的门户网站，为您提供信息公开服务。'>",
    ],
)
def test_what_scripts_hold_that_is_no_text(holder: str) -> None:
    assert read(f"<div><h2>{TITLE}</h2><div>发布时间：2023-07-21</div>{holder}</div>").text == ""


def test_a_document_that_a_function_returns() -> None:
    call = (
        'window.__NUXT__=(function(a,b,c){return {layout:"default",data:[{detail:{title:a,content:b,'
        'publishDate:"2023-07-21",source:"某市人力资源和社会保障局"}}],error:c}}('
        f"{json.dumps(TITLE, ensure_ascii=False)},{STRING},void 0));"
    )
    page = read(f"<div id='__nuxt'></div><script>{call}</script>", "<title>某市人社局</title>")
    assert (page.title, page.published_on) == (TITLE, date(2023, 7, 21))
    assert page.text.startswith("为做好职称评审工作")


@pytest.mark.parametrize(
    "script", ['"' * 200_000, "'\"" * 100_000, '"' + "\\" * 400_000, "(function(a){" * 30_000]
)
def test_scripts_that_end_nothing_are_read_in_time(script: str) -> None:
    tree = Page.parse(
        f"<html><body><script>{script}。</script></body></html>".encode(), "http://p.example/"
    ).tree
    begun = time.perf_counter()
    written.markup(next(tree.iter("script")))
    assert time.perf_counter() - begun < 2
    assert read(f"<script>{script}。</script>").text == ""
