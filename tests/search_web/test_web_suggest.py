"""Suggestions in the search box, what was meant on the results page, and the counting of past queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from playwright import sync_api as playwright
from web_chromium import DESKTOP, PHONE, needs_chromium
from web_county import fill, settings

from corpus.errors import StoreBusy
from corpus.store import Store, database
from search_web import create_app
from search_web.shared import past_queries
from search_web.shared.past_queries import SPAN_SECONDS, QueryCounter
from search_web.shared.services import EXTENSION, Services

THRESHOLD = 5
"""As config.toml has it."""


@pytest.fixture(scope="module")
def app(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An interface of its own: what is asked here is counted."""
    config = settings(tmp_path_factory.mktemp("suggesting"))
    fill(config)
    made = create_app(config)
    yield made
    parts(made).close()


def parts(app: Flask) -> Services:
    found = app.extensions[EXTENSION]
    assert isinstance(found, Services)
    return found


@pytest.fixture
def write(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Writes what was counted; then another span begins."""
    now = monotonic()
    monkeypatch.setattr(past_queries, "time", lambda: now)

    def write() -> None:
        nonlocal now
        parts(app).query_counter.flush()
        parts(app).unanswered_counter.flush()
        now += SPAN_SECONDS

    return write


def offered(client: FlaskClient, typed: str) -> list[str]:
    answer = client.get("/api/v1/suggest", query_string={"q": typed})
    assert answer.status_code == 200
    assert answer.json["query"] == typed
    return list(answer.json["suggestions"])


@pytest.mark.parametrize("typed", ["养老金", "yanglaojin", "ylj", "养lao金"])
def test_titles_are_offered_by_characters_and_pinyin(client: FlaskClient, typed: str) -> None:
    assert "关于提高城乡居民基础养老金标准的通知（2020年）" in offered(client, typed)


@pytest.mark.parametrize("typed", ["", "火星移民", "<script>", '"', "%"])
def test_what_nothing_begins_with_gives_an_empty_list(client: FlaskClient, typed: str) -> None:
    assert offered(client, typed) == []


def test_an_answer_keeps_for_a_short_while(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest?q=a").headers["Cache-Control"] == "public, max-age=60"


def test_an_overlong_text_is_completed_by_its_beginning(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest", query_string={"q": "养老金" * 500}).json["suggestions"] == []


def test_a_query_that_is_answered_by_another_says_so_and_can_be_undone(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/search?q=gonggongzulinzhufang&year=2020").text, "lxml")
    note = soup.select_one(".note")
    assert note is not None
    assert "没有找到“gonggongzulinzhufang”" in note.text
    assert "公共租赁住房" in note.text
    undo = note.select_one("a")
    assert undo is not None
    assert "exact=1" in undo["href"]
    assert "year=2020" in undo["href"]
    literal = BeautifulSoup(client.get(undo["href"]).text, "lxml")
    assert literal.select_one(".empty") is not None
    assert literal.select_one(".meant, .note strong") is None


def test_queries_that_found_something_are_offered_once_many_asked_them(
    client: FlaskClient, write: Callable[[], None]
) -> None:
    for asked in range(THRESHOLD):
        assert "农机 购置" not in offered(client, "农机")
        assert client.get("/search?q=农机 购置").status_code == 200
        assert asked < THRESHOLD
        write()
    assert "农机 购置" in offered(client, "农机")


def test_what_found_nothing_or_is_personal_or_another_page_is_not_counted(
    app: Flask, client: FlaskClient, write: Callable[[], None]
) -> None:
    for _ in range(THRESHOLD):
        client.get('/search?q="火星移民"')
        client.get("/search?q=补贴 13800138000")
        client.get("/search?q=养老金 补贴&page=2")
        client.get("/api/v1/search?q=农机 补贴")
        write()
    kept = [query for query, _ in parts(app).store.past_queries.kept(THRESHOLD)]
    assert dict(parts(app).store.unanswered_queries.kept(THRESHOLD)) == {'"火星移民"': THRESHOLD}
    assert not {"火星移民", '"火星移民"', "补贴 13800138000", "养老金 补贴", "农机 补贴"} & set(kept)


@pytest.mark.parametrize("more", ["&year=2020", "&sort=published_newest", "&exact=1", "&page=2", "火星移民"])
def test_only_a_first_asking_that_found_all_words_is_counted(
    app: Flask, client: FlaskClient, write: Callable[[], None], more: str
) -> None:
    for _ in range(THRESHOLD):
        assert client.get(f"/search?q=养老金 {more}").status_code == 200
        write()
    kept = [query for query, _ in parts(app).store.past_queries.kept(THRESHOLD)]
    assert not any(query.startswith("养老金") for query in kept)


def test_reloads_within_a_span_count_once(app: Flask, client: FlaskClient, write: Callable[[], None]) -> None:
    for _ in range(2 * THRESHOLD):
        client.get("/search?q=公示")
        parts(app).query_counter.flush()
    write()
    assert "公示" not in dict(parts(app).store.past_queries.kept(1))


def test_what_is_counted_is_not_counted_again_when_it_cannot_be_read(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def busy() -> None:
        raise StoreBusy("busy")

    counter = QueryCounter(store.past_queries, 1, tmp_path / "key", busy)
    counter.note("养老金")
    counter.flush()
    counter.close()
    assert store.past_queries.kept(1) == [("养老金", 1)]
    assert "not offered yet" in caplog.text


def test_a_search_does_not_wait_for_a_busy_database(
    app: Flask, client: FlaskClient, write: Callable[[], None]
) -> None:
    engine = database.connect(parts(app).config.store_url)
    with database.transaction(engine, writes=True):
        assert client.get("/search?q=资金公示").status_code == 200
    engine.dispose()
    write()
    for _ in range(THRESHOLD - 1):
        client.get("/search?q=资金公示")
        write()
    kept = dict(parts(app).store.past_queries.kept(THRESHOLD))
    assert kept["资金公示"] == THRESHOLD


def test_the_guide_says_what_is_counted(client: FlaskClient) -> None:
    assert "检索词不与检索的人、时间和网络地址一起记录" in client.get("/guide").text


def test_the_script_is_small(client: FlaskClient) -> None:
    address = client.get("/").text.partition('<script src="')[2].partition('"')[0]
    script = client.get(address, buffered=True)
    assert script.mimetype == "text/javascript"
    assert len(script.data) < 10_000
    assert b"Storage" not in script.data


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def tab(
    request: pytest.FixtureRequest, browser: playwright.Browser, address: str
) -> Iterator[playwright.Page]:
    context = browser.new_context(viewport=request.param, base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@needs_chromium
@pytest.mark.browser
def test_typing_shows_a_list_that_the_keyboard_goes_through(tab: playwright.Page) -> None:
    tab.goto("/")
    box = tab.get_by_role("combobox", name="检索内容")
    box.press_sequentially("yanglao")
    choices = tab.get_by_role("option")
    playwright.expect(choices.first).to_be_visible()
    playwright.expect(box).to_have_attribute("aria-expanded", "true")
    # At once: the list of the next letter may take this one's place.
    heights = choices.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 44
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    box.press("ArrowDown")
    playwright.expect(choices.first).to_have_attribute("aria-selected", "true")
    playwright.expect(box).to_have_attribute("aria-activedescendant", "offer-0")
    chosen = box.input_value()
    assert "养老" in chosen
    box.press("Escape")
    playwright.expect(choices).to_have_count(0)
    playwright.expect(box).to_have_value("yanglao")
    box.press_sequentially("jin")
    playwright.expect(choices.first).to_be_visible()
    box.press("ArrowDown")
    chosen = box.input_value()
    box.press("Enter")
    playwright.expect(tab).to_have_url(re.compile("/search[?]q="))
    playwright.expect(tab.get_by_role("combobox", name="检索内容")).to_have_value(chosen)


@needs_chromium
@pytest.mark.browser
def test_a_choice_can_be_touched(tab: playwright.Page) -> None:
    tab.goto("/")
    tab.get_by_role("combobox", name="检索内容").press_sequentially("养老金")
    tab.get_by_role("option").first.click()
    playwright.expect(tab.locator(".hits li").first).to_be_visible()


@needs_chromium
@pytest.mark.browser
def test_an_input_method_keeps_its_enter(tab: playwright.Page) -> None:
    tab.goto("/")
    box = tab.get_by_role("combobox", name="检索内容")
    box.press_sequentially("yanglao")
    playwright.expect(tab.get_by_role("option").first).to_be_visible()
    box.dispatch_event("compositionstart")
    box.press("ArrowDown")
    playwright.expect(box).to_have_value("yanglao")
    box.dispatch_event("compositionend")
    box.press("ArrowDown")
    assert box.input_value() != "yanglao"


@needs_chromium
@pytest.mark.browser
def test_the_box_works_without_javascript(browser: playwright.Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("检索内容").fill("补贴")
    page.get_by_role("button", name="检索").click()
    playwright.expect(page.get_by_role("status")).to_contain_text("共 8 件")
    context.close()


def test_counting_goes_on_under_a_new_key_and_says_so(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    key = tmp_path / "past-queries.key"
    key.touch()
    counting = QueryCounter(store.past_queries, 1, key)
    counting.note("养老补贴")
    counting.close()
    assert store.past_queries.kept(1) == [("养老补贴", 1)]
    assert "已换上新密钥，以前的检索次数已清除。" in caplog.text
