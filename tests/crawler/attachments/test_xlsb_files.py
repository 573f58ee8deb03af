"""A workbook in records (XLSB), made here: what it hides is left out and counted."""

from __future__ import annotations

import struct
from collections.abc import Callable

from office_samples import packed

from corpus.records import AttachmentText

Read = Callable[[bytes], AttachmentText]

KINDS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BINARY = "application/vnd.ms-excel."
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.bin" ContentType="{BINARY}sheet.binary.macroEnabled.main"/>'
    f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{BINARY}worksheet"/></Types>'
)


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def relations(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{KINDS}">{one}</Relationships>'


def made_xlsb(rows: list[list[str]], hidden_row: int, hidden_column: int) -> bytes:
    sheet = record(129) + record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet += (
        record(390) + record(60, struct.pack("<4IH", hidden_column, hidden_column, 0, 0, 1)) + record(391)
    )
    sheet += record(145)
    for number, row in enumerate(rows):
        flags = 0x10 if number == hidden_row else 0
        sheet += record(0, struct.pack("<2IH3B", number, 0, 300, 0, flags, 0) + struct.pack("<I", 0))
        for column, text in enumerate(row):
            sheet += record(6, struct.pack("<2I", column, 0) + wide(text))
    sheet += record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<2I", 0, 1) + wide("rId1") + wide("表"))
    book += record(144) + record(132)
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def test_hidden_rows_and_columns_are_left_out_and_counted(read: Read) -> None:
    said = read(made_xlsb([["甲", "藏", "乙"], ["藏", "藏", "藏"], ["丙", "藏", "丁"]], 1, 1))
    assert said.text == "甲\t乙\n丙\t丁"
    assert said.hidden == 2
