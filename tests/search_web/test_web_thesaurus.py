"""Administrators write into the thesaurus, and see first what that does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in

from corpus.errors import StoreBusy
from corpus.staff import Role
from corpus.store import Store
from indexer.searching import shared_thesaurus
from search_web.shared.services import EXTENSION

PAGE = "/staff/thesaurus"
LINE = "公共租赁住房: 廉价宿舍楼"

pytestmark = pytest.mark.any_database


@pytest.fixture
def store(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The shared store; what is written is looked at with every search, and gone afterwards."""
    monkeypatch.setattr(shared_thesaurus, "LOOKED_AT", -1.0)
    held: Store = app.extensions[EXTENSION].store
    yield held
    for name in ("staff_thesaurus", "former_staff_thesaurus"):
        held.shared_texts.leave(name, "")  # type: ignore[arg-type]


def shown_of(client: FlaskClient) -> str:
    field = BeautifulSoup(client.get(PAGE).text, "lxml").select_one("input[name=shown]")
    return str(field["value"]) if field else ""


def write(client: FlaskClient, act: str, text: str = LINE, shown: str | None = None) -> tuple[int, str]:
    mark = shown_of(client) if shown is None else shown
    answer = client.post(PAGE, data={"act": act, "text": text, "shown": mark})
    return answer.status_code, answer.text


def found(client: FlaskClient) -> bool:
    page = client.get("/search?q=廉价宿舍楼&meaning=0").text
    return "公共租赁住房申请条件" in BeautifulSoup(page, "lxml").text


def test_a_change_is_tried_then_holds_then_is_taken_back(
    app: Flask, store: Store, client: FlaskClient
) -> None:
    staff = signed_in(app)
    status, shown = write(staff, "preview")
    row = next(row for row in BeautifulSoup(shown, "lxml").select("tbody tr") if "廉价宿舍楼" in row.text)
    assert (status, "公共租赁住房申请条件" in row.select_one("ins").text) == (200, True)
    assert not found(client)
    assert write(staff, "save")[0] == 303
    assert found(client)
    assert write(staff, "restore")[0] == 303
    assert not found(client)
    assert store.shared_texts.get("former_staff_thesaurus") == LINE


def test_nobody_overwrites_unseen_what_another_wrote(app: Flask, store: Store) -> None:
    one, other = signed_in(app), signed_in(app)
    both = shown_of(one)
    assert [write(other, "save", LINE, both)[0] for _ in range(2)] == [303, 303]
    assert (
        BeautifulSoup(write(one, "preview", LINE, both)[1], "lxml").select_one("[name=shown]")["value"]
        == both
    )
    for act in ("save", "restore"):
        status, page = write(one, act, "养老院: 敬老院", both)
        assert (status, "别人改过词表" in page, f"<p>{LINE}</p>" in page) == (409, True, True)
        assert "养老院: 敬老院</textarea>" in page
        with store.lock("thesaurus", StoreBusy()):
            status, page = write(one, act, "养老院: 敬老院")
        assert (status, "养老院: 敬老院</textarea>" in page) == (409, True)
    assert store.shared_texts.get("staff_thesaurus") == LINE
    assert write(one, "save", "养老院: 敬老院")[0] == 303


def test_what_is_no_thesaurus_is_told_with_its_line(app: Flask, store: Store) -> None:
    status, shown = write(signed_in(app), "save", f"{LINE}\n没有说法")
    assert (status, "第 2 行" in shown, "没有说法</textarea>" in shown) == (422, True, True)
    assert store.shared_texts.get("staff_thesaurus") == ""


def test_editors_and_strangers_do_not_write_it(app: Flask, store: Store, client: FlaskClient) -> None:
    assert [write(one, "save")[0] for one in (signed_in(app, Role.EDITOR), client)] == [403, 403]
    assert store.shared_texts.get("staff_thesaurus") == ""
