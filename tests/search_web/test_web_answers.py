"""What every answer keeps to: headers, error pages, the API, health, and who is staff."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import fill, settings

from corpus.errors import StoreUnreadable
from corpus.store import RelationKind, Store
from indexer import Searcher
from search_web import create_app
from search_web.search import results
from search_web.shared.error_pages import LONGEST_ADDRESS
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE

pytestmark = pytest.mark.any_database

PAGES = ("/", "/search", "/search?q=补贴", "/document/1", "/catalogue", "/guide", "/nothing-here")


def test_the_api_tells_what_a_document_leads_to(client: FlaskClient, app: Flask) -> None:
    number = client.get("/api/v1/search", query_string={"q": "养老金"}).json["results"][0]["id"]
    other = client.get("/api/v1/search", query_string={"q": "补贴"}).json["results"][0]["id"]
    said = app.extensions[EXTENSION].store.said_relations
    said.say(number, other, RelationKind.CORRECTS, "张三")
    found = client.get(f"/api/v1/documents/{number}/related").json
    back = client.get(f"/api/v1/documents/{other}/related").json
    assert said.take_back(number, other, RelationKind.CORRECTS)
    assert [one["id"] for one in found["corrected_by"]] == [other]
    assert [one["id"] for one in back["corrects"]] == [number]
    lists = {"successors", "predecessors", "originals", "explanations", "named", "alike"}
    assert set(found) == {"id", *lists, "corrected_by", "corrects"}
    assert "养老金" in found["alike"][0]["title"]
    assert number not in [one["id"] for one in found["alike"]]
    missing = client.get("/api/v1/documents/999999/related")
    assert (missing.status_code, "没有" in missing.json["error"]) == (404, True)


@pytest.mark.any_database
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_public_run_only_what_is_ours_and_leave_nothing(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    directives = headers["Content-Security-Policy"].split("; ")
    assert dict(directive.split(" ", 1) for directive in directives) == {
        "default-src": "'self'",
        "script-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in headers


@pytest.mark.any_database
def test_static_files_are_small_and_kept(client: FlaskClient) -> None:
    address = client.get("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = client.get(address, buffered=True)
    assert len(answer.data) < 20_000
    assert "immutable" in answer.headers["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]}, buffered=True)
    assert again.status_code == 304


def test_an_unchanged_document_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/document/1").headers["ETag"]
    assert client.get("/document/1", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_unchanged_answer_of_the_api_is_not_sent_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    times, find = count(1), results.find

    def later(*asked: Any, **more: Any) -> results.Results:
        found = find(*asked, **more)
        return replace(found, response=replace(found.response, milliseconds=float(next(times))))

    monkeypatch.setattr(results, "find", later)
    headers, asked = {"Accept-Encoding": encoding}, "/api/v1/search?q=补贴&page_size="
    first, again, other = (client.get(f"{asked}{size}", headers=headers) for size in (10, 10, 1))
    assert first.data != again.data
    assert first.headers["ETag"] == again.headers["ETag"] != other.headers["ETag"]
    held = headers | {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"{asked}10", headers=held).status_code == 304
    assert client.get(f"{asked}1", headers=held).status_code == 200


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing-here", 404),
        ("GET", "/static/../app.py", 404),
        ("POST", "/search", 405),
        ("GET", "/search?q=" + "a" * LONGEST_ADDRESS, 414),
    ],
)
def test_errors_are_chinese_pages_that_say_what_to_do(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert 'lang="zh-CN"' in answer.text
    assert f"错误代码 {status}" in answer.text
    assert "返回首页" in answer.text


def test_a_fault_of_ours_shows_no_traceback(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "guide.page", broken)
    answer = client.get("/guide")
    assert answer.status_code == 500
    assert "系统出现故障" in answer.text
    assert "secret" not in answer.text


def test_the_api_answers_with_its_keys(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search", query_string={"q": "养老金", "page_size": 3, "year": "2024"}).json
    assert {"query", "total", "page", "page_size", "results", "facets", "sort", "took_ms"} <= answer.keys()
    assert answer["total"] == len(answer["results"]) == 1
    assert set(answer["results"][0]) == {
        "id",
        "url",
        "title",
        "snippet",
        "attachment",
        "agency",
        "agencies",
        "recognised",
        "document_number",
        "index_number",
        "issued_on",
        "published_on",
        "column",
        "topic",
        "genre",
        "validity",
        "portal",
        "copies",
        "namesakes",
        "by_meaning",
        "lacking",
        "later",
        "effect",
    }
    assert answer["results"][0]["issued_on"] == "2024-03-01"
    assert {"value": 2024, "count": 1, "selected": True} in answer["facets"]["year"]


@pytest.mark.any_database
@pytest.mark.parametrize(
    "wrong", ["page=0", "page=x", "year=12", "sort=best", "page_size=0", "page_size=101"]
)
def test_the_api_refuses_what_it_cannot_use(client: FlaskClient, wrong: str) -> None:
    answer = client.get(f"/api/v1/search?{wrong}")
    assert answer.status_code == 400
    assert answer.json["error"].endswith("。")


@pytest.mark.any_database
def test_errors_of_the_api_are_json(client: FlaskClient) -> None:
    assert "没有这个页面" in client.get("/api/v1/nothing").json["error"]
    assert "不支持" in client.post("/api/v1/search").json["error"]


def test_health_is_well_with_an_index(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["ok"] is True
    assert answer.json["index"]["documents"] == 39
    assert client.get("/readyz").json == {"ready": True, "problem": None}


@pytest.mark.parametrize("file", ["CURRENT", "*/*.toc", "*/*.arrays"])
def test_health_is_not_well_with_a_damaged_index(data: Path, file: str) -> None:
    config = settings(data)
    fill(config)
    app = create_app(config)
    client = app.test_client()
    assert client.get("/search?q=养老金").status_code == client.get("/healthz").status_code == 200
    (path,) = config.index_path.glob(file)
    path.rename(data / "away")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "gongkai index" in answer.json["index"]["problem"]
    app.extensions[EXTENSION].close()


def test_health_is_not_well_without_the_store(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_: object) -> int:
        raise StoreUnreadable("坏了")

    monkeypatch.setattr(Store, "last_revision", unreadable)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "坏了" in answer.json["problem"]


def test_that_there_is_no_memory_left_is_a_sentence(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Searcher, "search", exhausted)
    answer = client.get("/api/v1/search?q=养老金")
    assert (answer.status_code, "内存不足" in answer.json["error"]) == (503, True)


@pytest.fixture
def guarded(data: Path) -> Iterator[Flask]:
    """An interface without an index."""
    config = settings(data)
    fill(config)
    shutil.rmtree(config.index_path)
    app = create_app(config)
    yield app
    app.extensions[EXTENSION].close()


def test_without_an_index_searches_say_what_the_administrator_must_do(guarded: Flask) -> None:
    client = signed_in(guarded)
    for path in ("/", "/search?q=补贴", "/catalogue"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "gongkai index" in answer.text
    assert client.get("/api/v1/search").status_code == 503
    assert "gongkai index" in client.get("/api/v1/search").json["error"]
    client.delete_cookie(COOKIE)
    for path in ("/", "/search?q=补贴", "/api/v1/search"):
        assert "gongkai" not in client.get(path).text.replace("gongkai_", "")
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 503
    assert client.get("/document/1?q=补贴").status_code == 200
    assert client.get("/guide").status_code == 200
