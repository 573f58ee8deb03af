"""Every format: a sound file, damaged ones, a hostile one, a locked one; each is told as what it is."""

from __future__ import annotations

import gzip
import io
import random
import struct
import time
import zipfile
from pathlib import Path

import py7zr
import pytest
from compound_files import made_doc, made_ppt
from office_samples import packed, relations
from PIL import Image
from test_packed_files import needs_library, rar, read

from corpus.records import Reading
from crawler.recognition.pictures import pages

TEXT = "云岭县防汛物资清单由应急管理局编制。"
LONGEST = 8
"""Seconds that a hostile file may take on a busy machine; most take none. A guess."""

_SPACES = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d" xmlns:manifest="m"'


def odf(kind: str, inside: str, manifest: str = "") -> bytes:
    content = f"<office:document-content {_SPACES}><office:body><office:{kind}>{inside}</office:{kind}>"
    whole: dict[str, str | bytes] = {
        "mimetype": "x",
        "content.xml": content + "</office:body></office:document-content>",
    }
    if manifest:
        whole["META-INF/manifest.xml"] = manifest
    return packed(whole)


def slides(text: str) -> bytes:
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    return packed(
        {
            "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="a"/>'
            "</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(("a", "slide", "slides/a.xml")),
            "ppt/slides/a.xml": f'<p:sld xmlns:p="p" xmlns:a="a"><p:spTree>{shape}</p:spTree></p:sld>',
        }
    )


def seven_zip(text: str, password: str | None = None) -> bytes:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password) as archive:
        archive.writestr(text, "说明.txt")
    return stream.getvalue()


def rtf(inside: str) -> bytes:
    return b"{\\rtf1\\ansi\\ansicpg936 " + inside.encode("gbk") + b"}"


def _page(text: str) -> str:
    return f"<draw:page><draw:frame><draw:text-box>{text}</draw:text-box></draw:frame></draw:page>"


PARAGRAPH = f"<text:p>{TEXT}</text:p>"
ROW = '<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell {}>'
ENDLESS = ROW.format('table:number-columns-repeated="999999999"') + PARAGRAPH
ENDLESS += "</table:table-cell></table:table-row></table:table>"

SOUND = {
    "rtf": rtf(TEXT),
    "ppt": made_ppt(TEXT),
    "doc": made_doc(TEXT),
    "pptx": slides(TEXT),
    "odt": odf("text", PARAGRAPH),
    "ods": odf("spreadsheet", ROW.format("").replace("999999999", "1") + PARAGRAPH
               + "</table:table-cell></table:table-row></table:table>"),
    "odp": odf("presentation", _page(PARAGRAPH)),
    "csv": f"物资,{TEXT}\n沙袋,300\n铁锹,20\n".encode("gbk"),
    "7z": seven_zip(TEXT),
    "rar": rar(b"list.txt", TEXT.encode()),
}  # fmt: skip

HOSTILE = {
    "rtf": b"{\\rtf1 " + b"{\\b" * 50_000 + b"\\u999999999 \\bin999999999 ",
    "ppt": made_ppt(TEXT, before=1),
    "doc": made_doc(TEXT, pieces=3_000),
    "pptx": slides("汛" * 2_000_000),
    "odt": odf("text", "<text:span>" * 20_000 + PARAGRAPH + "</text:span>" * 20_000),
    "ods": odf("spreadsheet", ENDLESS),
    "odp": odf("presentation", _page(f"<text:p><text:s text:c='999999999'/>{TEXT}</text:p>") * 3_000),
    "csv": b'"' + b"1,2\n" * 300_000,
    "7z": seven_zip("汛" * 2_000_000),
    "rar": rar(b"list.txt", b"x" * 99).replace(struct.pack("<II", 99, 99), struct.pack("<II", 2**31, 2**31)),
}


def locked_zip() -> bytes:
    """A ZIP whose only member asks for a password: bit 0 of its flags (APPNOTE.TXT, 4.4.4)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("list.txt", TEXT)
    whole = bytearray(stream.getvalue())
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


LOCKED = {
    "zip": locked_zip(),
    "doc": made_doc(TEXT, flags=0x0100),
    "7z": seven_zip(TEXT, password="密码"),
    "odt": odf(
        "text", "", manifest=f"<manifest:manifest {_SPACES}><manifest:encryption-data/></manifest:manifest>"
    ),
}
PACKED = pytest.param("rar", marks=needs_library)
FORMATS = [*(name for name in SOUND if name != "rar"), PACKED]


@pytest.mark.parametrize("name", FORMATS)
def test_a_sound_file_gives_its_text(name: str, tmp_path: Path) -> None:
    reading, text = read(SOUND[name], tmp_path)
    assert (reading, TEXT in text) == (Reading.TEXT.value, True)


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_is_not_taken_for_an_empty_one(name: str, tmp_path: Path) -> None:
    whole, chance = SOUND[name], random.Random(3)
    told = set()
    for cut in (0.3, 0.6, 0.9):
        told.add(read(whole[: int(len(whole) * cut)], tmp_path)[0])
    for _ in range(6):
        damaged = bytearray(whole)
        for _ in range(40):
            damaged[chance.randrange(16, len(damaged))] = chance.randrange(256)
        told.add(read(bytes(damaged), tmp_path)[0])
    named = {Reading.BROKEN, Reading.TEXT, Reading.LIMIT, Reading.UNSUPPORTED, Reading.ENCRYPTED}
    assert told <= {reading.value for reading in named}


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_file_ends_and_says_little(name: str, tmp_path: Path) -> None:
    limits = {"max_characters": 500_000, "max_unpacked_bytes": 4_000_000, "timeout_seconds": LONGEST}
    began = time.monotonic()
    reading, text = read(HOSTILE[name], tmp_path, **limits)
    assert Reading(reading)
    assert len(text) <= 2 * 500_000
    assert time.monotonic() - began < LONGEST


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file_is_told_as_locked(name: str, tmp_path: Path) -> None:
    assert read(LOCKED[name], tmp_path)[0] == Reading.ENCRYPTED.value


def tiff(frames: int, size: tuple[int, int] = (60, 80)) -> bytes:
    stream = io.BytesIO()
    first, *others = (Image.new("L", size, 20 * at) for at in range(frames))
    first.save(stream, "TIFF", save_all=True, append_images=others)
    return stream.getvalue()


def test_each_page_of_a_tiff_is_a_picture(tmp_path: Path) -> None:
    assert [page.shape for page in pages(tiff(3), 200)] == [(80, 60, 3)] * 3
    assert [int(page[0, 0, 0]) for page in pages(tiff(3), 200, first=1)] == [20, 40]
    assert read(tiff(3), tmp_path)[0] == Reading.NO_TEXT.value


def test_a_damaged_tiff_raises_and_one_whose_pages_turn_in_a_circle_ends() -> None:
    whole = tiff(2)
    with pytest.raises(Exception, match=r".+"):
        list(pages(whole[:40], 200))
    (first,) = struct.unpack_from("<I", whole, 4)
    (fields,) = struct.unpack_from("<H", whole, first)
    circle = bytearray(whole)
    struct.pack_into("<I", circle, first + 2 + 12 * fields, first)
    assert len(list(pages(bytes(circle), 200))) <= 2


def test_a_locked_member_costs_no_other(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("locked.txt", "x" * 30)
        archive.writestr("open.txt", TEXT)
    body = bytearray(stream.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + offset] |= 1
    assert read(bytes(body), tmp_path)[1].splitlines() == ["locked.txt", "open.txt", TEXT]


@needs_library
def test_an_archive_within_an_archive_is_read(tmp_path: Path) -> None:
    assert TEXT in read(gzip.compress(rar(b"a.txt", TEXT.encode())), tmp_path)[1]
