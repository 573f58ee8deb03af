"""The terminal: its views, what it keeps to itself, and a reader who only touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from playwright import sync_api as playwright
from web_chromium import CHROMIUM, FLAGS, needs_chromium
from web_county import fill, settings

from corpus.records import Document
from corpus.web_settings import SiteSettings, TerminalSettings
from search_web import create_app
from search_web.shared.services import EXTENSION
from search_web.terminal.printing import pages

pytestmark = pytest.mark.any_database


def view(client: FlaskClient, **fields: str) -> BeautifulSoup:
    answer = client.post("/terminal/view", data=fields)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return BeautifulSoup(answer.text, "lxml")


def test_the_terminal_begins_with_the_newest_and_four_ways(client: FlaskClient) -> None:
    assert "2024-03-09" in client.get("/terminal").text
    ways = [b.get_text() for b in view(client, view="start").select(".ways strong")]
    assert ways == ["按单位", "按年份", "按类别", "最新公布"]
    assert client.get("/terminal").headers["Cache-Control"] == "private, no-store"


def test_letters_give_words_and_single_characters(client: FlaskClient) -> None:
    found = client.post("/terminal/words", data={"letters": "yljbj"}).json
    assert found["characters"] == []
    found = client.post("/terminal/words", data={"letters": "yang"}).json
    assert any("养老金" in word for word in found["words"])
    assert found["syllable"] == "yang"
    assert found["characters"][0] == "养"


def test_results_come_five_at_a_time_with_filters_as_questions(client: FlaskClient) -> None:
    soup = view(client, view="results", q="补贴")
    assert len(soup.select(".found li")) == 5
    assert [b.text for b in soup.select(".questions button")][:3] == ["改词", "哪个单位？", "哪一年？"]
    assert "page=2" in soup.select_one('[data-page="1"]')["data-go"]
    narrowed = view(client, view="results", q="补贴", year="2024")
    assert "2024 年" in narrowed.select_one(".questions .on").text
    assert view(client, view="choose", field="year").select(".choices button")
    assert client.post("/terminal/view", data={"view": "choose", "field": "text"}).status_code == 404


def test_a_terminal_alone_leads_everywhere_to_itself_and_shows_a_code_where_there_is_an_address(
    tmp_path: Path,
) -> None:
    site = SiteSettings(address="https://gongkai.example.gov.cn")
    pinned = TerminalSettings(only=True, pinned=("水价",), hidden=("低保",))
    config = replace(settings(tmp_path), terminal=pinned, site=site)
    fill(config)
    app = create_app(config)
    client = app.test_client()
    for path in ("/", "/search?q=养老金", "/staff", "/document/1", "/api/v1/search"):
        assert client.get(path).location == "/terminal"
    assert client.get("/terminal").status_code == client.get("/screen").status_code == 200
    assert view(client, view="start").select_one('[data-query="水价"]')
    assert view(client, view="document", number="1").select_one("figure svg path")
    offered = client.post("/terminal/words", data={"letters": "sj"}).json["words"]
    assert offered[0] == "水价"
    assert "低保" not in client.post("/terminal/words", data={"letters": "dibao"}).json["words"]
    app.extensions[EXTENSION].close()


def test_a_document_leads_to_what_is_related_to_it(client: FlaskClient) -> None:
    soup = view(client, view="document", number="1")
    beside = soup.select('[data-over="besides"] button[data-go]')
    assert f"相关文件（{len(beside)}）" in soup.select_one('[data-show="besides"]').text
    step = dict(parse_qsl(beside[0]["data-go"]))
    title = beside[0].select_one(".name").text
    assert view(client, **step).select_one(".sheet h2").text == title


def test_the_pages_of_a_long_document_are_foretold() -> None:
    assert pages(Document("u", "短", text="一句话。")) == 1
    assert pages(Document("u", "长", text="\n".join(["字" * 70] * 34))) == 3


@pytest.fixture
def touching(app: Flask, address: str, tmp_path: Path) -> Iterator[playwright.Page]:
    """A tab of a touch screen with a profile on the disk."""
    with playwright.sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=str(CHROMIUM),
            args=FLAGS,
            has_touch=True,
            viewport={"width": 1280, "height": 800},
            base_url=address,
        )
        context.add_init_script("window.print = () => document.documentElement.dataset.printed = 'yes'")
        yield context.pages[0]
        context.close()


def in_profile(folder: Path, text: str) -> list[str]:
    spellings = (
        text.encode(),
        text.encode("utf-16-le"),
        "".join(f"%{b:02X}" for b in text.encode()).encode(),
    )
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one in path.read_bytes() for one in spellings)]


@pytest.mark.browser
@pytest.mark.any_database
@needs_chromium
def test_by_touch_alone_from_rest_to_print_and_back_by_the_timer_without_a_trace(
    touching: playwright.Page, tmp_path: Path
) -> None:
    tab = touching
    tab.clock.install()
    tab.goto("/terminal")
    visited = tab.evaluate("history.length")
    tab.tap("text=请点这里")
    tab.tap(".box")
    for key in "ylj":
        tab.tap(f'[data-key="{key}"]')
    tab.tap('.words button:has-text("养老金") >> nth=0')
    tab.tap(".found button >> nth=0")
    playwright.expect(tab.locator(".sheet h2")).to_contain_text("养老金")
    playwright.expect(tab.locator('[data-scroll="-1"]')).to_be_disabled()
    tab.tap("text=下一处")
    tab.tap("[data-print]")
    assert tab.evaluate("document.documentElement.dataset.printed") == "yes"
    small = tab.evaluate(
        "[...document.querySelectorAll('button')].filter(b => b.checkVisibility())"
        ".filter(b => b.getBoundingClientRect().height < 80).length"
    )
    assert small == 0
    tab.clock.run_for(61_000)
    playwright.expect(tab.get_by_role("alertdialog")).to_be_visible()
    tab.evaluate(
        "document.querySelector('.sheet').addEventListener('click', () => { document.title = 'below' })"
    )
    tab.tap("text=继续查")
    playwright.expect(tab.get_by_role("alertdialog")).to_be_hidden()
    assert tab.title() != "below"
    tab.context.set_offline(True)
    tab.clock.run_for(76_000)
    playwright.expect(tab.get_by_text("暂时查不了")).to_be_visible()
    assert tab.inner_html("#view") == "", "nothing stays while there is no answer"
    tab.context.set_offline(False)
    with tab.expect_navigation():
        tab.clock.run_for(6_000)
    playwright.expect(tab.get_by_text("最新公开的文件")).to_be_visible()
    assert tab.evaluate("history.length") == visited
    assert tab.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    tab.context.close()
    assert in_profile(tmp_path / "profile", "养老金") == []
    assert in_profile(tmp_path / "profile", "terminal/view") == []


@pytest.mark.browser
@needs_chromium
def test_step_by_step_to_a_wide_table_and_a_file_without_a_finger_that_scrolls(
    browser: playwright.Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, has_touch=True, viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto("/terminal")
    for touched in ("text=请点这里", "text=按年份", "text=2019 年", ".found button"):
        tab.tap(touched)
    tab.tap("text=表格右移")
    assert tab.evaluate("document.querySelector('.sheet .scroll').scrollLeft") > 0
    tab.tap("text=附件（3）")
    tab.tap('[data-show="file-3"]')
    playwright.expect(tab.locator('[data-over="file-3"]').get_by_text("不能在终端上显示")).to_be_visible()
    tab.tap("[data-back]")
    playwright.expect(tab.locator('[data-over="files"]')).to_be_visible()
    tab.tap("[data-back]")
    playwright.expect(tab.locator(".sheet h2")).to_be_visible()
    context.close()


@pytest.mark.browser
@needs_chromium
def test_back_leads_to_what_was_typed_and_to_the_page_of_the_list(
    browser: playwright.Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, has_touch=True, viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto("/terminal")
    for touched in ("text=请点这里", ".box", "[data-key=b]", "[data-key=t]"):
        tab.tap(touched)
    tab.tap(".words button:text-is('补贴')")
    tab.tap("text=下翻")
    playwright.expect(tab.locator(".count")).to_contain_text("第 2 页")
    tab.tap(".found button >> nth=0")
    tab.wait_for_selector(".sheet")
    tab.tap("[data-back]")
    playwright.expect(tab.locator(".count")).to_contain_text("第 2 页")
    tab.tap("[data-back]")
    playwright.expect(tab.locator("[data-typed]")).to_have_text("补贴")
    context.close()
