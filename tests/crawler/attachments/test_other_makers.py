"""Files of the same kinds from other programs than most come from."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from itertools import starmap
from pathlib import Path

import pytest
from office_samples import made_docx, made_xlsx

from corpus.config import AttachmentSettings
from corpus.records import AttachmentText
from crawler.attachments import pdf_appearances
from crawler.attachments.number_formats import Formats
from crawler.attachments.worker import read_file

Read = Callable[[bytes], AttachmentText]


def diagram(points: dict[str, str], *connections: tuple[str, str, int]) -> str:
    def point(name: str, text: str) -> str:
        return f'<dgm:pt modelId="{name}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'

    leading = "".join(
        f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{place}" sibTransId="s{below}"/>'
        for above, below, place in connections
    )
    inside = "".join(starmap(point, points.items()))
    return f"<w:root><dgm:ptLst>{inside}</dgm:ptLst><dgm:cxnLst>{leading}</dgm:cxnLst></w:root>"


def drawn(read: Read, data: str) -> str:
    body = '<w:p><w:r><dgm:relIds r:dm="d"/></w:r></w:p>'
    return read(made_docx(body, d=("diagramData", "data.xml", data))).text


def test_a_chart_is_read_from_its_head_down(read: Read) -> None:
    points = {"4": "会计股", "2": "办公室", "1": "局长", "3": "财务科", "s2": "然后", "9": "旁注"}
    data = diagram(points, ("3", "4", 0), ("1", "3", 1), ("1", "2", 0), ("0", "1", 0))
    assert drawn(read, data).split("\n") == ["局长", "办公室", "然后", "财务科", "会计股", "旁注"]


def test_a_chart_in_a_circle_ends(read: Read) -> None:
    data = diagram({"1": "甲", "2": "乙"}, ("1", "2", 0), ("2", "1", 0))
    assert drawn(read, data).split("\n") == ["甲", "乙"]


def test_points_that_only_draw_a_node_are_not_read(read: Read) -> None:
    data = diagram({"1": "甲", '2" type="pres': "HID"})
    assert drawn(read, data) == "甲"


def test_a_node_of_a_chart_is_one_line(read: Read) -> None:
    runs = "云岭县</a:t></a:r><a:br/><a:r><a:t/></a:r><a:r><a:t>财政局"
    assert drawn(read, diagram({"1": runs, "2": "", "3": "</a:t></a:r><a:r><a:t>"})) == "云岭县 财政局"


def test_what_word_2003_marks_as_added_is_text_and_its_other_remarks_are_none(read: Read) -> None:
    def remark(kind: str, inside: str) -> str:
        return f'<aml:annotation w:type="Word.{kind}"><aml:content>{inside}</aml:content></aml:annotation>'

    run = "<w:r><w:t>{}</w:t></w:r>".format
    cells = f"<w:tr><w:tc><w:p>{remark('Insertion', run('甲'))}</w:p></w:tc></w:tr>"
    body = (
        f"<w:p>{run('沿河')}{remark('Insertion', run('两公里'))}"
        f"{remark('Deletion', run('HID'))}{remark('Comment', run('HID'))}</w:p><w:tbl>{cells}</w:tbl>"
        + remark("Insertion", f"<w:p>{run('新段')}</w:p>")
    )
    spaces = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="aml"'
    document = f"<w:wordDocument {spaces}><w:body>{body}</w:body></w:wordDocument>"
    assert read(document.encode()).text == "沿河两公里\n甲\n新段"


def test_rows_of_a_sheet_that_hides_all_others_are_seen(read: Read) -> None:
    looks = ((1, "", "甲"), (2, ' hidden="1"', "HID"), (3, "", "乙"))
    rows = (f'<row r="{at}"{look}><c t="str"><v>{text}</v></c></row>' for at, look, text in looks)
    body = made_xlsx("".join(rows))
    source, out = zipfile.ZipFile(io.BytesIO(body)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            said = source.read(name).replace(b"<sheetData>", b'<sheetFormatPr zeroHeight="1"/><sheetData>')
            target.writestr(name, said)
    assert read(out.getvalue()).text == "甲\n乙"


@pytest.mark.parametrize(
    ("number", "shown"), [(12, "一十二"), (10, "一十"), (110, "一百一十"), (20, "二十"), (5, "五")]
)
def test_a_sheet_says_the_one_of_ten(number: float, shown: str) -> None:
    assert Formats().shown(number, "[DBNum1][$-804]General") == shown


def biff5(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


@pytest.mark.parametrize(
    ("page", "charset", "coding", "text"),
    [
        (1252, 134, "gbk", "云岭县鱼塘"),
        (1252, 136, "big5", "雲嶺縣魚塘"),
        (1252, 0, "cp1252", "Größe"),
        (936, 136, "gbk", "青岚县"),
        (1252, 0, "gbk", "青岚县渔业"),
        (1252, 0, "utf-8", "青岚县"),
        (1252, 134, "utf-8", "青岚"),
    ],
)
def test_fonts_say_how_an_old_book_is_written_whose_page_is_of_the_west(
    read: Read, page: int, charset: int, coding: str, text: str
) -> None:
    said = text.encode(coding)
    font = (0x31, struct.pack("<5H4BB", 220, 0, 0x7FFF, 400, 0, 0, 0, charset, 0, 1) + b"A")
    globals_ = [(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)), (0x42, struct.pack("<H", page)), font]
    at = len(biff5(*globals_, (0x85, b"\0" * 8), (0x0A, b"")))
    sheet = [
        (0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)),
        (0x204, struct.pack("<4H", 0, 0, 0, len(said)) + said),
        (0x0A, b""),
    ]
    book = biff5(*globals_, (0x85, struct.pack("<IBBB", at, 0, 0, 1) + b"S"), (0x0A, b""), *sheet)
    assert read(book).text == text


@pytest.mark.parametrize("name", [b"Helv", b"Arial", b"Times New Roman"])
def test_fonts_of_excel_2_say_nothing_of_writing(read: Read, name: bytes) -> None:
    said = "云岭县".encode("gbk")
    font = struct.pack("<HHB", 200, 0, len(name)) + name
    label = struct.pack("<HH3sB", 0, 0, b"", len(said)) + said
    start = (0x09, struct.pack("<HH", 2, 0x10))
    assert read(
        biff5(start, (0x42, struct.pack("<H", 936)), (0x31, font), (0x04, label), (0x0A, b""))
    ).text == ("云岭县")


def made_pdf(notes: str, *looks: str, page: str = "(PAGE) Tj") -> bytes:
    """A page that says PAGE, with notes; objects 20 and on are what they look like."""
    fonts = "/Resources<</Font<</F 5 0 R>>>>"
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]{fonts}/Contents 4 0 R/Annots[{notes}]>>",
        4: _stream(f"BT /F 12 Tf 20 250 Td {page} ET"),
        5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for at, said in enumerate(looks, 20):
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 100 20]{fonts}"
        objects[at] = _stream(f"BT /F 12 Tf 2 4 Td ({said}) Tj ET", form)
    body, places = b"%PDF-1.7\n", {}
    for at, one in objects.items():
        places[at] = len(body)
        body += f"{at} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{at} 1\n{place:010} 00000 n \n" for at, place in places.items())
    end = f"xref\n0 1\n0000000000 65535 f \n{table}trailer<</Size 30/Root 1 0 R>>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF".encode()


def _stream(said: str, more: str = "") -> str:
    return f"<<{more}/Length {len(said)}>>\nstream\n{said}\nendstream"


def _note(kind: str, look: int, more: str = "", flags: int = 4) -> str:
    return f"<</Type/Annot/Subtype/{kind}/Rect[20 200 120 220]/F {flags}/AP<</N {look} 0 R>>{more}>>"


def test_notes_and_stamps_that_only_show_what_they_say_are_read_once(read: Read) -> None:
    notes = _note("FreeText", 20) + _note("Stamp", 21) + _note("FreeText", 22, "/Contents(OWN)")
    notes += _note("Stamp", 23, flags=2) + _note("Text", 23, "/Contents(HID)")
    assert read(made_pdf(notes, "TYPED", "STAMPED", "OWN", "HID")).text.split() == [
        "PAGE", "OWN", "TYPED", "STAMPED",
    ]  # fmt: skip


def test_a_note_without_looks_says_what_stands_in_its_rich_text(read: Read) -> None:
    rich = "<body xmlns='x'><p>SAID <b>IN</b> RICH</p></body>"
    note = f"<</Type/Annot/Subtype/FreeText/Rect[20 200 120 220]/F 4/RC({rich})>>"
    assert read(made_pdf(note)).text.split("\n") == ["PAGE", "SAID IN RICH"]


@pytest.mark.parametrize(
    ("said", "shown"), [("同意发布".encode("gbk"), "同意发布"), (b"Gr\xf6\xdfe", "Größe")]
)
def test_a_note_may_be_bytes_of_a_chinese_system(said: bytes, shown: str, read: Read) -> None:
    note = f"<</Type/Annot/Subtype/FreeText/Rect[20 200 120 220]/F 4/Contents<{said.hex()}>>>"
    assert read(made_pdf(note)).text.split() == ["PAGE", shown]


def test_a_page_of_many_notes_is_read_as_far_as_they_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_appearances, "MOST_NOTES", 2)
    links = "<</Type/Annot/Subtype/Link/Rect[20 20 30 30]>>" * 9
    file = tmp_path / "file"
    file.write_bytes(made_pdf(links + "".join(map(partial(_note, "Stamp"), (20, 21, 22))), *"ABC"))
    assert read_file(str(file), AttachmentSettings())["text"].split() == ["PAGE", "AB"]


def test_a_stamp_on_a_picture_is_left_to_what_reads_the_picture(read: Read) -> None:
    found = read(made_pdf(_note("Stamp", 20), "STAMPED", page=""))
    assert (found.reading.value, found.text) == ("no_text", "")


def test_a_member_of_an_archive_without_a_type_is_a_file(read: Read) -> None:
    def block(*fields: bytes) -> bytes:
        inside = b"".join(fields)
        sized = bytes([len(inside)]) + inside
        return struct.pack("<I", zlib.crc32(sized)) + sized

    name, said = "须知.txt".encode(), "云岭县参会须知".encode()
    size = bytes([len(said)])
    check, length = struct.pack("<I", zlib.crc32(said)), bytes([len(name)])
    head = block(b"\2\2", size, b"\4", size, b"\0", check, b"\0\1", length, name)
    archive = b"Rar!\x1a\x07\1\0" + block(b"\1\0\0") + head + said + block(b"\5\0\0")
    found = read(archive)
    if found.reading.value == "unsupported":
        pytest.skip("no libarchive")
    assert found.text == "须知.txt\n云岭县参会须知"
