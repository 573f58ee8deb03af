"""The API for the editor of a portal's publishing system."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_doubles import COUNTY, NUMBER, REVISED, TEXT, TITLE, edition, fill, settings
from werkzeug.test import TestResponse

from corpus.config import Config
from corpus.web_settings import WebSettings
from search_web import create_app
from search_web.shared.services import EXTENSION

API = "/api/v1/duplicates"
TOKEN = "口令-token"
BEARER = {"Authorization": f"Bearer {TOKEN}".encode().decode("latin-1")}
KEYS = ["url", "title", "kind", "similarity", "containment", "contained_in", "reason"]


@pytest.fixture(scope="module")
def config(database: str, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Two portals, filled."""
    filled = settings(tmp_path_factory.mktemp("doubles"))
    fill(filled)
    return filled


@pytest.fixture(scope="module")
def app(config: Config) -> Iterator[Flask]:
    """An interface with a token."""
    made = create_app(replace(config, web=WebSettings(api_token=TOKEN)))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A publishing system: from elsewhere."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    return client


def ask(client: FlaskClient, **said: object) -> TestResponse:
    return client.post(API, json=said, headers=BEARER)


def test_counterparts_come_best_first_under_the_promised_keys(client: FlaskClient) -> None:
    answer = ask(client, text=TEXT, title=TITLE, document_number=NUMBER, agency=None, issued_on="2023-05-18")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    found = answer.get_json()["counterparts"]
    assert list(found[0]) == KEYS
    assert (found[0]["title"], found[0]["kind"]) == (TITLE, "same")
    assert found[0]["url"].startswith("http://")
    assert found[0]["similarity"] == found[0]["containment"] == 1.0
    assert {one["kind"] for one in found} >= {"same", "revised"}


def test_a_series_is_told_as_that_and_nothing_as_nothing(client: FlaskClient) -> None:
    (found,) = ask(client, text=edition(2023, "一", 3, 70)).get_json()["counterparts"]
    assert found["kind"] == "series"
    assert found["url"] == f"{COUNTY}/gs/2022-3.html"
    assert ask(client, text="机动车停放服务收费实行政府指导价，" * 5).get_json() == {"counterparts": []}


@pytest.mark.any_database
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": BEARER["Authorization"].replace("Bearer", "Basic")},
        {"Authorization": BEARER["Authorization"] + "x"},
        {"Cookie": f"token={BEARER['Authorization'][7:]}"},
    ],
)
def test_without_the_token_no_work_is_done(client: FlaskClient, app: Flask, headers: dict[str, str]) -> None:
    class Unread(io.BytesIO):
        """A body that must not be read."""

        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    answer = client.post(
        API, input_stream=Unread(b"{}"), content_type="application/json", content_length=2, headers=headers
    )
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "口令" in answer.get_json()["error"]


@pytest.mark.any_database
@pytest.mark.parametrize("headers", [{}, BEARER, {"Authorization": "Bearer "}])
def test_without_a_token_in_the_configuration_it_is_off_and_says_so(
    config: Config, headers: dict[str, str]
) -> None:
    made = create_app(config)
    try:
        answer = made.test_client().post(API, json={"text": TEXT}, headers=headers)
        assert answer.status_code == 401
        assert "没有开通" in answer.get_json()["error"]
    finally:
        made.extensions[EXTENSION].close()


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("body", "kind", "status", "says"),
    [
        (b"", "application/json", 400, "不是 JSON"),
        (b"{", "application/json", 400, "不是 JSON"),
        (b"\xff\xfe", "application/json", 400, "不是 JSON"),
        (b"[" * 200_000, "application/json", 400, "不是 JSON"),
        (b"[]", "application/json", 400, "JSON 对象"),
        (b'{"text": 1}', "application/json", 400, "text"),
        (b'{"text": ""}', "application/json", 400, "没有可以查重的文字"),
        (b'{"text": "\\ud800"}', "application/json", 400, "没有可以查重的文字"),
        (json.dumps({"text": "太短"}).encode(), "application/json", 400, "文字太短"),
        (json.dumps({"text": "In English. " * 50}).encode(), "application/json", 400, "几乎没有汉字"),
        (json.dumps({"text": TEXT, "title": 3}).encode(), "application/json", 400, "title 应当是字符串"),
        (json.dumps({"text": TEXT, "issued_on": "2023-5"}).encode(), "application/json", 400, "成文日期"),
        (json.dumps({"text": "水" * 1_700_000}).encode(), "application/json", 413, "文字太长"),
        (b'{"text": "' + b"x" * 25_200_000 + b'"}', "application/json", 413, "文字太长"),
        (TEXT.encode(), "text/plain", 415, "application/json"),
        (b"text=x", "application/x-www-form-urlencoded", 415, "application/json"),
    ],
)
def test_what_cannot_be_checked_is_told(
    client: FlaskClient, body: bytes, kind: str, status: int, says: str
) -> None:
    answer = client.post(API, data=body, content_type=kind, headers=BEARER)
    assert answer.status_code == status
    assert says in answer.get_json()["error"]


@pytest.mark.any_database
def test_it_is_only_posted_to(client: FlaskClient) -> None:
    assert client.get(API, headers=BEARER).status_code == 405


def test_a_revision_says_which_stands_in_which(client: FlaskClient) -> None:
    half = "\n".join(TEXT.split("\n")[3:8])
    found = ask(client, text=half).get_json()["counterparts"]
    assert found[0]["kind"] == "extract"
    assert found[0]["contained_in"] == "counterpart"
    assert ask(client, text=REVISED).get_json()["counterparts"][0]["contained_in"] is None
