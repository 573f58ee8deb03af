"""Figures for the annual report, each with exactly the documents that it counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from staff_browsers import signed_in
from web_county import settings

from corpus.annual import FIGURES, Scope, figures, write_form
from corpus.annual.what_counts import what_counts
from corpus.clock import CHINA, now
from corpus.records import Document
from corpus.staff import Role
from corpus.store import Store, database
from search_web import create_app
from search_web.shared.services import EXTENSION

YEAR = now().astimezone(CHINA).year
OLD, NEW = date(YEAR - 1, 5, 1), date(YEAR, 2, 1)
NORM = Document("http://www.example.test/0", "补贴办法", "文", column="规范性文件", agency="民政局；财政局")

pytestmark = pytest.mark.any_database


def held() -> list[Document]:
    """Of this year and the year before, some of them no longer in force, some that only speak of others."""
    made = [
        replace(NORM, issued_on=OLD, validity="有效"),
        replace(NORM, issued_on=NEW),
        replace(NORM, issued_on=OLD, validity="废止"),
        replace(NORM, issued_on=NEW, title="《补贴办法》解读"),
        replace(NORM, issued_on=NEW, column="文件", genre="地方政府规章", agency="县政府"),
        replace(NORM, issued_on=NEW, column="处罚", title="行政处罚决定书（1号）"),
        replace(NORM, issued_on=NEW, column="处罚", title="通知"),
    ]
    return [replace(one, url=f"http://www.example.test/{place}") for place, one in enumerate(made)]


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    made = create_app(settings(data))
    store: Store = made.extensions[EXTENSION].store
    store.put_many(held())
    store.put(replace(held()[0], validity="已废止"))
    yield made
    made.extensions[EXTENSION].close()


def test_a_figure_and_its_documents_agree_on_the_page_and_in_the_workbook(app: Flask) -> None:
    staff = signed_in(app, Role.EDITOR)
    page = BeautifulSoup(staff.get(f"/staff/annual-report?year={YEAR}").text, "lxml")
    cells = page.select("td.figure a")
    shown = dict(zip(FIGURES, (int(cell.text) for cell in cells), strict=True))
    expected = {"rules_made": 1, "rules_valid": 1, "norms_made": 1, "norms_ended": 1, "norms_valid": 1}
    assert shown == dict.fromkeys(FIGURES, 0) | expected | {"penalties": 1}
    for cell in cells:
        listed = BeautifulSoup(staff.get(cell["href"]).text, "lxml")
        assert len(listed.select(".members a")) == int(cell.text)
    assert "不知道是哪一年废止" in page.text
    book = load_workbook(BytesIO(staff.get(f"/staff/annual-report.xlsx?year={YEAR}", buffered=True).data))
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in book.worksheets[0].iter_rows()}
    assert (rows["规章"], rows["行政规范性文件"], rows["行政处罚"][0]) == ([1, 0, 1], [1, 1, 1], 1)
    assert rows["行政事业性收费"][0] is None


@pytest.mark.parametrize("damage", ["{", "[]", "7"])
def test_a_former_version_that_cannot_be_read_is_one_sentence(app: Flask, damage: str) -> None:
    address = app.extensions[EXTENSION].config.store_url
    if database.kind(address) != "sqlite":
        pytest.skip("PostgreSQL holds no malformed JSON")
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE version SET content = ?", [damage])
    connection.close()
    staff = signed_in(app, Role.EDITOR)
    page = BeautifulSoup(staff.get(f"/staff/annual-report?year={YEAR}").text, "lxml")
    shown = [int(cell.text) for cell in page.select("td.figure a")]
    assert shown[list(FIGURES).index("norms_made")] == 1
    assert shown[list(FIGURES).index("norms_ended")] == 0
    (told,) = (notice for notice in page.select("p.notice") if "gongkai verify" in notice.text)
    assert told.a.text == "1 件"
    assert len(BeautifulSoup(staff.get(told.a["href"]).text, "lxml").select(".members a")) == 1
    assert staff.get(f"/staff/annual-report.xlsx?year={YEAR}").status_code == 200


def test_the_open_tables_have_the_rows_and_heads_of_the_form() -> None:
    stream = BytesIO()
    write_form({}, stream)
    _, third, fourth = load_workbook(stream).worksheets
    named = [next((cell.value for cell in reversed(row[:3]) if cell.value), "") for row in third["A4:C28"]]
    assert (named[0][:2], named[4], named[-1][:2]) == ("一、", "1.属于国家秘密", "四、")
    assert sum(name[:1].isdigit() for name in named) == 8 + 3 + 5 + 3
    heads = ["自然人", "法人或其他组织", "商业企业", "总计"]
    assert [third[at].value for at in ("D2", "E2", "E3", "J2")] == heads
    assert [cell.value for cell in fourth[3]] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    assert [fourth[at].value for at in ("A1", "F2", "K2")] == ["行政复议", "未经复议直接起诉", "复议后起诉"]


@pytest.mark.parametrize(
    ("title", "kinds", "counts"),
    [
        ("某市重大行政处罚决定法制审核办法", ("规范性文件",), "norms"),
        ("企业投资项目备案管理办法（试行）", ("规范性文件",), "norms"),
        ("政府定价目录", ("信息公开目录", "规范性文件"), "norms"),
        ("规范性文件备案审查规定", ("规范性文件",), "norms"),
        ("关于加强政策解读工作的通知", ("规范性文件",), "norms"),
        ("现行有效规范性文件目录", ("规范性文件",), None),
        ("关于公布规范性文件清理结果的通知", ("规范性文件",), None),
        ("补贴办法（征求意见稿）", ("规范性文件",), None),
        ("《补贴办法》政策解读（一）", ("规范性文件",), None),
        ("补贴办法", ("规范性文件征求意见",), None),
        ("一图读懂补贴办法", ("规范性文件",), None),
        ("关于撤销行政处罚决定的公告", ("公告",), None),
        ("行政处罚决定书送达公告（市监罚〔2024〕1号）", ("公告",), None),
        ("不予行政处罚决定书", ("处罚",), None),
        ("行政处罚决定公示（2024年第3号）", ("公示",), None),
        ("重大行政处罚决定法制审核办法", ("行政处罚决定",), None),
        ("行政处罚决定书 某市监罚〔2024〕1号", ("处罚",), "penalties"),
        ("某市监罚〔2024〕1号行政处罚决定书", ("处罚",), "penalties"),
        ("对某公司的处罚", ("行政处罚决定",), "penalties"),
        ("某公司未按规定监控营运车辆案处罚决定", ("行政处罚与监管",), "penalties"),
        ("关于给予某干部处分的处罚决定", ("人事信息",), None),
        ("不予处罚决定书", ("行政处罚",), None),
        ("不予行政许可决定书", ("许可",), "licences"),
    ],
)
def test_a_document_counts_by_its_kind_first_and_by_the_form_of_its_title(
    title: str, kinds: tuple[str, ...], counts: str | None
) -> None:
    assert what_counts(title, kinds) == counts


def test_an_agency_counts_alone_or_with_others_and_the_year_before_as_it_stood(app: Flask) -> None:
    store: Store = app.extensions[EXTENSION].store
    counted = figures(store, Scope(YEAR, agency="财政局")).counted
    assert (len(counted["norms_made"]), len(counted["rules_made"])) == (1, 0)
    assert len(figures(store, Scope(YEAR - 1)).counted["norms_valid"]) == 1
    assert not figures(store, Scope(YEAR, portal="x")).counted["norms_made"]
