"""A sheet is read as it is shown: by the formats of its cells, without what is hidden."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from msoffcrypto.method.xor_obfuscation import DocumentXOR
from office_samples import made_xlsx, relations

from corpus.records import AttachmentText
from crawler.attachments import biff
from crawler.attachments.biff import Record, shared_strings
from crawler.attachments.budget import Budget
from crawler.attachments.number_formats import BUILT_IN, Formats
from crawler.attachments.text_formats import told
from crawler.attachments.xls import read as read_xls

Read = Callable[[bytes], AttachmentText]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (0.875, "0.0%", "87.5%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (123, "000000", "000123"),
        (0, '0;-0;"无"', "无"),
        (1234567, '#,##0.0,"千元"', "1,234.6千元"),
        (1.5, '_ "¥"* #,##0.00_ ', "¥1.50"),
        (47974, 'yyyy"年"m"月"d"日"', "2031年5月6日"),
        (47974, "[DBNum1][$-804]yyyy年m月d日", "二〇三一年五月六日"),
        (47974.604166667, BUILT_IN[22], "2031/5/6 14:30"),
        (1.5, "[h]:mm", "36:00"),
        (12345678901234567, "0", "12345678901234600"),
        (30, "[>=60]及格;不及格", "不及格"),
        (1203, "00-00", "12-03"),
        (8715551234, "(###) ###-####", "(871) 555-1234"),
        (5551234, '0000"转"000', "5551转234"),
        (1203, '0"号"', "1203号"),
        (1e20, "yyyy", "100000000000000000000"),
        (12345678, '0!.0,"万元"', "1234.6万元"),
        (12, "0!;0", "1;2"),
        (1234.5, "[DBNum2][$-804]General", "壹仟贰佰叁拾肆.伍"),
        (1200034, "[DBNum1]General", "一百二十万〇三十四"),
        (100012, "[DBNum2]General", "壹拾万零壹拾贰"),
        (12_345_600_000_005, "[DBNum1]General", "一十二万三千四百五十六亿〇五"),
        (1_000_000_000_000, "[DBNum1]General", "一万亿"),
        (1e17, "[DBNum1]General", "一〇〇〇〇〇〇〇〇〇〇〇〇〇〇〇〇〇"),
        (120, "[DBNum1][$-804]0", "一二〇"),
        (47974, r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2031年5月6日"),
        (47974.604166667, "[$-x-systime]h:mm:ss AM/PM", "14:30:00"),
        (47974.604166667, "[$-804]dddd h:mm AM/PM", "星期二 2:30 下午"),
        (47974, "[$-zh-CN]ddd", "周二"),
        (47974, "[$-409]dddd", "Tuesday"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, form: str, shown: str) -> None:
    assert Formats().shown(value, form) == shown


def cell(place: str, text: str | float, style: int = 0) -> str:
    if isinstance(text, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{text}</v></c>'


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('@"级"', "丙级"),
        ("_ * #,##0_ ;_ * -#,##0_ ;_ @_ ", "丙"),
        ('0;-0;0;"第"@"类"', "第丙类"),
        (";;;", ""),
        ("0;-0;无", "丙"),
        ("0;-0;0;General", "丙"),
        ("General", "丙"),
    ],
)
def test_a_text_is_shown_as_its_format_says(form: str, shown: str) -> None:
    assert told("丙", form) == shown


def test_a_cell_is_not_read_whose_format_shows_nothing(read: Read) -> None:
    hidden = '<c r="B1" t="inlineStr" s="1"><is><t>HID</t></is></c>'
    rows = f'<row r="1">{cell("A1", "结果")}{hidden}{cell("C1", 7, 1)}</row>'
    assert read(made_xlsx(rows, formats=(";;;",))).text == "结果"


def test_cells_are_shown_by_their_formats(read: Read) -> None:
    rows = f'<row r="1">{cell("A1", "完成")}{cell("B1", 0.5, 1)}</row>'
    assert read(made_xlsx(rows, formats=("0.0%",))).text == "完成\t50.0%"


def test_hidden_columns_rows_and_sheets_are_left_out(read: Read) -> None:
    book = openpyxl.Workbook()
    for row in (("名称", "HID1", "结果"), ("HID2", "HID3", "HID4"), ("甲", "HID5", "合格")):
        book.active.append(row)
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[2].hidden = True
    for state in ("hidden", "veryHidden"):
        sheet = book.create_sheet(state)
        sheet.append(["HID6"])
        sheet.sheet_state = state
    stream = io.BytesIO()
    book.save(stream)
    said = read(stream.getvalue())
    assert said.text.split("\n")[1:] == ["名称\t结果", "甲\t合格"]
    assert said.hidden == 4


def test_a_stray_cell_at_the_end_costs_nothing(read: Read) -> None:
    rows = f'<row r="1">{cell("A1", "甲")}</row><row r="1048576">{cell("XFD1048576", "尾")}</row>'
    assert read(made_xlsx(rows)).text == "甲\n尾"


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def made_biff5(page: int, *texts: str, hidden_column: int = 99) -> bytes:
    encoded = [text.encode("gbk") for text in texts]
    head = record(biff.BOF, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(
        biff.CODEPAGE, struct.pack("<H", page)
    )
    head += record(biff.XF, struct.pack("<HH12x", 0, 0))
    entry = struct.pack("<IBBB", len(head) + 4 + 7 + 2 + 4, 0, 0, 2) + "表".encode("gbk")
    book = head + record(biff.BOUNDSHEET, entry) + record(biff.EOF, b"")
    sheet = record(biff.BOF, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    sheet += record(biff.COLUMN, struct.pack("<6H", hidden_column, hidden_column, 2000, 0, 1, 0))
    for column, text in enumerate(encoded):
        sheet += record(biff.LABEL, struct.pack("<4H", 0, column, 0, len(text)) + text)
    return book + sheet + record(biff.EOF, b"")


def lines_of(stream: bytes) -> tuple[list[str], int]:
    budget = Budget(10_000, 100, 2, 1_000_000)
    read_xls(stream, budget, lambda: None)
    return budget.lines, budget.hidden


def test_a_book_of_excel_95_is_read_in_its_code_page() -> None:
    assert lines_of(made_biff5(936, "税种", "金额")) == (["税种\t金额"], 0)


def test_a_sheet_without_a_book_around_it_is_read(read: Read) -> None:
    """As web systems write it: Excel 5 and Excel 2, text in whatever code page the system has."""
    name, label = "张三".encode("gbk"), "得分".encode("gbk")
    new = record(biff.BOF, struct.pack("<4H", 0, 0x10, 0, 0))
    new += record(biff.LABEL, struct.pack("<4H", 0, 0, 0, len(name)) + name)
    new += record(biff.NUMBER, struct.pack("<3Hd", 0, 1, 0, 88.5)) + record(biff.EOF, b"")
    old = record(biff.BOFS[-1], struct.pack("<2H", 2, 0x10))
    old += record(biff.OLD_LABEL, struct.pack("<2H3xB", 0, 0, len(label)) + label)
    old += record(biff.OLD_NUMBER, struct.pack("<2H3xd", 0, 1, 0.5))
    old += record(biff.OLD_INTEGER, struct.pack("<2H3xH", 0, 2, 96)) + record(biff.EOF, b"")
    assert read(new).text == "张三\t88.5"
    assert read(old).text == "得分\t0.5\t96"


@pytest.mark.parametrize(("check", "text"), [(0x9A0A, "税种\t金额"), (0x1234, "")])
def test_an_old_book_behind_the_password_of_all_is_read(check: int, text: str, read: Read) -> None:
    key = DocumentXOR.create_xor_array_method1("VelvetSweatshop")
    stream = record(biff.BOF, struct.pack("<4H", 0x500, 0x10, 0, 0))
    stream += record(biff.FILEPASS, struct.pack("<2H", 0, check))
    for column, word in enumerate(("税种", "金额")):
        label = struct.pack("<4H", 0, column, 0, 4) + word.encode("gbk")
        turn = len(stream) + 4 + len(label)
        locked = ((one << 5 | one >> 3) & 0xFF ^ key[(turn + at) % 16] for at, one in enumerate(label))
        stream += record(biff.LABEL, bytes(locked))
    said = read(stream + record(biff.EOF, b""))
    assert (said.text, said.reading.value) == (text, "text" if text else "encrypted")


def test_a_box_that_stands_in_two_ways_is_read_once(read: Read) -> None:
    box = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>说明</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    drawing = (
        f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:mc="m"><mc:AlternateContent><mc:Choice>{box}</mc:Choice>'
    )
    drawing += f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></xdr:wsDr>"
    stream = io.BytesIO(made_xlsx(f'<row r="1">{cell("A1", "甲")}</row>'))
    with zipfile.ZipFile(stream, "a") as book:
        book.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations(("d", "drawing", "../d.xml")))
        book.writestr("xl/d.xml", drawing)
    assert read(stream.getvalue()).text == "甲\n说明"


def test_hidden_columns_of_an_xls_are_left_out_and_counted() -> None:
    assert lines_of(made_biff5(936, "甲", "HID", "乙", hidden_column=1)) == (["甲\t乙"], 1)


def test_a_string_that_a_record_cuts_goes_on_in_the_next() -> None:
    first = struct.pack("<IIHB", 1, 1, 4, 1) + "青岚".encode("utf-16-le")
    assert shared_strings(Record(biff.SST, [first, b"\x00ab"])) == ["青岚ab"]


def test_excel_of_2003_in_xml_is_a_sheet(read: Read) -> None:
    body = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="p"><NumberFormat
     ss:Format="Percent"/></Style></Styles><Worksheet ss:Name="表"><Table><Column ss:Index="2" ss:Hidden="1"/>
     <Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="String">HID</Data></Cell>
     <Cell ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell></Row></Table></Worksheet></Workbook>"""
    assert read(body.encode()).text == "甲\t50.00%"
