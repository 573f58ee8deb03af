"""The tables of the report's form, filled in as far as figures are known: as a workbook and as text."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from corpus.annual.figures import Scope
from corpus.annual.open_tables import FOURTH_TITLE, THIRD_TITLE, write_fourth, write_third

IN_MEMORY = 4 << 20
"""Bytes of a workbook held in memory. A guess."""

WIDTH = 4
"""Columns of the second table."""

MADE = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
SECOND: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str | None, ...]], ...]], ...] = (
    (
        "第二十条第（一）项",
        MADE,
        (
            ("规章", ("rules_made", "rules_ended", "rules_valid")),
            ("行政规范性文件", ("norms_made", "norms_ended", "norms_valid")),
        ),
    ),
    ("第二十条第（五）项", ("信息内容", "本年处理决定数量"), (("行政许可", ("licences",)),)),
    (
        "第二十条第（六）项",
        ("信息内容", "本年处理决定数量"),
        (("行政处罚", ("penalties",)), ("行政强制", ("measures",))),
    ),
    ("第二十条第（八）项", ("信息内容", "本年收费金额（单位：万元）"), (("行政事业性收费", (None,)),)),
)
"""Its parts: item of the regulations, heads, and rows with the keys of their figures; None is left open."""


def write_form(counts: Mapping[str, int], stream: BinaryIO) -> None:
    """A workbook of three sheets; `counts` by the keys of figures."""
    workbook = Workbook(write_only=False)
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet("二、主动公开政府信息情况")
    for item, heads, rows in SECOND:
        sheet.append([item])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=WIDTH)
        lines = [heads, *((name, *(counts.get(key) if key else None for key in keys)) for name, keys in rows)]
        for line in lines:
            sheet.append(list(line))
            if len(line) < WIDTH:
                number = sheet.max_row
                sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=WIDTH)
    for title, write in ((THIRD_TITLE, write_third), (FOURTH_TITLE, write_fourth)):
        write(workbook.create_sheet(title))
    for each in workbook.worksheets:
        _ruled(each)
    # When a stream fails, openpyxl cannot end what it began: it gets one that does not.
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        workbook.save(whole)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)


def pasted(scope: Scope, counts: Mapping[str, int]) -> str:
    """The same as sentences, for the text of the report."""
    made = [
        f"{name}本年制发 {counts[keys[0] or '']} 件、废止 {counts[keys[1] or '']} 件，"
        f"现行有效 {counts[keys[2] or '']} 件"
        for name, keys in SECOND[0][2]
    ]
    decided = [
        f"{name}决定 {counts[keys[0]]} 件"
        for _, _, rows in SECOND[1:]
        for name, keys in rows
        if keys[0] is not None
    ]
    return f"{scope.year} 年，{'；'.join(made)}。公开{'、'.join(decided)}。"


def _ruled(sheet: object) -> None:
    """Lines round every cell, heads in bold, wide enough to be read."""
    thin = Side(style="thin")
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment("center", "center", wrap_text=True)
            cell.font = Font(bold=isinstance(cell.value, str) and cell.value.startswith("第二十条"))
    for letter in "ABCDEFGHIJKLMNO":
        sheet.column_dimensions[letter].width = 30 if letter == "A" else 16  # type: ignore[attr-defined]
