"""Staff pin and hide what the terminal offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import settings

from corpus.errors import StoreBusy
from corpus.staff import Role
from search_web import create_app
from search_web.shared.services import EXTENSION
from search_web.terminal.steps import often_asked

pytestmark = pytest.mark.any_database


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """An interface without documents, where two queries were asked often."""
    made = create_app(settings(data))
    parts = made.extensions[EXTENSION]
    parts.store.past_queries.add({"低保": 9, "高考": 8}, 5, parts.config.past_query_key_path)
    yield made
    parts.close()


def shown_of(client: FlaskClient) -> str:
    field = BeautifulSoup(client.get("/staff/terms").text, "lxml").select_one("input[name=shown]")
    return str(field["value"]) if field else ""


def test_nobody_overwrites_unseen_what_another_pinned(app: Flask) -> None:
    one, other, store = signed_in(app, Role.EDITOR), signed_in(app), app.extensions[EXTENSION].store
    sent = {"pinned_terms": "养老金", "shown": shown_of(one)}
    assert [other.post("/staff/terms", data=sent).status_code for _ in range(2)] == [303, 303]
    refused = one.post("/staff/terms", data=sent | {"pinned_terms": "医保"})
    assert (refused.status_code, "医保</textarea>" in refused.text) == (409, True)
    assert "现在保存的：养老金" in refused.text
    again = {"pinned_terms": "医保", "shown": shown_of(one)}
    with store.lock("terms", StoreBusy()):
        assert one.post("/staff/terms", data=again).status_code == 409
    assert one.post("/staff/terms", data=again).status_code == 303
    assert store.shared_texts.get("pinned_terms") == "医保"


def test_what_is_pinned_comes_first_and_what_is_hidden_does_not_come(app: Flask) -> None:
    editor, parts = signed_in(app, Role.EDITOR), app.extensions[EXTENSION]
    sent = {"pinned_terms": " 养老金 \n\n养老金\n医保", "hidden_terms": "低保", "shown": shown_of(editor)}
    assert editor.post("/staff/terms", data=sent).status_code == 303
    assert often_asked(parts, 6) == ["养老金", "医保", "高考"]
    assert "养老金\n医保</textarea>" in editor.get("/staff/terms").text
    assert editor.post("/staff/terms", data={"pinned_terms": "长" * 41}).status_code == 400
    assert app.test_client().post("/staff/terms", data=sent).status_code == 403
