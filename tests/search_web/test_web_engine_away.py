"""What the interface answers while the engine, a server of its own then, does not."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import SITE, fill, settings

from corpus.records import Document
from corpus.store import Store
from indexer import SearchRequest
from indexer.engines import IndexStatus
from indexer.engines.open import ENGINES
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.engine import WhooshReader
from indexer.errors import IndexUnreachable
from search_web import create_app
from search_web.catalogue.views import AWAY_NOTE
from search_web.search.from_store import from_store
from search_web.search.results import NEW_LIST
from search_web.shared.services import EXTENSION


class FarEngine(WhooshEngine):
    """An engine behind a line that can be cut."""

    cut = False

    def reader(self) -> WhooshReader:
        if FarEngine.cut:
            raise IndexUnreachable("连接被拒绝")
        return super().reader()

    def status(self, *, thorough: bool = False) -> IndexStatus:
        if FarEngine.cut:
            return IndexStatus(present=False, problem=str(IndexUnreachable("连接被拒绝")), away=True)
        return super().status(thorough=thorough)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    monkeypatch.setitem(ENGINES, "whoosh", FarEngine)  # type: ignore[arg-type]
    monkeypatch.setattr(FarEngine, "cut", False)
    return lambda away: monkeypatch.setattr(FarEngine, "cut", away)


@pytest.fixture
def client(tmp_path: Path, cut: object) -> Iterator[FlaskClient]:
    config = settings(tmp_path)
    fill(config)
    app = create_app(config)
    yield signed_in(app)
    app.extensions[EXTENSION].close()


PATHS = (
    "/search?q=养老金",
    *("/api/v1/search?q=养老金", "/api/v1/documents/1/related"),
)


@pytest.mark.parametrize("path", PATHS)
def test_what_needs_the_engine_says_that_it_does_not_answer(
    client: FlaskClient, cut: Callable[[bool], None], path: str
) -> None:
    assert client.get(path).status_code == 200
    cut(True)
    answer = client.get(path)
    said = answer.json["error"] if answer.is_json else answer.text
    assert answer.status_code == 503
    assert "检索引擎没有应答（连接被拒绝）" in said
    assert "请确认它正在运行" in said
    assert "检索暂时不可用" in said
    assert answer.headers["Retry-After"] == "30"
    cut(False)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        *("", "page=2", "agency=青石县民政局", "column=政策文件&column=公告公示", "year=2024&page=2"),
        *("from=2024-01-01&to=2024-06-30", "under=青石县", "under=人力", "agency=没有"),
    ],
)
def test_the_catalogue_goes_on_from_the_store(
    client: FlaskClient, cut: Callable[[bool], None], asked: str
) -> None:
    def rows(text: str) -> list[str]:
        return re.findall(r'href="/document/(\d+)', text)

    def total(text: str) -> list[str]:
        return re.findall(r"共 <strong>([\d,]+)</strong> 件", text)

    before = client.get(f"/catalogue?{asked}")
    cut(True)
    answer = client.get(f"/catalogue?{asked}")
    assert (answer.status_code, rows(answer.text)) == (200, rows(before.text))
    assert total(answer.text) == total(before.text)
    assert AWAY_NOTE in answer.text
    assert AWAY_NOTE not in before.text
    assert answer.text.count("去掉") == before.text.count("去掉")


def test_the_home_page_shows_what_the_store_has(client: FlaskClient, cut: Callable[[bool], None]) -> None:
    def told(text: str) -> list[str]:
        return re.findall(r"收录 ([\d,]+) 件|<a href=\"/document/(\d+)\"", text)

    before = client.get("/")
    cut(True)
    answer = client.get("/")
    assert answer.status_code == 200
    assert told(answer.text) == told(before.text)
    assert "检索暂时不可用，请稍后重试" in answer.text
    assert "检索暂时不可用" not in before.text
    assert 'id="by-agency"' in before.text
    assert 'id="by-agency"' not in answer.text


@pytest.mark.parametrize("path", ["/staff", "/staff/crawls"])
def test_staff_are_not_told_that_documents_wait_while_nobody_can_know(
    client: FlaskClient, cut: Callable[[bool], None], path: str
) -> None:
    cut(True)
    said = client.get(path).text
    assert "检索引擎没有应答（连接被拒绝）" in said
    assert not re.search("还没有建立索引|尚未建立|重新建立|等待编入", said)


def test_by_publication_the_store_lists_as_the_engine_does(store: Store) -> None:
    days = [(2024, None), (2023, 2022), (2020, 2025), (None, 2023), (None, None), (2019, 2025)]
    for number, (issued, published) in enumerate(days, 1):
        issued_on, published_on = (date(year, 1, 1) if year else None for year in (issued, published))
        store.put(
            Document(f"{SITE}/{number}", "题", "文", issued_on=issued_on, published_on=published_on), None
        )
    listed = from_store(store, "", SearchRequest("", sort="published_newest"))
    assert [hit.id for hit in listed.hits] == [6, 3, 1, 4, 2, 5]
    listed = from_store(store, "", SearchRequest("", sort="issued_newest"))
    assert [hit.id for hit in listed.hits] == [1, 4, 2, 3, 6, 5]


def test_a_list_whose_pages_are_turned_while_the_engine_goes_and_comes_is_the_same(
    client: FlaskClient, cut: Callable[[bool], None]
) -> None:
    def turned(text: str) -> str:
        return html.unescape(re.findall(r'rel="next" href="([^"]+)"', text)[0])

    for away_first in (False, True):
        cut(away_first)
        first = client.get("/catalogue").text
        cut(not away_first)
        second = client.get(turned(first)).text
        cut(away_first)
        third = client.get(turned(first)).text
        assert NEW_LIST not in second + third, away_first


def test_beyond_the_end_of_the_catalogue_of_the_store_is_its_last_page(
    client: FlaskClient, cut: Callable[[bool], None]
) -> None:
    cut(True)
    answer = client.get("/catalogue?page=900")
    assert "没有第 900 页，以下是最后一页。" in answer.text
    assert 'href="/document/' in answer.text


def test_what_needs_no_engine_is_answered_all_the_same(
    client: FlaskClient, cut: Callable[[bool], None]
) -> None:
    offered = client.get("/api/v1/suggest?q=养老").json
    assert offered["suggestions"]
    cut(True)
    assert client.get("/document/1?q=养老金").status_code == 200
    assert client.get("/guide").status_code == 200
    assert client.get("/api/v1/suggest?q=养老").json == offered
    health = client.get("/healthz")
    assert health.status_code == 503
    assert "没有应答" in health.json["index"]["problem"]
