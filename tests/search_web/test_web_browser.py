"""The interface in a real browser, without JavaScript, on a phone and on a desktop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from flask import Flask
from playwright import sync_api as playwright
from staff_browsers import cookie_of_session
from web_chromium import DESKTOP, PHONE, needs_chromium

from search_web.shared.staff_access import COOKIE

WIDEST_LINE = 42
"""Characters of a line: 40 as designed, and hanging punctuation."""

PATHS = (
    "/",
    "/search",
    "/search?q=补贴&year=2020&year=2021&agency=青石县农业农村局",
    '/search?q="火星移民"',
    "/document/1?q=养老金",
    "/document/37",
    "/document/38",
    "/document/39",
    "/catalogue",
    "/guide",
    "/staff",
    "/staff/account",
    "/staff/accounts",
    "/staff/audit",
    "/staff/guide",
    "/staff/duplicates",
    "/staff/duplicates/check",
    "/staff/duplicates/check?url=http://www.example.test/2020/0.html",
    "/staff/duplicates/compare?left=1&right=10",
    "/staff/duplicates/marks",
    "/no-such-page",
)

ROOM_ABOVE = "it => it.getBoundingClientRect().top - it.previousElementSibling.getBoundingClientRect().bottom"
"""Pixels between an element and what stands before it."""

pytestmark = [pytest.mark.browser, needs_chromium]

CONTRAST = """
() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const linear = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const l = c.slice(0, 3).map(linear);
    return .2126 * l[0] + .7152 * l[1] + .0722 * l[2]; };
  const ground = node => { for (; node; node = node.parentElement) {
    const c = rgb(getComputedStyle(node).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  const worst = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
    const a = light(rgb(getComputedStyle(node).color)), b = light(ground(node));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 7) worst.push([walker.currentNode.data.trim(), ratio]);
  }
  return worst;
}
"""

STRUCTURE = """
() => ({
  levels: [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1]),
  unnamed: [...document.querySelectorAll('a,button,summary')].filter(e => !e.textContent.trim()).length,
  unlabelled: [...document.querySelectorAll('input:not([type=hidden])')].filter(e => !e.labels.length).length,
  images: [...document.querySelectorAll('img:not([alt])')].length,
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
})
"""


FOR_OLD_EYES_AND_HANDS = """
() => {
  const small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
    if (node.closest('.unseen, .skip, option')) continue;
    if (parseFloat(getComputedStyle(node).fontSize) < 22) small.push(walker.currentNode.data.trim());
  }
  for (const one of document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')) {
    if (!one.checkVisibility() || one.closest('.skip')) continue;
    const target = one.matches('[type=checkbox], [type=radio]') ? one.closest('label') : one;
    if (target.getBoundingClientRect().height < 47.5) small.push(one.textContent.trim() || one.name);
  }
  return small;
}
"""


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def tab(
    request: pytest.FixtureRequest, browser: playwright.Browser, address: str, app: Flask
) -> Iterator[playwright.Page]:
    """A tab without JavaScript that must neither complain nor ask another host."""
    context = browser.new_context(viewport=request.param, java_script_enabled=False, base_url=address)
    context.add_cookies([cookie_of_session(app, address)])
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: requests.append(asked.url))
    yield page
    assert [c for c in complaints if "404" not in c] == []
    assert [url for url in requests if not url.startswith(address)] == []
    assert [cookie["name"] for cookie in context.cookies()] == [COOKIE]
    context.close()


def test_a_reader_searches_filters_reads_and_returns(tab: playwright.Page) -> None:
    tab.goto("/")
    tab.get_by_label("检索内容").fill("补贴")
    tab.get_by_role("button", name="检索").click()
    playwright.expect(tab.get_by_role("status")).to_contain_text("共 8 件")
    if tab.viewport_size == PHONE:
        playwright.expect(tab.get_by_role("form", name="筛选")).to_be_hidden()
        tab.locator(".fold summary").click()
    tab.get_by_role("form", name="筛选").get_by_label("2024 年").check()
    tab.get_by_role("button", name="应用").click()
    playwright.expect(tab.get_by_role("status")).to_contain_text("共 2 件")
    tab.locator(".hits h2 a").first.click()
    playwright.expect(tab.locator(".text mark").first).to_have_text("补贴")
    tab.get_by_role("link", name="取消标记").click()
    playwright.expect(tab.locator("mark")).to_have_count(0)


def test_each_page_fits_stands_out_and_is_built_for_who_does_not_see_it(tab: playwright.Page) -> None:
    for path in PATHS:
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert tab.evaluate(CONTRAST) == [], path
        found = tab.evaluate(STRUCTURE)
        levels = found["levels"]
        assert (levels[0], levels.count(1)) == (1, 1), path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
        assert found["unnamed"] == found["unlabelled"] == found["images"] == 0, path
        assert len(found["ids"]) == len(set(found["ids"])), path
        assert re.search("[\u4e00-\u9fff]", tab.title()), path


def test_for_the_old_letters_are_large_and_targets_too(tab: playwright.Page, address: str) -> None:
    kept = {"name": "gongkai_display", "value": "elder", "url": address}
    tab.context.add_cookies([kept])
    for path in [*(path for path in PATHS if not path.startswith("/staff")), "/search/advanced", "/display"]:
        tab.goto(path)
        assert tab.evaluate(FOR_OLD_EYES_AND_HANDS) == [], path
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    tab.context.clear_cookies(name="gongkai_display")


def test_the_keyboard_skips_to_the_text_and_shows_where_it_is(tab: playwright.Page) -> None:
    tab.goto("/search?q=补贴")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#content"


def test_lines_of_a_text_are_short_and_large(tab: playwright.Page) -> None:
    tab.goto("/document/1")
    size, width = tab.evaluate(
        "(() => { const t = document.querySelector('.text');"
        " return [parseFloat(getComputedStyle(t).fontSize), t.clientWidth]; })()"
    )
    assert size >= 18
    assert width / size <= WIDEST_LINE


def test_below_a_title_of_200_characters_the_text_begins_on_the_first_screen(tab: playwright.Page) -> None:
    tab.goto("/document/1")
    tab.evaluate(
        "Object.assign(document.querySelector('.document h1'),"
        " {textContent: '关于补偿标准的通知等'.repeat(20), className: 'long'})"
    )
    assert tab.locator(".text").bounding_box()["y"] < tab.viewport_size["height"]


def test_a_wide_table_scrolls_in_its_own_box(tab: playwright.Page) -> None:
    tab.goto("/document/38")
    assert tab.evaluate(
        "(() => { const b = document.querySelector('.scroll'); return b.scrollWidth > b.clientWidth })()"
    )


def test_print_shows_the_document_and_nothing_else(tab: playwright.Page) -> None:
    tab.emulate_media(media="print")
    tab.goto("/document/1")
    playwright.expect(tab.locator(".text")).to_be_visible()
    for chrome in (".bar", ".search", ".foot"):
        playwright.expect(tab.locator(chrome)).to_be_hidden()
    tab.goto("/document/38")
    playwright.expect(tab.locator("#attachments")).to_be_visible()
    playwright.expect(tab.locator("#origin")).to_be_hidden()


def test_a_printed_list_says_of_what_and_the_catalogue_is_a_table_on_paper(tab: playwright.Page) -> None:
    tab.set_viewport_size({"width": 640, "height": 900})
    tab.emulate_media(media="print")
    tab.goto("/search?q=补贴&year=2024")
    title = tab.locator("h1")
    playwright.expect(title).to_have_text("“补贴”的检索结果")
    assert title.bounding_box()["height"] > 20
    playwright.expect(tab.locator(".chips")).to_be_visible()
    tab.goto("/catalogue")
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('.catalogue tbody tr')).display") == "table-row"
    )


def test_the_catalogue_is_a_table_on_a_desktop_and_cards_on_a_phone(tab: playwright.Page) -> None:
    tab.goto("/catalogue")
    display = tab.evaluate("getComputedStyle(document.querySelector('.catalogue tbody tr')).display")
    assert display == ("block" if tab.viewport_size == PHONE else "table-row")


def test_pages_of_staff_leave_room_between_words_and_forms_and_show_whole_tables(
    tab: playwright.Page,
) -> None:
    tab.set_viewport_size(DESKTOP)
    for path in ("guide", "thesaurus", "terms", "catalogue"):
        tab.goto(f"/staff/{path}")
        assert tab.locator(".staff > p + form").first.evaluate(ROOM_ABOVE) >= 8, path
    tab.goto("/staff/inspection")
    assert tab.locator(".scroll").evaluate("box => box.scrollWidth <= box.clientWidth")


def test_staff_check_a_text_and_compare_it_without_a_script(tab: playwright.Page) -> None:
    tab.goto("/staff/duplicates/check")
    text = "年满六周岁的适龄儿童，由监护人持户口簿和不动产权证书到片区学校登记。"
    tab.get_by_label("粘贴正文").fill(
        "现就登记事项公告如下：\n" + text + "随迁子女凭居住证登记，与本地儿童同等对待。"
    )
    tab.get_by_role("button", name="查重").click()
    playwright.expect(tab.get_by_role("status")).to_contain_text("可能重复的文件")
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    columns = tab.evaluate(
        "[...document.querySelector('.sides [data-name]').parentElement.children]"
        ".map(cell => cell.getBoundingClientRect().top)"
    )
    assert len(set(columns)) == (2 if tab.viewport_size == PHONE else 1)
    playwright.expect(tab.get_by_label("粘贴正文")).to_have_value(re.compile("现就登记事项"))
