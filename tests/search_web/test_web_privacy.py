"""Staff look through what was published by mistake, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from staff_browsers import signed_in
from web_county import settings

from corpus.privacy import catch_up
from corpus.records import Document
from corpus.staff import Role
from corpus.store import Store
from search_web import create_app
from search_web.shared.services import EXTENSION

PERSON = "110101199003070038"
"""Made up: the check figure is right, nobody is meant."""
ADDRESS = "/staff/privacy"

pytestmark = pytest.mark.any_database


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """Two documents with an identity number, one with a number to be called."""
    made = create_app(settings(data))
    store: Store = made.extensions[EXTENSION].store
    for place, text in enumerate((f"王某某{PERSON}", f"=李某某{PERSON}", "联系人：王某某13812345678")):
        title, portal = f"公示{PERSON}" if PERSON in text else "公示", "a" if place else "b"
        store.put(Document(f"http://www.example.test/{place}", title, text, portal=portal))
    catch_up(store)
    yield made
    made.extensions[EXTENSION].close()


def test_what_was_found_is_shown_masked_by_portal_and_kind(app: Flask) -> None:
    staff = signed_in(app, Role.EDITOR)
    page = staff.get(ADDRESS).text
    assert ("共 2 份" in page, PERSON in page, "110*************38" in page) == (True, False, True)
    assert "共 1 份" in staff.get(f"{ADDRESS}?portal=a").text
    assert "13*********" not in staff.get(f"{ADDRESS}?kind=contact").text
    assert "138******78" in staff.get(f"{ADDRESS}?kind=contact").text
    assert "没有核对 2 份" in " ".join(BeautifulSoup(staff.get("/staff").text, "lxml").text.split())


def test_a_mark_is_made_shown_exported_and_undone(app: Flask) -> None:
    staff, store = signed_in(app, Role.EDITOR), app.extensions[EXTENSION].store
    form = BeautifulSoup(staff.get(ADDRESS).text, "lxml").select_one("form[method=post]")
    sent = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert staff.post(ADDRESS, data=sent | {"mark": "handed 1"}).status_code == 303
    last = store.audit.latest(0, 1)[0]
    assert (last.action, last.detail) == ("核对误公开", "已转交 第 1 号文件")
    assert "共 1 份" in staff.get(ADDRESS).text
    assert "已转交" in staff.get(f"{ADDRESS}?looked=looked").text
    book = load_workbook(BytesIO(staff.get(f"{ADDRESS}.xlsx?looked=all", buffered=True).data))
    table = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert len(table) == 5
    assert [str(row[-1])[:3] for row in table if row[0] == "1"] == ["已转交"] * 2
    assert not any(PERSON in str(cell) or str(cell).startswith("=") for row in table for cell in row)
    assert staff.post(ADDRESS, data=sent | {"mark": "undo 1"}).status_code == 303
    assert "共 2 份" in staff.get(ADDRESS).text


def test_what_changed_since_it_was_shown_is_not_marked(app: Flask) -> None:
    staff, store = signed_in(app, Role.EDITOR), app.extensions[EXTENSION].store
    old = store.personal_findings.of([1])[1][0].digest
    store.put(Document("http://www.example.test/0", "公示", f"张某某{PERSON}", portal="b"))
    catch_up(store)
    answer = staff.post(ADDRESS, data={"mark": "dealt 1", "shown-1": old})
    assert (answer.status_code, "刚有变化" in answer.text) == (409, True)
    assert staff.post(ADDRESS, data={"mark": "dealt"}).status_code == 400


def test_the_audit_log_shows_nothing_that_the_list_masks(app: Flask) -> None:
    staff, store = signed_in(app, Role.EDITOR), app.extensions[EXTENSION].store
    staff.post("/staff/document/1/correct", data={"agency": f"某局{PERSON}"})
    details = [event.detail for event in store.audit.latest(0, 2)]
    assert any("110*************38" in detail for detail in details)
    assert not any(PERSON in detail for detail in details)
