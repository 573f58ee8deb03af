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


@pytest.mark.parametrize(("name", "read_so"), [("infocontent", True), ("agreement", False), ("c", False)])
def test_a_hidden_text_that_says_nothing_of_its_title_is_told_by_its_name(name: str, read_so: bool) -> None:
    said = "<p>一、投标人应当具有相应资质。</p><p>二、保证金于开标前交纳，逾期不予受理。</p>"
    holder = f"<textarea id='{name}' style='display:none'>{escape(said * 2)}</textarea>"
    page = read(f"<div><h2>青石桥改造施工</h2><div>发布时间：2023-07-21</div><p></p>{holder}</div>")
    assert page.text.startswith("一、投标人应当具有") is read_so
    assert bool(page.text) is read_so


PROMPTS = {
    "tip": "您好，欢迎使用智能问答机器人，请输入您要咨询的问题，我会尽力解答。例如：如何办证？",
    "cookieContent": "为了给您提供更好的服务，我们使用Cookie记录您的浏览信息。继续浏览即表示您同意。",
    "infoWindow": "某市人社局位于全市中心的人民路12号，乘坐3路公交车下车即到。电话：0319-8123456，欢迎。",
    "agreement": "提交申请前请仔细阅读以下须知：申请人应当如实填写，对真实性负责。提供虚假材料的，依法追究。",
    "body": "本信箱受理属于政府职责范围的问题。来信人应使用真实姓名，内容应客观。信件将在15日内答复。",
    "html": "感谢您对本次服务作出评价！您的意见将帮助我们改进。请选择：非常满意、满意、不满意，谢谢。",
}


@pytest.mark.parametrize(
    "holds", ["<p><img src='/upload/jg.jpg'></p>", "<p><a href='/upload/ys.pdf'>全文.pdf</a></p>", ""]
)
@pytest.mark.parametrize("name", PROMPTS)
def test_what_a_site_says_to_whoever_comes_is_no_text(name: str, holds: str) -> None:
    prompt = f"<div><p>{PROMPTS[name]}</p></div>"
    script = f'<script>var {name} = "{prompt}"; show({{title: \'提示\', content: "{prompt}"}});</script>'
    page = read(
        f"{script}<h1>关于表彰先进的决定</h1><div>2023-07-21</div><div class='content'>{holds}</div>",
        "<title>关于表彰先进的决定_某市人力资源和社会保障局</title>",
    )
    assert prompt[8:14] not in page.text
    assert page.title == "关于表彰先进的决定"


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
    written.markup(next(tree.iter("script")), TITLE)
    assert time.perf_counter() - begun < 2
    assert read(f"<script>{script}。</script>").text == ""
