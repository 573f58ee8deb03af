"""`gongkai duplicates report`: what stands twice, as a page, a table or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

import indexer.duplicates
from commands import gongkai
from corpus.config import Config
from corpus.records import Document
from corpus.store import MarkState, open_store

TEXT = "\n".join(
    (
        "各乡镇人民政府，县政府各部门：",
        "为做好今冬明春森林防火工作，切实保护森林资源和人民群众生命财产安全，现就有关事项通知如下。",
        "一、各乡镇要与村、林场签订责任书，把防火责任落实到山头地块，落实到护林员，落实到每一户监护人。",
        "二、进入防火期后，林区一律禁止烧荒、烧秸秆和燃放烟花爆竹，违者由县林业局依法处罚，情节严重的移送公安机关。",
        "三、护林员每日巡山不少于两次，发现火情立即报告县森林防火指挥部，不得迟报、瞒报，值班电话二十四小时畅通。",
    )
)
FIRST = Document(
    "http://a.example.test/1.html", "=关于森林防火的通知", text=TEXT, portal="a", column="政策文件",
    agency="甲县政府", document_number="甲政发〔2023〕3号",
    issued_on=date(2023, 10, 8), published_on=date(2023, 10, 9),
)  # fmt: skip
COPIES = (
    FIRST,
    replace(FIRST, url="http://b.example.test/1.html", portal="b", column="转载", document_number=None),
    replace(
        FIRST, url="http://a.example.test/x.html", title="<b>别的</b>通知", text=TEXT[::-1], agency="乙局"
    ),
    replace(
        FIRST, url="http://a.example.test/y.html", title="<b>别的</b>通知", text=TEXT[::-1], agency="乙局"
    ),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two groups: one across two portals, one within a portal."""
    config = replace(Config(), data=tmp_path)
    with open_store(config.store_url) as store:
        store.put_many(COPIES)
    return tmp_path


def report(data: Path, *arguments: str) -> Result:
    command = ["--data", str(data), "duplicates", "report", *arguments]
    return CliRunner().invoke(gongkai, command, catch_exceptions=False)


def reported(data: Path, *arguments: str) -> list[list[str]]:
    """The addresses in each group."""
    result = report(data, "--format", "json", *arguments)
    assert result.exit_code == 0
    groups = json.loads(result.stdout)["groups"]
    return [[document["url"][7:] for document in group["documents"]] for group in groups]


def test_json_has_the_copy_to_keep_first_and_why(data: Path) -> None:
    result = report(data, "--format", "json")
    first, second = json.loads(result.stdout)["groups"]
    assert first["keep"] == first["documents"][0]["url"] == "http://a.example.test/1.html"
    assert first["why"].startswith("建议保留《")
    assert first["documents"][1]["kind"] == "same"
    assert (first["scope"], second["scope"]) == ("across", "within")
    assert first["state"] == "open"


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--scope", "across"], 1),
        (["--scope", "within", "--kind", "same"], 1),
        (["--agency", "乙局"], 1),
        (["--column", "转载"], 1),
        (["--kind", "forwards"], 0),
        (["--state", "handled"], 0),
        (["--state", "open"], 2),
    ],
)
def test_the_filters_narrow_it(data: Path, arguments: list[str], count: int) -> None:
    assert len(reported(data, *arguments)) == count


def test_what_staff_said_is_in_it(data: Path) -> None:
    assert len(reported(data)) == 2
    with open_store(Config(data=data).store_url) as store:
        pair = (COPIES[0].url, COPIES[1].url)
        indexer.duplicates.mark(store, [pair], MarkState.HANDLED, "王小明")
    assert reported(data, "--state", "handled") == [["a.example.test/1.html", "b.example.test/1.html"]]
    assert "已处理（王小明，" in report(data).stdout


def test_a_table_has_a_row_for_each_document_and_no_formulas(data: Path) -> None:
    path = data / "r.csv"
    assert report(data, "--format", "csv", "--output", str(path)).exit_code == 0
    table = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [row["关系"] for row in table] == ["建议保留", "相同"] * 2
    assert table[0]["标题"] == "'=关于森林防火的通知"
    assert report(data, "--format", "xlsx", "--output", str(data / "r.xlsx")).exit_code == 0
    sheet = load_workbook(data / "r.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(table[0])
    assert [row[3] for row in rows[1:]] == [row["标题"] for row in table]


def test_the_page_stands_alone_and_shows_titles_as_they_are(data: Path) -> None:
    result = report(data, "--output", str(data / "r.html"))
    assert result.stderr.strip().endswith(f"已导出 2 组到 {data / 'r.html'}。")
    page = (data / "r.html").read_text("utf-8")
    assert "&lt;b&gt;别的&lt;/b&gt;通知" in page
    assert "<b>" not in page
    assert not re.search(r"<(script|link|img|iframe)|src=|@import|url\(", page)
    assert 'href="http://a.example.test/1.html"' in page


def test_an_empty_store_gives_an_empty_report(tmp_path: Path) -> None:
    assert reported(tmp_path) == []
    assert "没有这样的重复文件" in report(tmp_path).stdout


def test_a_place_that_cannot_be_written_is_told(data: Path) -> None:
    result = report(data, "--output", str(data / "none" / "r.html"))
    assert result.exit_code == 1
    assert "请先建立" in result.stderr
