"""What one odd part of a file costs: itself, and not what stands beside it."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import py7zr
import pytest

from corpus.file_kinds import FileKind
from crawler.attachments import formats
from crawler.attachments.budget import Budget
from crawler.attachments.container import parse_xml
from crawler.attachments.number_formats import Formats
from crawler.attachments.odf import read_root

TEXT = "云岭县高龄津贴按月发放。"
LATEST = datetime(9999, 12, 31, 23, 59, 59, 997_000)


def _budget(depth: int = 3, unpacked: int = 10_000_000) -> Budget:
    return Budget(characters=100_000, pages=1_000, depth=depth, unpacked_bytes=unpacked)


def _zipped(**members: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        for name, body in members.items():
            made.writestr(name.replace("_", "."), body)
    return whole.getvalue()


def _lines(body: bytes, budget: Budget) -> list[str]:
    formats.read(body, budget)
    return budget.lines


def test_what_a_reader_does_not_expect_costs_its_member_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(*_: object) -> None:
        raise RecursionError

    monkeypatch.setitem(formats._READERS, FileKind.RTF, odd)
    inside = _zipped(a_rtf=rb"{\rtf1 x}", b_txt=TEXT.encode())
    assert _lines(inside, _budget()) == ["a.rtf", "b.txt", TEXT]


def test_what_lies_too_deep_costs_no_neighbour() -> None:
    deep = _zipped(a_zip=_zipped(b_txt=b"HID"))
    budget = _budget(depth=2)
    assert _lines(_zipped(d_zip=deep, e_txt=TEXT.encode()), budget) == ["d.zip", "a.zip", "e.txt", TEXT]
    assert budget.cut
    assert budget.depth == 2


def test_a_large_member_of_a_7z_costs_those_after_it() -> None:
    whole = io.BytesIO()
    with py7zr.SevenZipFile(whole, "w") as made:
        made.writef(io.BytesIO(TEXT.encode()), "a.txt")
        made.writef(io.BytesIO(b"x" * 200_000), "b.txt")
    budget = _budget(unpacked=100_000)
    assert _lines(whole.getvalue(), budget)[:2] == ["a.txt", TEXT]
    assert budget.cut


def test_a_number_beyond_all_bounds_is_shown_and_so_is_what_follows() -> None:
    book = openpyxl.Workbook()
    for value, form in (
        (1e27, "0.00"),
        (datetime(9999, 12, 31, 23, 59, 59, 997_000), "yyyy/m/d"),
        (TEXT, "@"),
    ):
        book.active.append([value])
        book.active.cell(book.active.max_row, 1).number_format = form
    whole = io.BytesIO()
    book.save(whole)
    assert _lines(whole.getvalue(), _budget())[-1] == TEXT
    assert Formats().shown(1e27, "0.00") == "1000000000000000000000000000.00"


def test_boxes_within_boxes_are_read_once() -> None:
    nested = "<p>丁</p>"
    for _ in range(12):
        nested = f"<p>丙<frame><text-box>{nested}</text-box></frame></p>"
    budget = _budget()
    read_root(parse_xml(f"<d><body><text>{nested}</text></body></d>".encode(), budget), budget)
    assert budget.lines == ["丙"] * 12 + ["丁"]


def test_a_rare_character_in_rtf_is_one_character() -> None:
    body = rb"{\rtf1\ansi\uc1 A \u-10174?\u-8265? B\par}"
    assert _lines(body, _budget()) == ["A \U00020bb7 B"]
