"""The catalogue and the guide that the law asks for."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from staff_browsers import signed_in
from waitress.buffers import ReadOnlyFileBasedBuffer
from web_county import fill, settings

from corpus.errors import StoreBusy
from corpus.staff import Role
from corpus.web_settings import GuideSettings, SiteSettings
from search_web import create_app
from search_web.shared.services import EXTENSION

COLUMNS = ["索引号", "名称", "内容概述", "生成日期"]


def soup_of(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.get_data(as_text=True), "lxml")


def test_the_catalogue_has_exactly_the_four_columns(client: FlaskClient) -> None:
    soup = soup_of(client, "/catalogue")
    assert [th.text for th in soup.select(".catalogue th")] == COLUMNS
    rows = soup.select(".catalogue tbody tr")
    assert len(rows) == 20
    assert all([td["data-name"] for td in row.select("td")] == COLUMNS for row in rows)
    dates = [row.select_one("time")["datetime"] for row in rows]
    assert dates == sorted(dates, reverse=True)


def test_an_extract_is_marked_and_a_published_summary_is_not(client: FlaskClient) -> None:
    rows = soup_of(client, "/catalogue").select(".catalogue tbody tr")
    assert {bool(row.select_one(".extract")) for row in rows} == {True, False}
    for row in rows:
        assert bool(row.select_one(".extract")) == ("各乡镇人民政府" in row.select("td")[2].text)


def test_the_catalogue_is_browsed_by_its_facets(client: FlaskClient) -> None:
    soup = soup_of(client, "/catalogue")
    assert [h.text for h in soup.select(".filters h2")] == [
        "主题分类",
        "发文机关",
        "栏目",
        "年份",
        "有效性",
        "门户",
    ]
    assert soup.select_one('.filters input[name="column"][value="财政信息"]')
    narrowed = soup_of(client, "/catalogue?column=财政信息")
    assert narrowed.select_one('[role="status"] strong').text == "4"
    assert narrowed.select_one(".chips a")["href"] == "/catalogue"


def test_exports_hold_what_the_filters_leave(client: FlaskClient) -> None:
    soup = soup_of(client, "/catalogue?column=财政信息&year=2023&year=2024")
    links = {a.text: a["href"] for a in soup.select(".exports a")}
    table = list(csv.reader(io.StringIO(client.get(links["CSV"], buffered=True).data.decode("utf-8-sig"))))
    assert table[0] == COLUMNS
    assert len(table) == 3
    assert len(json.loads(client.get(links["JSON"], buffered=True).data)) == 2
    workbook = load_workbook(io.BytesIO(client.get(links["XLSX"], buffered=True).data))
    assert [cell.value for cell in next(workbook.active.iter_rows())] == COLUMNS
    assert client.get("/catalogue/export.exe").status_code == 404


@pytest.mark.parametrize(
    "narrowed", ["from=2023-01-01", "to=2023-12-31", "under=财政", "under=县&from=2024-01-01"]
)
def test_exports_hold_what_the_page_does(client: FlaskClient, narrowed: str) -> None:
    everything = len(json.loads(client.get("/catalogue/export.json", buffered=True).data))
    soup = soup_of(client, f"/catalogue?{narrowed}")
    link = {a.text: a["href"] for a in soup.select(".exports a")}["JSON"]
    exported = len(json.loads(client.get(link, buffered=True).data))
    assert exported == int(soup.select_one('[role="status"] strong').text) < everything


def test_an_export_is_saved_under_a_chinese_name(client: FlaskClient) -> None:
    named = client.get("/catalogue/export.csv", buffered=True).headers["Content-Disposition"]
    assert named.startswith("attachment; filename=document.csv;")
    assert "filename*=UTF-8''%E6%94%BF" in named


@pytest.mark.parametrize("address", ["/catalogue/export.csv", "/search/export.csv?q=财政"])
def test_an_export_is_sent_by_the_server_s_own_wrapper_of_files(client: FlaskClient, address: str) -> None:
    own = {"wsgi.file_wrapper": ReadOnlyFileBasedBuffer}
    answer = client.get(address, environ_overrides=own, buffered=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_the_guide_names_every_element_and_both_articles(client: FlaskClient) -> None:
    text = soup_of(client, "/guide").text
    for name in (
        "分类",
        "编排体系",
        "获取方式",
        "机构名称",
        "办公地址",
        "办公时间",
        "联系电话",
        "传真",
        "电子邮箱",
    ):
        assert name in text
    assert "第十二条" in text
    assert "第十九条" in text
    assert text.count("暂未提供") == 9
    assert "config.toml" not in text
    service = json.loads(soup_of(client, "/guide").select_one('script[type="application/ld+json"]').text)
    assert "provider" not in service


def test_staff_see_which_elements_of_the_guide_are_missing(app: Flask) -> None:
    answer = signed_in(app).get("/guide")
    notice = BeautifulSoup(answer.text, "lxml").select_one(".notice").text
    assert "联系电话" in notice
    assert BeautifulSoup(answer.text, "lxml").select_one(".notice a")["href"] == "/staff/guide"
    assert answer.headers["Cache-Control"] == "private, no-store"


def shown_of(editor: FlaskClient) -> str:
    return str(soup_of(editor, "/staff/guide").select_one("input[name=shown]")["value"])


def test_who_fills_in_the_guide_overwrites_nothing_unseen(tmp_path: Path) -> None:
    config = settings(tmp_path)
    fill(config)
    app = create_app(config)
    one, other = signed_in(app, Role.EDITOR), signed_in(app)
    both = shown_of(one)
    first = {"telephone": "0000-1", "fax": "0000-2", "shown": both}
    assert [other.post("/staff/guide", data=first).status_code for _ in range(2)] == [303, 303]
    second = {"telephone": "0000-3", "fax": "0000-2", "access": "来函", "shown": both}
    refused = one.post("/staff/guide", data=second)
    page = BeautifulSoup(refused.text, "lxml")
    assert refused.status_code == 409
    assert "别人改过指南" in page.select_one("[role=alert]").text
    assert page.select_one("#telephone")["value"] == "0000-3"
    assert page.select_one("#access").text.strip() == "来函"
    assert refused.text.count("现在保存的：") == 2
    assert "现在保存的：0000-1" in refused.text
    assert "0000-1" in one.get("/guide").text
    second["shown"] = page.select_one("input[name=shown]")["value"]
    with app.extensions[EXTENSION].store.lock("guide", StoreBusy()):
        busy = one.post("/staff/guide", data=second)
    assert (busy.status_code, "来函" in busy.text, second["shown"] in busy.text) == (409, True, True)
    assert one.post("/staff/guide", data=second).status_code == 303
    assert "0000-3" in one.get("/guide").text
    app.extensions[EXTENSION].close()


def test_what_staff_write_goes_before_the_configuration(tmp_path: Path) -> None:
    config = replace(settings(tmp_path), guide=GuideSettings(agency="某县政务公开办", telephone="0000-1"))
    fill(config)
    app = create_app(config)
    editor, reader = signed_in(app, Role.EDITOR), app.test_client()
    found_nothing = {"view": "results", "q": "zzqxv"}
    assert "0000-1" in reader.post("/terminal/view", data=found_nothing).text
    sent = {"access": "第一条\r\n<b>第二条</b>", "telephone": " 0000-2 ", "fax": ""}
    assert reader.post("/staff/guide", data=sent).status_code == 403
    assert editor.post("/staff/guide", data={**sent, "shown": shown_of(editor)}).status_code == 303
    text = reader.get("/guide").text
    assert "<p>第一条</p>\n    <p>&lt;b&gt;第二条&lt;/b&gt;</p>" in text
    assert "某县政务公开办" in text
    assert "0000-2" in text
    assert "0000-2" in reader.post("/terminal/view", data=found_nothing).text
    for page in ("/search?q=zzqxv", "/document/1"):
        assert "0000-2" in reader.get(page).text
    form = editor.get("/staff/guide").text
    assert 'value="0000-2"' in form
    assert "配置中的：0000-1" in form
    parts = app.extensions[EXTENSION]
    assert parts.store.audit.latest(0, 1)[0].action == "填写指南"
    assert editor.post("/staff/guide", data={"fax": "长" * 5_001}).status_code == 413
    assert editor.post("/staff/guide", data={"shown": shown_of(editor)}).status_code == 303
    assert "0000-1" in reader.get("/guide").text
    parts.store.shared_texts.leave("guide", '{"of another version": "x"}')
    assert reader.get("/guide").status_code == 200
    parts.close()


def test_a_filled_guide_shows_what_was_filled_in(tmp_path: Path) -> None:
    guide = GuideSettings(*("第一行\n第二行" if place < 3 else f"值{place}" for place in range(9)))
    config = replace(settings(tmp_path), guide=guide, site=SiteSettings("某县公开检索", "某县人民政府"))
    fill(config)
    app = create_app(config)
    text = app.test_client().get("/guide").text
    assert "暂未提供" not in text
    assert "工作人员提示" not in text
    assert text.count("<p>第二行</p>") == 3
    told = BeautifulSoup(text, "lxml").select_one('script[type="application/ld+json"]').text
    service = json.loads(told)
    assert (service["@type"], service["url"]) == ("GovernmentService", "http://localhost/guide#apply")
    assert service["provider"] == {
        "@type": "GovernmentOrganization",
        "name": "值3",
        "address": "值4",
        "telephone": "值6",
        "faxNumber": "值7",
        "email": "值8",
    }
    assert "主办单位：某县人民政府" in text
    app.extensions[EXTENSION].close()
