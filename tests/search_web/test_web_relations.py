"""Staff say what one document is to another: both pages show it, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import settings

from corpus.records import Document
from corpus.staff import Role
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

SITE = "http://www.example.test"

pytestmark = pytest.mark.any_database


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """Three documents, not indexed yet."""
    made = create_app(settings(data))
    documents = [Document(f"{SITE}/{number}", f"文件{number}", "文") for number in (1, 2, 3)]
    made.extensions[EXTENSION].store.put_many(documents)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def editor(app: Flask) -> FlaskClient:
    return signed_in(app, Role.EDITOR)


def say(client: FlaskClient, kind: str, other: str, number: int = 1) -> int:
    sent = {"kind": kind, "other": other}
    return client.post(f"/staff/document/{number}/relations", data=sent).status_code


def shown(client: FlaskClient, number: int) -> str:
    return client.get(f"/document/{number}").text


def test_both_documents_show_it_until_it_is_taken_back(editor: FlaskClient, client: FlaskClient) -> None:
    assert say(editor, "successor", "2") == 303
    assert say(editor, "corrects back", f"{SITE}/3") == 303
    assert say(editor, "reading", "http://localhost/document/3") == 303
    assert '后继文件：<a href="/document/2">' in shown(client, 1)
    assert '更正公告：<a href="/document/1">' in shown(client, 3)
    assert (
        BeautifulSoup(shown(client, 1), "lxml").select_one("section[aria-labelledby=corrects] a").text
        == "文件3"
    )
    assert (
        BeautifulSoup(shown(client, 3), "lxml").select_one("section[aria-labelledby=originals] a").text
        == "文件1"
    )
    replaced = BeautifulSoup(shown(client, 2), "lxml").select("section[aria-labelledby=predecessors] a")
    assert [one["href"] for one in replaced] == ["/document/1"]
    page = BeautifulSoup(editor.get("/staff/document/2").text, "lxml")
    assert "取代的文件：文件1" in page.select_one("#relations").text
    key = page.select_one("button[name=relation]")["value"]
    assert say(editor, "successor back", "1", 2) == 303
    assert (say(editor, "successor", "1", 2), say(editor, "successor back", "2")) == (409, 409)
    for status in (303, 409):
        undo = editor.post("/staff/document/2/relations/undo", data={"relation": key})
        assert undo.status_code == status
    assert "后继文件" not in shown(client, 1)
    assert "取代的文件" not in shown(client, 2)


def test_a_notice_that_was_found_is_taken_back_by_staff(
    app: Flask, editor: FlaskClient, client: FlaskClient
) -> None:
    parts = app.extensions[EXTENSION]
    title = "青石县学前教育补助办法"
    parts.store.put_many(
        [Document(f"{SITE}/4", title, "文"), Document(f"{SITE}/5", f"《{title}》勘误", "二应为三")]
    )
    build(parts.store, parts.config)
    assert '更正公告：<a href="/document/5">' in shown(client, 4)
    page = BeautifulSoup(editor.get("/staff/document/5").text, "lxml")
    button = page.select_one("#relations li button[name=kind]")
    assert not page.select("option[value^=not_corrects]")
    assert (button["value"], say(editor, button["value"], "4", 5)) == ("not_corrects back", 303)
    assert "更正公告：" not in shown(client, 4)
    assert "更正的文件" not in shown(client, 5)
    assert say(editor, "corrects", "5", 4) == 303
    assert [one.kind.value for one in parts.store.said_relations.of(4)] == ["corrects"]


@pytest.mark.parametrize(
    ("kind", "other", "status"),
    [("successor", "1", 400), ("successor", "9", 404), ("successor", "", 404), ("nonsense", "2", 400)],
)
def test_what_cannot_be_is_told(app: Flask, editor: FlaskClient, kind: str, other: str, status: int) -> None:
    assert say(editor, kind, other) == status
    assert app.extensions[EXTENSION].store.said_relations.of(1) == []


def test_strangers_say_nothing(client: FlaskClient) -> None:
    assert say(client, "successor", "2") == 403
