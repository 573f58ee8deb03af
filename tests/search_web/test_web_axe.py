"""Every page by the rules of axe-core for WCAG 2.2, levels A and AA."""

from __future__ import annotations

from importlib.resources import files

import pytest
from flask import Flask
from playwright import sync_api as playwright
from staff_browsers import cookie_of_session
from web_chromium import needs_chromium

pytestmark = [pytest.mark.browser, pytest.mark.any_database, needs_chromium]

PAGES = (
    "/",
    "/search?q=补贴",
    "/search?q=补贴 轮候&year=2020&from=2020-01-01",
    '/search?q="火星移民"',
    "/search/advanced",
    "/document/1?q=养老金",
    "/document/38",
    "/display",
    "/catalogue",
    "/guide",
    "/staff/guide",
    "/staff/portals",
    "/staff/privacy?looked=all",
    "/staff/annual-report",
    "/no-such-page",
    "/terminal",
    "/screen",
)

RUN = """async () => (await axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
})).violations.flatMap(one => one.nodes.map(node => one.id + ' ' + node.target.join(' ')))"""

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


WALLS = ((1280, 800), (1920, 1080), (1080, 1920))
"""Screens of terminals, the last one upright."""


@pytest.mark.parametrize(
    ("mode", "widths"), [("", (320, 390, 1280)), ("elder", (390, 1280)), ("elder.contrast", (1280,))]
)
def test_no_page_breaks_a_rule(
    browser: playwright.Browser, address: str, app: Flask, mode: str, widths: tuple[int, ...]
) -> None:
    context = browser.new_context(base_url=address, bypass_csp=True)
    context.add_cookies([cookie_of_session(app, address)])
    if mode:
        context.add_cookies([{"name": "gongkai_display", "value": mode, "url": address}])
    tab = context.new_page()
    broken = {}
    for path in PAGES:
        tab.goto(path)
        tab.evaluate(AXE)
        for width in widths:
            tab.set_viewport_size({"width": width, "height": 844})
            found = tab.evaluate(RUN)
            found += ["wider than the screen"] * tab.evaluate(
                "+(document.documentElement.scrollWidth > innerWidth)"
            )
            if found:
                broken[path, width] = found
    context.close()
    assert broken == {}


TOUCHES = {
    "by words": (
        ("text=请点这里", "main.start"),
        (".box", "main.type"),
        ("text=123 文号", "[data-pad=numbers]"),
        ("text=拼音 >> nth=-1", "[data-pad=letters]"),
        ('[data-key="b"]', ".words button"),
        (".words button >> nth=0", "main.results"),
        (".questions button >> nth=1", "main.choose"),
        ("[data-back]", "main.results"),
        (".found button >> nth=0", "main.document"),
        ('[data-show="besides"]', '[data-over="besides"]'),
    ),
    "step by step": (
        ("text=请点这里", "main.start"),
        ("text=按类别", "main.choose"),
        ("[data-back]", "main.start"),
        ("text=按年份", "main.choose"),
        ("text=2019 年", "main.results"),
        (".found button", "main.document"),
        ("text=附件（3）", '[data-over="files"]'),
        ('[data-show="file-3"]', '[data-over="file-3"]'),
    ),
}
"""What a reader touches, and what is there then."""


@pytest.mark.parametrize("way", TOUCHES)
def test_no_view_of_the_terminal_breaks_a_rule(browser: playwright.Browser, address: str, way: str) -> None:
    context = browser.new_context(base_url=address, bypass_csp=True, has_touch=True)
    tab = context.new_page()
    tab.goto("/terminal")
    tab.evaluate(AXE)
    broken = {}

    def look(there: str) -> None:
        for width, height in WALLS:
            tab.set_viewport_size({"width": width, "height": height})
            if found := tab.evaluate(RUN):
                broken[there, width] = found

    for touched, there in TOUCHES[way]:
        tab.tap(touched)
        tab.wait_for_selector(there)
        look(there)
    tab.evaluate("document.querySelector('.asking').hidden = false")
    look("asking")
    context.close()
    assert broken == {}
