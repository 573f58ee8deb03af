"""朗读: offered where the browser has a Chinese voice, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright import sync_api as playwright
from web_chromium import needs_chromium
from web_county import SITE, settings
from web_server import serving

from corpus.records import Document
from corpus.store import open_store
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

pytestmark = [pytest.mark.browser, needs_chromium]

STAND_IN = """
  window.said = [];
  const speech = {
    speaking: false, addEventListener() {},
    getVoices: () => LANGUAGES.map(lang => ({ lang })),
    speak(one) { speech.speaking = true; window.said.push([one.text, one.voice.lang]); },
    cancel() { speech.speaking = false; },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

TEXT = "第一条　内容。\n第二条　内容。\n第三条　内容。\n项目\t金额\n水价\t2.8"


def opened(
    browser: playwright.Browser, tmp_path: Path, languages: list[str]
) -> tuple[list[list[str]], list[str]]:
    """What is said, and what the button says before, while it is read and when it is stopped."""
    config = settings(tmp_path)
    with open_store(config.store_url) as store:
        store.put_many([Document(f"{SITE}/1.html", "关于水价的通知", TEXT)])
        build(store, config)
    app = create_app(config)
    with serving(app) as address:
        tab = browser.new_page(base_url=address)
        tab.add_init_script(STAND_IN.replace("LANGUAGES", json.dumps(languages)))
        tab.goto("/document/1")
        button, shown = tab.locator("[data-speak]"), list[str]()
        if button.is_visible():
            shown.append(button.inner_text())
            for _ in range(2):
                button.click()
                shown.append(button.inner_text())
        said = tab.evaluate("window.said")
        tab.close()
    app.extensions[EXTENSION].close()
    return said, shown


def test_a_mandarin_voice_reads_title_and_text_and_no_sign_of_a_link(
    browser: playwright.Browser, tmp_path: Path
) -> None:
    said, shown = opened(browser, tmp_path, ["en-US", "zh-HK", "zh-CN"])
    assert shown == ["朗读", "停止朗读", "朗读"]
    assert {lang for _, lang in said} == {"zh-CN"}
    texts = ["".join(text.split()) for text, _ in said]
    assert texts[:2] == ["关于水价的通知", "第一条内容。"]
    assert texts[-1] == "项目，金额，水价，2.8，"


def test_without_a_chinese_voice_nothing_is_offered(browser: playwright.Browser, tmp_path: Path) -> None:
    assert opened(browser, tmp_path, ["en-US"]) == ([], [])
