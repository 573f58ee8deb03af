"""查重 on the page for staff: what is published already of a text, an address, a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from staff_browsers import signed_in
from web_doubles import COUNTY, DOCUMENTS, PARAGRAPHS, REVISED, TEXT, TITLE, WRAPPED, edition, fill, settings
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from corpus.config import CrawlSettings
from crawler import read_file
from search_web import create_app
from search_web.duplicates.side_by_side import LeftAlone, side_by_side
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE

pytestmark = pytest.mark.any_database

CHECK = "/staff/duplicates/check"
OURS = {"Sec-Fetch-Site": "same-origin"}
UNRELATED = (
    "市民办理不动产登记，可以在政务服务大厅综合窗口一次提交材料，窗口受理后当场出具回执。"
    "登记机构核验买卖合同、完税凭证和身份证明，符合条件的三个工作日内发给证书。"
)


@pytest.fixture(scope="module")
def app(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Two portals; uploads up to 100 KB."""
    config = replace(
        settings(tmp_path_factory.mktemp("doubles")), crawl=CrawlSettings(max_attachment_bytes=100_000)
    )
    fill(config)
    made = create_app(config, partial(read_file, settings=config.attachments))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def staff(app: Flask) -> FlaskClient:
    """Staff at the machine."""
    return signed_in(app)


def check(staff: FlaskClient, **fields: object) -> TestResponse:
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return staff.post(CHECK, data=body, headers=OURS, content_type=kind)


def upload(content: bytes, name: str) -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def found(answer: TestResponse) -> list[tuple[str, str | None]]:
    """The counterparts as (title, kind), in their order."""
    soup = BeautifulSoup(answer.text, "lxml")
    badges = ((item.h3.a.text, item.h3.select_one(".badge")) for item in soup.select(".findings > li"))
    return [(title, badge.text if badge else None) for title, badge in badges]


def made_docx() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


def made_pdf(text: str | None, password: str | None = None) -> bytes:
    stream = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(password, ownerPassword="owner") if password else None
    canvas = Canvas(stream, encrypt=lock)
    if text:
        canvas.drawString(72, 720, text)
    else:
        canvas.rect(72, 72, 300, 300, fill=1)
    canvas.save()
    return stream.getvalue()


def test_a_repost_is_found_wherever_it_stands(staff: FlaskClient) -> None:
    answer = check(staff, text=WRAPPED)
    assert answer.status_code == 200
    assert found(answer)[:2] == [(TITLE, "相同")] * 2
    assert "河城市人民政府" in answer.text
    assert "县区文件" in answer.text
    assert f'href="{COUNTY}/zwgk/2023/21.html"' in answer.text


def test_a_revision_shows_both_texts_beside_each_other(staff: FlaskClient) -> None:
    answer = check(staff, text=REVISED)
    soup = BeautifulSoup(answer.text, "lxml")
    changed = [row for row in soup.select(".sides")[0].select("tbody tr") if row.find(["ins", "del"])]
    (left, right) = changed[0].select("td")
    assert [mark.text for mark in left.select("del")] == ["删去：季度"]
    assert [mark.text for mark in right.select("ins")] == ["增加：两个月"]
    assert left["data-name"] == "已发布"
    assert "相似度" in answer.text
    assert "包含度" in answer.text


def test_next_years_edition_is_shown_apart_and_is_no_duplicate(staff: FlaskClient) -> None:
    answer = check(staff, text=edition(2023, "一", 3, 70))
    assert "没有发现重复" in answer.text
    assert "同类文件，不是重复" in answer.text
    assert found(answer) == [("2022年第三批高龄津贴拟发放对象公示", None)]


def test_nothing_found_is_said(staff: FlaskClient) -> None:
    answer = check(staff, text=UNRELATED)
    assert answer.status_code == 200
    assert f"在收录的 {len(DOCUMENTS)} 份公开文件中，没有与这份文字相同的" in answer.text
    assert found(answer) == []


@pytest.mark.parametrize(
    "url", [f"{COUNTY}/zwgk/2023/21.html", f" {COUNTY}/zwgk/2023/21.html#top", "http://localhost/document/1"]
)
def test_a_document_that_is_held_is_checked_by_its_address(staff: FlaskClient, url: str) -> None:
    answer = check(staff, url=url)
    assert answer.status_code == 200
    assert len(found(answer)) == 3
    assert "结果中不含它自己" in answer.text


def test_so_it_is_by_a_link(staff: FlaskClient) -> None:
    answer = staff.get(CHECK, query_string={"url": f"{COUNTY}/zwgk/2023/21.html"})
    assert len(found(answer)) == 3


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docx", made_docx()),
        ("通知.txt", TEXT.encode("gb18030")),
        ("通知.html", f"<html><title>x</title><body><h1>{TITLE}</h1>".encode() + b"".join(
            f"<p>{paragraph}</p>".encode() for paragraph in PARAGRAPHS)),
    ],
)  # fmt: skip
def test_a_file_is_read_and_checked(staff: FlaskClient, name: str, content: bytes) -> None:
    answer = check(staff, file=upload(content, name))
    assert answer.status_code == 200
    assert (TITLE, "相同") in found(answer)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({}, 400, "没有可以查重的文字"),
        ({"text": " \n\t"}, 400, "没有可以查重的文字"),
        ({"text": "关于二十个字的通知，实在太短了，不能比较"}, 400, "文字太短"),
        ({"text": "水" * 1_700_000}, 413, "文字太长"),
        ({"text": "x" * 5_000_000}, 413, "文字太长"),
        ({"text": "The committee has decided to publish the annual report. " * 20}, 400, "几乎没有汉字"),
        ({"text": TEXT, "issued_on": "昨天"}, 400, "成文日期不正确"),
        ({"text": TEXT, "url": f"{COUNTY}/x"}, 400, "只能用一种"),
        ({"url": "x"}, 400, "网址不正确"),
        ({"url": f"{COUNTY}/never-seen"}, 422, "没有收录这个网址"),
        ({"url": "http://localhost/document/999999999999999999"}, 422, "没有收录这个网址"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_told_and_what_was_typed_stays(
    staff: FlaskClient, fields: dict[str, str], status: int, says: str
) -> None:
    answer = check(staff, **fields)
    assert answer.status_code == status
    soup = BeautifulSoup(answer.text, "lxml")
    notice = soup.select_one(".notice")
    assert notice is not None
    assert says in notice.text
    assert "请" in notice.text
    typed = soup.select_one("textarea")
    assert typed is not None
    assert typed.text.strip() == fields.get("text", "").strip()


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "content", "status", "says"),
    [
        ("扫描.pdf", made_pdf(None), 422, "没有文字"),
        ("加密.pdf", made_pdf("secret", "1234"), 422, "密码"),
        (
            "english.pdf",
            made_pdf("This is a document in English about water and roads."),
            400,
            "几乎没有汉字",
        ),
        ("坏.docx", made_docx()[:900], 422, "损坏"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(200), 422, "没有文字（可能是扫描件）"),
        ("空.txt", b"", 400, "没有可以查重的文字"),
        ("大.txt", "水".encode() * 40_000, 413, "上传的文件太大"),
    ],
)
def test_a_file_that_gives_no_text_is_told(
    staff: FlaskClient, name: str, content: bytes, status: int, says: str
) -> None:
    answer = check(staff, file=upload(content, name))
    assert (answer.status_code, says in answer.text) == (status, True)
    assert "Traceback" not in answer.text


@pytest.mark.any_database
def test_a_body_beyond_all_bounds_is_refused_with_a_page(staff: FlaskClient) -> None:
    answer = check(staff, file=upload(bytes(30_000_000), "大.pdf"))
    assert answer.status_code == 413
    assert "上传的文件太大" in answer.text


def test_nothing_of_what_was_handed_in_is_kept(staff: FlaskClient, app: Flask) -> None:
    data: Path = app.extensions[EXTENSION].config.data
    secret = "这一句话只在草稿里出现绝不外传"
    before = app.extensions[EXTENSION].store.last_revision()
    check(staff, text=TEXT + secret)
    check(staff, file=upload((TEXT + secret).encode(), "草稿.txt"))
    assert app.extensions[EXTENSION].store.last_revision() == before
    assert not [f for f in data.rglob("*") if f.is_file() and secret.encode() in f.read_bytes()]


def test_without_a_reader_uploads_are_not_offered(data: Path) -> None:
    made = create_app(settings(data))
    try:
        client = signed_in(made)
        assert 'type="file"' not in client.get(CHECK).text
        answer = check(client, file=upload(b"x", "x.txt"))
        assert answer.status_code == 422
        assert "没有开通上传" in answer.text
    finally:
        made.extensions[EXTENSION].close()


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Referer": "http://localhost/staff/duplicates/check"}, 200),
        ({}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:8001"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Referer": "http://evil.example/?http://localhost/"}, 403),
        ({"Origin": "http://[::1"}, 403),
    ],
)
def test_only_our_own_pages_can_hand_something_in(
    staff: FlaskClient, headers: dict[str, str], status: int
) -> None:
    assert staff.post(CHECK, data={"text": TEXT}, headers=headers).status_code == status


@pytest.mark.any_database
def test_only_staff_can(staff: FlaskClient) -> None:
    staff.delete_cookie(COOKIE)
    assert staff.get(CHECK).status_code == 403
    assert staff.post(CHECK, data={"text": TEXT}, headers=OURS).status_code == 403


def test_what_an_extract_leaves_out_is_folded() -> None:
    lines = [f"第{number}项措施由有关部门在各自职责范围内负责落实。" for number in range(30)]
    rows = side_by_side("\n".join(lines), "\n".join(lines[20:22]))
    alone = [row for row in rows if isinstance(row, LeftAlone)]
    assert [len(row.alone) for row in alone] == [18, 6]
    assert len(rows) < 10
