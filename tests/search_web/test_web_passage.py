"""A hit of a long document leads to the passage that was found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from playwright import sync_api as playwright
from web_chromium import DESKTOP, needs_chromium
from web_county import SITE, settings

from corpus.records import Document
from corpus.store import open_store
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database

PARAGRAPHS = [f"第{n}条 本条规定的事项由主管部门按职责办理，其他事项另行通知。" for n in range(1, 121)]
FOUND = "渔民凭船只证书领取渔业补贴。"
LINES = [*PARAGRAPHS[:100], FOUND, *PARAGRAPHS[100:]]
OTHERS = [f"{n}、村民委员会的事务由村民会议讨论，结果张榜公布。" for n in range(1, 121)]
RICH_LINES = [*OTHERS[:100], FOUND, *OTHERS[100:]]
RICH = "".join(f"<p>{line}</p>" for line in RICH_LINES).replace("领取渔业", "领取<b>渔业</b>")


@pytest.fixture(scope="module")
def app(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    config = settings(tmp_path_factory.mktemp("passages"))
    text = "\n".join(LINES)
    with open_store(config.store_url) as store:
        store.put(Document(url=f"{SITE}/plain", title="长办法之一", text=text))
        store.put(Document(url=f"{SITE}/rich", title="长办法之二", text="\n".join(RICH_LINES), html=RICH))
        store.put(Document(url=f"{SITE}/short", title="短通知", text=FOUND))
        build(store, config)
    made = create_app(config)
    yield made
    made.extensions[EXTENSION].close()


def links(client: FlaskClient) -> dict[str, str]:
    soup = BeautifulSoup(client.get("/search?q=渔业补贴").get_data(as_text=True), "lxml")
    return {str(link.text): str(link["href"]) for link in soup.select(".hits h2 a")}


def test_a_passage_far_down_is_linked_and_one_in_sight_is_not(client: FlaskClient) -> None:
    found = links(client)
    assert found["长办法之一"].endswith("#passage")
    assert found["长办法之二"].endswith("#passage")
    assert "#" not in found["短通知"]


@pytest.mark.parametrize("title", ["长办法之一", "长办法之二"])
def test_the_passage_is_named_once_where_the_words_stand(client: FlaskClient, title: str) -> None:
    soup = BeautifulSoup(client.get(links(client)[title]).get_data(as_text=True), "lxml")
    named = soup.select("#passage")
    assert len(named) == 1
    assert named[0].name == "mark"
    paragraph = named[0].find_parent("p")
    assert paragraph is not None
    assert paragraph.text == FOUND


def test_without_words_nothing_is_named(client: FlaskClient) -> None:
    path = links(client)["长办法之一"].partition("?")[0]
    assert 'id="passage"' not in client.get(path).get_data(as_text=True)


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("title", ["长办法之一", "长办法之二"])
def test_a_reader_lands_at_the_passage(address: str, browser: playwright.Browser, title: str) -> None:
    page = browser.new_page(viewport=DESKTOP, java_script_enabled=True)
    page.goto(f"{address}/search?q=渔业补贴")
    page.get_by_role("link", name=title).click()
    playwright.expect(page.locator("#passage")).to_be_in_viewport()
    assert page.evaluate("scrollY") > DESKTOP["height"]
    tint = "getComputedStyle(document.querySelector('#passage').closest('p')).backgroundColor"
    assert page.evaluate(tint) != "rgba(0, 0, 0, 0)"
    page.close()
