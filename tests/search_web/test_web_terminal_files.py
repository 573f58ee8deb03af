"""Attachments at the terminal: seen whole and printed by touch alone, on an upright screen too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright import sync_api as playwright
from web_chromium import needs_chromium
from web_county import SITE, settings
from web_server import serving

from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import open_store
from corpus.web_settings import SiteSettings, TerminalSettings
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

pytestmark = [pytest.mark.browser, needs_chromium]

WIDE = "\t".join(f"第{number}列的数额（万元）" for number in range(30))
RULE = "\n".join(f"第{number}条　内容。" for number in "一二三四五六七八九")


def drawn(path: Path, sha256: str, place: int) -> bytes | None:
    """A sheet of white paper; the second page cannot be drawn."""
    if place > 1:
        return None
    kept = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(kept, "WEBP")
    return kept.getvalue()


@pytest.fixture(params=[(1280, 800), (1080, 1920)], ids=["wide", "upright"])
def tab(
    request: pytest.FixtureRequest, tmp_path: Path, browser: playwright.Browser
) -> Iterator[playwright.Page]:
    """A touch screen at a document with a PDF and a wide sheet, of which two pages may be printed."""
    site = SiteSettings(address="https://gongkai.example.gov.cn")
    config = replace(settings(tmp_path), terminal=TerminalSettings(print_pages=2), site=site)
    files = FileStore(config.files_path)
    pdf, sheet = files.put(b"%PDF-"), files.put(b"PK")
    held = (
        Attachment(f"{SITE}/a.pdf", "标准", pdf, "application/pdf", 5),
        Attachment(f"{SITE}/b.xlsx", "名单", sheet, None, 2),
    )
    with open_store(config.store_url) as store:
        store.put_many([Document(f"{SITE}/1.html", "关于标准的通知", RULE, attachments=held)])
        store.file_texts.put(AttachmentText(pdf, Reading.TEXT, "标准如下。", 2, 2))
        store.file_texts.put(AttachmentText(sheet, Reading.TEXT, f"{WIDE}\n{WIDE}", None, 2))
        build(store, config)
    app = create_app(config, None, drawn)
    width, height = request.param
    with serving(app) as address:
        context = browser.new_context(
            base_url=address, has_touch=True, viewport={"width": width, "height": height}
        )
        opened = context.new_page()
        opened.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1 }")
        opened.goto("/terminal")
        for touched in ("text=请点这里", "text=最新公布", ".found button"):
            opened.tap(touched)
        opened.wait_for_selector(".sheet")
        yield opened
        context.close()
    app.extensions[EXTENSION].close()


def test_nothing_is_out_of_reach_or_too_small_to_touch(tab: playwright.Page) -> None:
    small = """[...document.querySelectorAll('button')].filter(one => one.checkVisibility())
        .map(one => [one.textContent, one.getBoundingClientRect()])
        .filter(([_, box]) => box.width < 80 || box.height < 80
            || box.right > innerWidth || box.bottom > innerHeight)
        .map(([name]) => name)"""
    assert tab.evaluate(small) == []
    tab.tap("text=附件（2）")
    tab.tap('[data-show="file-1"]')
    playwright.expect(tab.locator('[data-aside="1"]:visible')).to_have_count(0)
    tab.tap("text=＋ 放大 >> visible=true")
    tab.tap("text=＋ 放大 >> visible=true")
    assert tab.evaluate(small) == []
    tab.tap("text=右移 ▶ >> visible=true")
    assert tab.evaluate("document.querySelector('[data-over=file-1] .list').scrollLeft") > 0
    tab.tap("[data-back]")
    tab.tap('[data-show="file-2"]')
    tab.tap("text=表格右移 ▶ >> visible=true")
    assert tab.evaluate("document.querySelector('[data-over=file-2] .scroll').scrollLeft") > 0


def test_a_page_that_cannot_be_drawn_says_so(tab: playwright.Page) -> None:
    tab.tap("text=附件（2）")
    tab.tap('[data-show="file-1"]')
    tab.evaluate("document.querySelector('[data-over=file-1] .list').scrollTop = 1e6")
    playwright.expect(tab.locator("[data-over=file-1] .picture").nth(1)).to_have_text(
        "这一页显示不出来，请问工作人员"
    )


def test_what_may_no_longer_be_printed_is_said_where_it_is_seen(tab: playwright.Page) -> None:
    tab.tap("[data-print] >> visible=true")
    tab.tap("[data-print] >> visible=true")
    tab.tap("[data-print] >> visible=true")
    assert tab.evaluate("window.printed") == 2
    playwright.expect(tab.locator("#say")).to_be_visible()
    playwright.expect(tab.locator("#say")).to_have_text("每位读者最多打印 2 页，已打印 2 页，请问工作人员")
