"""Whole pages that are remembered: never a former one, never another person's."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from portals_written import write
from staff_browsers import signed_in
from web_county import settings

from corpus.atomic_file import write_whole
from corpus.config import Config
from corpus.errors import ConfigError
from corpus.portal_settings import PortalSettings
from corpus.portals_file import version
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import Store
from indexer import Searcher, SearchRequest, SearchResponse
from indexer.building import build
from indexer.searching import shared_thesaurus
from indexer.searching.answers import LeftOut
from indexer.segments.current import CURRENT
from search_web import create_app
from search_web.search import results
from search_web.shared import page_memory
from search_web.shared.display import COOKIE as DISPLAY
from search_web.shared.hurry import HURRIED
from search_web.shared.request_parameters import SearchParameters
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database

PLACE = "http://www.example.test/1"
FILE = "ab" * 32

SEARCHED = 500
"""The status of what is searched once a search fails."""


@pytest.fixture
def own(data: Path) -> Iterator[tuple[FlaskClient, Store, Config]]:
    """A reader of a store of two notices, which may be changed."""
    config = settings(data)
    app = create_app(config)
    store = app.extensions[EXTENSION].store
    file = Attachment("http://www.example.test/1.pdf", "附件", sha256=FILE)
    store.put_many([notice("调整水价的通知", PLACE, file), notice("公布水价的公告", f"{PLACE}2")])
    store.file_texts.put(AttachmentText(FILE, Reading.TEXT, "水价水价水价表"))
    build(store, config)
    yield app.test_client(), store, config
    app.extensions[EXTENSION].close()


def notice(title: str, url: str = PLACE, *files: Attachment) -> Document:
    return Document(url, title, text="自发布之日起施行。", attachments=files)


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, a search fails."""

    def fail(*_: object) -> NoReturn:
        raise AssertionError("searched again")

    return lambda: monkeypatch.setattr(Searcher, "search", fail)


@pytest.fixture
def asked(client: FlaskClient) -> str:
    """An address that was asked for once, and by no other test."""
    address = f"/search?q=补贴&for={uuid4().hex}"
    assert client.get(address).status_code == 200
    return address


def test_a_page_is_shown_again_as_it_was_sent_and_counts_again(
    app: Flask, client: FlaskClient, no_search: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    monkeypatch.setattr(app.extensions[EXTENSION].query_counter, "note", counted.append)
    address, zipped = "/search?q=补贴", {"Accept-Encoding": "gzip"}
    first = client.get(address, headers=zipped)
    no_search()
    again = client.get(address, headers=zipped)
    for answer in (first, again):
        del answer.headers["Date"]  # of when it was sent
    assert (again.data, dict(again.headers)) == (first.data, dict(first.headers))
    shown = gzip.decompress(again.data).decode()
    assert "补贴" in shown
    assert "，本页检索用时 " in shown  # of the search that made the page, not of this asking
    assert client.get(address, headers=zipped | {"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert counted == ["补贴"] * 3
    assert client.get(f"{address}&page=2").status_code == SEARCHED


def test_what_changes_is_shown_before_it_is_indexed_and_after(
    own: tuple[FlaskClient, Store, Config],
) -> None:
    client, store, config = own

    def shown() -> str:
        text = client.get("/search?q=水价").text
        return text.replace("</mark>", "").replace("<mark>", "").replace("<wbr>", "")

    before = shown()
    store.put(notice("与此无关", f"{PLACE}9"))
    assert shown() == before, "a document that does not stand there is no reason to make it anew"
    store.file_texts.put(AttachmentText(FILE, Reading.TEXT, "水价见另表"))
    assert "水价见另表" in shown()
    store.corrections.correct([2], {"agency": "青石县水务局"}, "张三")
    assert "青石县水务局" in shown()
    store.put(notice("重新调整水价的通知"))
    assert "重新调整水价的通知" in shown()
    store.withdraw(PLACE)
    assert 'id="d1"' not in shown()
    store.put(notice("调整水价的通知"))
    assert 'id="d1"' in shown(), "it came back"
    store.put(notice("第三个水价通知", f"{PLACE}3"))
    assert "第三个水价通知" not in shown()
    build(store, config)
    assert "第三个水价通知" in shown()


def test_a_page_made_in_haste_is_shown_to_who_is_in_haste_alone(
    client: FlaskClient, asked: str, no_search: Callable[[], None]
) -> None:
    haste, hasty = {HURRIED: True}, f"/search?q=补帖 通知&for={uuid4().hex}"
    right = f"/search?q=补贴&exact=1&for={uuid4().hex}"
    for address in (hasty, right):
        assert client.get(address, environ_overrides=haste).status_code == 200
    no_search()
    assert client.get(hasty, environ_overrides=haste).status_code == 200
    assert client.get(hasty).status_code == SEARCHED
    assert client.get(right).status_code == 200, "nothing was left out of it"
    assert client.get(asked, environ_overrides=haste).status_code == 200, "a whole one does, too"


def test_further_pages_of_a_list_are_of_what_its_first_one_was(app: Flask, client: FlaskClient) -> None:
    searcher, slip = app.extensions[EXTENSION].searcher, SearchParameters("补帖 通知")
    for made_in_haste in (True, False):
        with app.test_request_context("/search", environ_overrides={HURRIED: made_in_haste}):
            first = results.find(searcher, slip, 2, [])
        for haste in (True, False):
            with app.test_request_context("/search", environ_overrides={HURRIED: haste}):
                second = results.find(searcher, first.list_parameters.with_page(2), 2, [])
            assert second.response.total == first.response.total
            assert second.response.corrected is first.response.corrected is not made_in_haste
    page = client.get("/search?q=补贴通知龘", environ_overrides={HURRIED: True})
    link = BeautifulSoup(page.text, "lxml").select_one("a[rel=next]")
    assert link is not None
    assert "exact=1" in str(link["href"])


@pytest.mark.parametrize("left_out", ["slips", "meaning"])
def test_further_pages_leave_out_what_the_first_did(app: Flask, left_out: LeftOut) -> None:
    with app.test_request_context("/search"):
        first = results.find(app.extensions[EXTENSION].searcher, SearchParameters("补贴"), 2, [])
    hasty = replace(first, response=replace(first.response, left_out=(left_out,)))
    asked = hasty.list_parameters
    assert (asked.exact, asked.meaning) == (left_out == "slips", left_out != "meaning")


def test_staff_get_and_leave_no_page(
    app: Flask, client: FlaskClient, asked: str, no_search: Callable[[], None]
) -> None:
    staff = signed_in(app)
    assert staff.get(f"{asked}&page=1").status_code == 200
    no_search()
    assert client.get(asked).status_code == 200
    for browser, address in ((staff, asked), (client, f"{asked}&page=1")):
        assert browser.get(address).status_code == SEARCHED


def test_what_is_searched_by_makes_them_anew(
    own: tuple[FlaskClient, Store, Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, store, config = own
    monkeypatch.setattr(shared_thesaurus, "LOOKED_AT", -1.0)
    searched: list[SearchRequest] = []
    search = Searcher.search

    def noted(searcher: Searcher, request: SearchRequest) -> SearchResponse:
        searched.append(request)
        return search(searcher, request)

    monkeypatch.setattr(Searcher, "search", noted)

    def write_suggestions() -> None:
        for file in config.suggestions_path.iterdir():
            write_whole(file, file.read_bytes())

    def write_vectors() -> None:
        config.meaning_path.mkdir(exist_ok=True)
        write_whole(config.meaning_path / CURRENT, b"not to be read")

    def write_thesaurus() -> None:
        store.shared_texts.leave("staff_thesaurus", "廉价宿舍楼：公共租赁住房")

    for times, change in enumerate((lambda: None, write_suggestions, write_vectors, write_thesaurus), 1):
        change()
        for _ in range(2):
            assert client.get("/search?q=水价").status_code == 200
        assert len(searched) == times


def test_a_portal_that_is_called_otherwise_is_so_at_once(own: tuple[FlaskClient, Store, Config]) -> None:
    client, store, config = own
    store.put(replace(notice("调整水价的通知"), portal="p"))
    build(store, config)
    for title in ("青石县政府", "青石人民政府"):
        portal = PortalSettings("p", "http://www.example.test/", title=title)
        write(config, [portal], title, version(config))
        assert title in client.get("/search?q=水价").text


@pytest.mark.parametrize(
    "asking",
    [
        {"base_url": "http://another.example.test"},
        {"base_url": "https://localhost"},
        {"base_url": "http://localhost/sub"},
        {"headers": {"Accept-Encoding": "gzip"}},
        {"elder": True},
        {"method": "HEAD"},
    ],
    ids=["host", "TLS", "sub-path", "gzip", "large letters", "HEAD"],
)
def test_whoever_asks_otherwise_has_a_page_of_his_own(
    client: FlaskClient, asked: str, no_search: Callable[[], None], asking: dict[str, object]
) -> None:
    no_search()
    assert client.get(asked).status_code == 200
    if "elder" in asking:
        client.set_cookie(DISPLAY, "elder")
        asking = {}
    answer = client.open(asked, **asking)  # type: ignore[arg-type]
    assert answer.status_code == SEARCHED


def test_no_page_outlives_its_day(
    client: FlaskClient, asked: str, no_search: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_search()
    monkeypatch.setattr(page_memory, "today", lambda: date(2031, 1, 1))
    assert client.get(asked).status_code == SEARCHED


def test_it_can_be_turned_off(config: Config, no_search: Callable[[], None]) -> None:
    off = create_app(replace(config, web=replace(config.web, page_memory_mb=0)))
    asked = "/search?q=补贴"
    assert off.test_client().get(asked).status_code == 200
    no_search()
    asked = "/search?q=补贴"
    assert off.test_client().get(asked).status_code == SEARCHED
    off.extensions[EXTENSION].close()


@pytest.mark.parametrize("shared", [True, False])
def test_more_than_the_system_has_is_one_sentence_with_the_key(config: Config, shared: bool) -> None:
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile()).fileno() if shared else -1
        with pytest.raises(ConfigError, match=r"配置项 web.page_memory_mb 是 1000000000000，.*请改小"):
            create_app(replace(config, web=replace(config.web, page_memory_mb=10**12)), pages=file)
