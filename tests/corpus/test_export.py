from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import BinaryIO, cast

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from corpus.catalogue import Filters
from corpus.exchange.export import FORMATS, export_catalogue
from corpus.records import Document
from corpus.store import Store

HEADER = ["索引号", "名称", "内容概述", "生成日期"]


@pytest.fixture
def filled(store: Store) -> Store:
    store.put_many(
        [
            Document("u1", "=cmd()", "正文" * 100, index_number="000/2024-1", issued_on=date(2024, 3, 11)),
            Document("u2", "甲，\n乙", summary="概述\x0b", published_on=date(2023, 1, 1), agency="机构"),
        ]
    )
    store.put(Document("gone", "撤下"))
    store.withdraw("gone")
    return store


def exported(store: Store, file_format: str, filters: Filters | None = None) -> bytes:
    stream = io.BytesIO()
    count = export_catalogue(store.catalogue(filters), file_format, stream)
    assert count == (1 if filters else 2)
    return stream.getvalue()


def test_csv_has_the_four_columns_and_no_formulas(filled: Store) -> None:
    content = exported(filled, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert table == [
        HEADER,
        ["000/2024-1", "'=cmd()", "【摘录】" + "正文" * 50 + "…", "2024-03-11"],
        ["", "甲，\n乙", "概述\x0b", ""],
    ]


def test_xlsx_has_the_same_rows(filled: Store) -> None:
    sheet = load_workbook(io.BytesIO(exported(filled, "xlsx"))).active
    assert sheet is not None
    table = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert table[0] == HEADER
    assert table[1][:2] == ["000/2024-1", "'=cmd()"]
    assert table[2][1:3] == ["甲，\n乙", "概述"]


def test_json_has_the_four_fields(filled: Store) -> None:
    first, second = json.loads(exported(filled, "json"))
    assert list(first) == ["index_number", "title", "summary", "issued_on"]
    assert first["issued_on"] == "2024-03-11"
    assert (second["index_number"], second["issued_on"]) == (None, None)


@pytest.mark.parametrize("file_format", FORMATS)
def test_filters_narrow_every_format(filled: Store, file_format: str) -> None:
    assert "甲" in exported(filled, file_format, Filters(agency=("机构",))).decode("utf-8", "replace") or (
        file_format == "xlsx"
    )


def test_an_empty_catalogue_is_a_valid_file(store: Store) -> None:
    stream = io.BytesIO()
    assert export_catalogue(store.catalogue(), "json", stream) == 0
    assert json.loads(stream.getvalue()) == []


@pytest.mark.parametrize("first", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1", "＠SUM"])
def test_no_cell_is_run_as_a_formula(store: Store, first: str) -> None:
    store.put(Document("u", first, summary=first, index_number=first))
    content = exported_one(store, "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline="")))[1][:3] == ["'" + first] * 3
    sheet = load_workbook(io.BytesIO(exported_one(store, "xlsx"))).active
    assert sheet is not None
    assert all(cell.data_type == "s" for cell in sheet[2][:3])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a\x00\x08\x1f\ufffe\uffffb", "ab"),
        ("_x0041_", "_x0041_"),
        ("长" * 40_000, "长" * (32_767 - len("…（未完）")) + "…（未完）"),
        ("\U00020000" * 20_000, "\U00020000" * ((32_767 - len("…（未完）")) // 2) + "…（未完）"),
        ("长" * 32_767, "长" * 32_767),
    ],
)
def test_a_workbook_holds_what_its_cells_can(store: Store, text: str, held: str) -> None:
    store.put(Document("u", "标题", summary=text))
    sheet = load_workbook(io.BytesIO(exported_one(store, "xlsx"))).active
    assert sheet is not None
    assert unescape(str(sheet["C2"].value)) == held


def test_a_stream_that_fails_fails_as_itself(filled: Store) -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    for file_format in FORMATS:
        with pytest.raises(OSError, match="No space"):
            export_catalogue(filled.catalogue(), file_format, cast(BinaryIO, Full()))


def exported_one(store: Store, file_format: str) -> bytes:
    stream = io.BytesIO()
    assert export_catalogue(store.catalogue(), file_format, stream) == 1
    return stream.getvalue()
