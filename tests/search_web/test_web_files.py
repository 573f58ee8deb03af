"""Attachments as a reader sees them without leaving: pictures of pages, text, tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, send_file
from flask.testing import FlaskClient
from PIL import Image
from staff_browsers import signed_in
from web_county import SITE, settings

from corpus.config import AttachmentSettings
from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import open_store
from crawler import PagePictures
from indexer.building import build
from search_web import create_app
from search_web.document.files import FIRST_PAGES
from search_web.shared import headers
from search_web.shared.services import EXTENSION

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[tuple[FlaskClient, str, str]]:
    """A reader, and the digests of a PDF file and of a table."""
    config = settings(tmp_path)
    files = FileStore(config.files_path)
    pdf, table = files.put(PDF), files.put(b"PK table")
    held = (
        Attachment(f"{SITE}/a.pdf", "标准.pdf", pdf, "application/pdf", len(PDF)),
        Attachment(f"{SITE}/b.xlsx", "名单.xlsx", table, None, 8),
    )
    with open_store(config.store_url) as store:
        store.put_many([Document(f"{SITE}/1.html", "关于标准的通知", "见附件。", attachments=held)])
        store.file_texts.put(AttachmentText(pdf, Reading.TEXT, "第一条　标准如下。", 1, 2))
        store.file_texts.put(AttachmentText(table, Reading.TEXT, "姓名\t金额\n张三\t15", None, 2, hidden=3))
        build(store, config)
    pictures = PagePictures(config.page_pictures_path, AttachmentSettings())
    app = create_app(config, None, pictures.page)
    yield app.test_client(), pdf, table
    pictures.close()
    app.extensions[EXTENSION].close()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("目录.csv", "document.csv"),
        ("目录 表.csv", "document.csv"),
        ("（通知）.pdf", "document.pdf"),
        ("关于（试行）的 通知！.docx", "document.docx"),
        ("附件", "document"),
        ("附件 1.doc", '" 1.doc"'),
        ("2020年.xls", "2020.xls"),
        ("附件-b.pdf", "-b.pdf"),
        ("a.pdf", "a.pdf"),
    ],
)
def test_a_file_has_a_name_in_ascii_that_no_system_hides(name: str, plain: str) -> None:
    app = Flask(__name__)
    headers.install(app)
    app.add_url_rule(
        "/file", view_func=lambda: send_file(io.BytesIO(), "x/y", as_attachment=True, download_name=name)
    )
    told = app.test_client().get("/file").headers["Content-Disposition"]
    assert told.split("; ")[1] == f"filename={plain}"


def test_pages_are_pictures_with_their_text_beneath_and_kept(
    reader: tuple[FlaskClient, str, str], tmp_path: Path
) -> None:
    client, pdf, _ = reader
    links = [a["href"] for a in BeautifulSoup(client.get("/document/1").text, "lxml").select("a.read")]
    page = BeautifulSoup(client.get(links[0]).text, "lxml")
    assert "标准如下" in page.select_one(".text").text
    shown = page.select_one("img")
    assert shown["alt"]
    for address in (shown["src"], f"/terminal/1/{pdf}/1.webp"):
        answer = client.get(address)
        assert Image.open(io.BytesIO(answer.data)).format == "WEBP"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert list(tmp_path.rglob(f"{pdf}-1.webp"))
    assert client.get(shown["src"].replace("page-1.", "page-2.")).status_code == 404


def test_first_pages_stand_below_the_text_that_they_belong_to(
    reader: tuple[FlaskClient, str, str],
) -> None:
    client, pdf, _ = reader
    client.application.extensions[EXTENSION].store.file_texts.put(
        AttachmentText(pdf, Reading.TEXT, "第一条　标准如下。", FIRST_PAGES + 2, 2)
    )
    page = BeautifulSoup(client.get("/document/1").text, "lxml")
    (shown,) = page.select("details.pages")
    assert f"共 {FIRST_PAGES + 2} 页" in shown.summary.text
    assert [image["alt"] for image in shown.select("img")] == [
        f"标准.pdf第 {place} 页" for place in range(1, FIRST_PAGES + 1)
    ]
    assert client.get(shown.img["src"]).mimetype == "image/webp"


def test_a_table_is_shown_as_a_table(reader: tuple[FlaskClient, str, str]) -> None:
    client, _, table = reader
    page = BeautifulSoup(client.get(f"/document/1/attachment/{table}").text, "lxml")
    assert [cell.text for cell in page.select(".text th, .text td")] == ["姓名", "金额", "张三", "15"]
    assert not page.select("img")
    assert client.get(f"/document/1/attachment/{'0' * 64}").status_code == 404


def test_a_scan_is_shown_as_pictures_before_its_text_is_recognised(
    reader: tuple[FlaskClient, str, str],
) -> None:
    client, pdf, _ = reader
    client.application.extensions[EXTENSION].store.file_texts.put(
        AttachmentText(pdf, Reading.NO_TEXT, "", 1, 2)
    )
    assert f"/document/1/attachment/{pdf}" in [
        a["href"] for a in BeautifulSoup(client.get("/document/1").text, "lxml").select("a.read")
    ]
    page = BeautifulSoup(client.get(f"/document/1/attachment/{pdf}").text, "lxml")
    assert len(page.select("img")) == 1
    assert "扫描件" in page.select_one(".note").text


def test_staff_alone_are_told_of_what_a_file_hides(reader: tuple[FlaskClient, str, str]) -> None:
    client, _, table = reader
    staff = signed_in(client.application)
    for address in ("/staff/document/1", "/staff/inspection/hidden_parts"):
        assert client.get(address).status_code == 403
        assert "附件《名单.xlsx》中有 3 处隐藏" in staff.get(address).text
    for address in ("/document/1", f"/document/1/attachment/{table}"):
        assert "隐藏" not in client.get(address).text
