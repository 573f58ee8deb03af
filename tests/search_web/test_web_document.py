"""A document's page, its attachments, its versions, and its withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import PAGE, PDF, SITE, ordinary, settings

from corpus.config import Config
from corpus.files import FileStore
from corpus.records import Attachment, Document
from corpus.store import Store, open_store
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION


def number_of(config: Config, url: str) -> int:
    with open_store(config.store_url) as store:
        return store.by_url(url).id


def soup_of(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.get_data(as_text=True), "lxml")


def test_the_metadata_stand_in_the_national_order(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2019/tables.html')}")
    names = [dt.text for dt in soup.select(".meta dt")]
    assert names[:8] == [
        "索引号",
        "主题分类",
        "发文机关",
        "成文日期",
        "标题",
        "发文字号",
        "发布日期",
        "有效性",
    ]
    assert soup.select_one(".notice").text.startswith("该文件的有效性为“已废止”")


def test_elements_the_page_does_not_give_have_no_row(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/bare.html')}")
    assert [dt.text for dt in soup.select(".meta dt")] == ["标题"]
    assert "没有正文" in soup.select_one(".text").text


def test_the_text_is_laid_out_as_on_paper(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2024/0.html')}")
    assert soup.select_one(".salutation").text == "各乡镇人民政府，县政府各部门："
    assert soup.select_one(".text h3").text == "一、适用范围"
    assert [p.text for p in soup.select(".signature")] == ["青石县人力资源和社会保障局", "2024年3月1日"]


def test_table_rows_become_a_table(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2019/tables.html')}")
    rows = [[cell.text for cell in tr.select("td, th")] for tr in soup.select(".scroll tr")]
    assert len(rows) == 3
    assert [th.text for th in soup.select(".scroll th[scope=col]")] == rows[0]
    assert rows[1][:3] == ["1", "老城区东片", "住宅"]
    assert [len(row) for row in rows] == [8, 8, 8]


def test_search_words_are_marked_and_can_be_unmarked(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2024/6.html')}?q=罚款")
    assert {mark.text for mark in soup.select(".text mark")} == {"罚款"}
    plain = soup_of(client, soup.find("a", string="取消标记")["href"])
    assert not plain.select("mark")
    assert plain.select_one(".text").text == soup.select_one(".text").text


def test_only_what_stands_in_the_document_is_said_to_be_marked(client: FlaskClient, config: Config) -> None:
    path = f"/document/{number_of(config, f'{SITE}/2024/6.html')}"
    assert [one.text for one in soup_of(client, f"{path}?q=罚款 火星").select(".marks mark")] == ["罚款"]
    nowhere = soup_of(client, f"{path}?q=火星").select_one(".marks")
    assert nowhere.text.strip() == "标题和正文里没有检索的词。"
    assert not soup_of(client, path).select(".marks")


def test_the_original_opens_without_telling_where_one_came_from(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2024/0.html')}")
    link = soup.find("a", string="在原网站查看原文")
    assert link["href"] == f"{SITE}/2024/0.html"
    assert set(link["rel"]) == {"noopener", "noreferrer"}
    assert "离开本站" in link.parent.text


def test_an_address_that_would_run_as_a_script_is_no_link(client: FlaskClient, config: Config) -> None:
    number = number_of(config, "javascript:alert(document.domain)")
    soup = soup_of(client, f"/document/{number}")
    assert not [a for a in soup.select("a[href]") if "javascript" in a["href"]]
    assert {script["type"] for script in soup.select("script:not([src])")} == {"application/ld+json"}
    assert not soup.select("main u")


def test_attachments_are_served_from_the_store(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2019/tables.html')}")
    pdf, _, elsewhere = soup.select(".files li")
    answer = client.get(pdf.a["href"], buffered=True)
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert (
        "filename*=UTF-8''%E8%A1%A5%E5%81%BF%E6%A0%87%E5%87%86.pdf" in answer.headers["Content-Disposition"]
    )
    again = client.get(pdf.a["href"], headers={"If-None-Match": answer.headers["ETag"]}, buffered=True)
    assert again.status_code == 304
    assert elsewhere.a["href"] == f"{SITE}/c.docx"
    assert pdf.select_one(".kind").text == "PDF"


def test_a_hostile_attachment_cannot_run_or_write_headers(client: FlaskClient, config: Config) -> None:
    soup = soup_of(client, f"/document/{number_of(config, f'{SITE}/2019/tables.html')}")
    answer = client.get(soup.select(".files li")[1].a["href"], buffered=True)
    assert answer.data == PAGE
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "/" not in answer.headers["Content-Disposition"].replace("filename*=UTF-8''", "")
    assert "Set-Cookie" not in answer.headers
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("how", ["gone", "halved", "flipped"])
def test_a_damaged_attachment_is_never_served(own: tuple[Flask, Store, Config], how: str) -> None:
    app, store, config = own
    files = FileStore(config.files_path)
    digest = files.put(PDF)
    held = Attachment(f"{SITE}/a.pdf", "申请表", digest, "application/pdf", len(PDF))
    store.put(replace(ordinary()[0], attachments=(held,)))
    address, client = f"/document/1/attachment/{digest}/a.pdf", app.test_client()
    served = client.get(address, buffered=True)
    assert (served.status_code, served.data) == (200, PDF)
    path = files.path(digest)
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(PDF[:9] if how == "halved" else PDF[:-1] + b"?")
    for _ in range(2):
        answer = client.get(address, headers={"If-None-Match": served.headers["ETag"]}, buffered=True)
        assert answer.status_code == 410
        assert f"本站保存的这份文件（{digest[:12]}…）已损坏或缺失。" in answer.text
        assert "ETag" not in answer.headers
    files.put(PDF)
    assert client.get(address, buffered=True).data == PDF


@pytest.mark.parametrize("digest", ["0" * 64, "..%2f..%2fgongkai.db", "x", "A" * 64])
def test_files_that_are_no_attachment_are_not_served(
    client: FlaskClient, config: Config, digest: str
) -> None:
    number = number_of(config, f"{SITE}/2019/tables.html")
    assert client.get(f"/document/{number}/attachment/{digest}/a.pdf").status_code == 404


def test_an_attachment_is_served_with_its_own_document_alone(own: tuple[Flask, Store, Config]) -> None:
    app, store, config = own
    files = FileStore(config.files_path)
    theirs, ours = (
        Attachment(f"{SITE}/{name}.pdf", name, files.put(PDF + name.encode()), "application/pdf")
        for name in ("theirs", "ours")
    )
    store.put(replace(ordinary()[0], attachments=(theirs,)))
    store.put(replace(ordinary()[1], attachments=(ours,)))
    client = app.test_client()

    def status(number: int, file: Attachment) -> int:
        return client.get(f"/document/{number}/attachment/{file.sha256}/a.pdf", buffered=True).status_code

    assert [status(1, theirs), status(1, ours), status(2, theirs), status(2, ours)] == [200, 404, 404, 200]
    store.withdraw(ordinary()[1].url)
    assert [status(1, ours), status(2, ours)] == [404, 410]


@pytest.mark.parametrize(
    "path", ["/document/999999", "/document/0", "/document/" + "9" * 400, "/document/abc"]
)
def test_unknown_documents_are_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.fixture
def own(data: Path) -> Iterator[tuple[Flask, Store, Config]]:
    """A store of one's own with one document, to be changed."""
    config = settings(data)
    with open_store(config.store_url) as store:
        store.put(ordinary()[0])
        build(store, config)
        app = create_app(config)
        yield app, store, config
        app.extensions[EXTENSION].close()


def test_a_withdrawn_document_is_gone_for_the_public_and_kept_for_staff(
    own: tuple[Flask, Store, Config],
) -> None:
    app, store, config = own
    document = ordinary()[0]
    assert app.test_client().get("/document/1").status_code == 200
    store.withdraw(document.url)
    answer = app.test_client().get("/document/1")
    assert answer.status_code == 410
    assert "已撤下" in answer.text
    assert "基础养老金" not in answer.text
    build(store, config)
    assert "基础养老金" not in app.test_client().get("/search?q=养老金").text.split("</form>")[1]
    assert "基础养老金" in signed_in(app).get("/staff/document/1").text


@pytest.mark.parametrize(("length", "named"), [(60, None), (61, ["long"])])
def test_a_long_title_is_set_smaller(own: tuple[Flask, Store, Config], length: int, named: list[str]) -> None:
    app, store, _ = own
    store.put(Document("u:title", "长" * length, "正文。"))
    stored = store.by_url("u:title")
    assert stored is not None
    heading = soup_of(app.test_client(), f"/document/{stored.id}").select_one(".document h1")
    assert heading.get("class") == named


def test_history_says_what_changed_and_only_staff_read_former_versions(
    own: tuple[Flask, Store, Config],
) -> None:
    app, store, _ = own
    document = ordinary()[0]
    store.put(replace(document, text="改过的正文。", validity="失效"))
    soup = soup_of(app.test_client(), "/document/1")
    assert "更新了有效性、正文" in soup.select_one(".history li").text
    assert "首次收录" in soup.select(".history li")[1].text
    assert "每人每月提高十五元" not in soup.text
    former = signed_in(app).get("/staff/document/1?version=1")
    assert "每人每月提高十五元" in former.text
    assert signed_in(app).get("/staff/document/1?version=7").status_code == 404


def test_where_staff_allow_it_the_public_sees_what_a_version_changed(
    own: tuple[Flask, Store, Config],
) -> None:
    app, store, config = own
    document = ordinary()[0]
    store.put(replace(document, text=document.text.replace("提高十五元", "提高百元")))
    assert app.test_client().get("/document/1/changes/2").status_code == 404
    open_to_all = create_app(replace(config, site=replace(config.site, former_texts=True)))
    client = open_to_all.test_client()
    link = soup_of(client, "/document/1").select_one(".history a")
    soup = soup_of(client, link["href"])
    assert [each.text for each in soup.select(".changes del, .changes ins")] == ["删去：十五", "增加：百"]
    assert client.get("/document/1/changes/1").status_code == 404
    assert client.get("/document/1/changes/7").status_code == 404
    open_to_all.extensions[EXTENSION].close()


def test_staff_read_a_rule_with_links_to_its_articles(own: tuple[Flask, Store, Config]) -> None:
    app, store, _ = own
    store.put(replace(ordinary()[0], text="第一条　为了规范设置，制定本办法。\n第二条　适用于本县。"))
    assert soup_of(signed_in(app), "/staff/document/1").select_one('a[href="#t2"]')


def test_staff_see_what_a_version_changed(own: tuple[Flask, Store, Config]) -> None:
    app, store, _ = own
    document = ordinary()[0]
    store.put(replace(document, text=document.text.replace("提高十五元", "提高<b>百</b>元"), validity="失效"))
    soup = soup_of(signed_in(app), "/staff/document/1")
    section = soup.select_one("section[aria-labelledby=difference]")
    assert [cell.text for cell in section.select("tbody tr > *")] == ["有效性", "有效", "失效"]
    assert [each.text for each in section.select(".changes del")] == ["删去：十五"]
    assert [each.text for each in section.select(".changes ins")] == ["增加：<b>百</b>"]
    first = soup_of(signed_in(app), "/staff/document/1?version=1")
    assert not first.select("section[aria-labelledby=difference]")


def test_a_policy_leads_to_its_reading_and_to_what_it_names(tmp_path: Path) -> None:
    config = settings(tmp_path)
    law = Document(
        url=f"{SITE}/law.html", title="中华人民共和国渔业法", text="渔业生产者应当依法取得捕捞许可证。"
    )
    notice = replace(
        law,
        url=f"{SITE}/notice.html",
        title="青石县休渔期管理办法",
        text="根据《中华人民共和国渔业法》制定本办法。",
    )
    reading = replace(
        law, url=f"{SITE}/reading.html", title="《青石县休渔期管理办法》解读", text="休渔期三个月。"
    )
    with open_store(config.store_url) as store:
        store.put_many([law, notice, reading])
        build(store, config)
    client = create_app(config).test_client()
    numbers = [number_of(config, one.url) for one in (law, notice, reading)]

    def links(number: int, heading: str) -> list[str]:
        found = soup_of(client, f"/document/{number}").find("h2", string=heading)
        return [link["href"] for link in found.find_parent("section").select("a")] if found else []

    assert links(numbers[1], "文中提到的文件") == [f"/document/{numbers[0]}"]
    assert links(numbers[1], "政策解读") == [f"/document/{numbers[2]}"]
    assert links(numbers[2], "解读的文件") == [f"/document/{numbers[1]}"]
