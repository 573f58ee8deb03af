"""RAR, CSV, ODP and pictures: a sound file, a damaged one, a hostile one."""

from __future__ import annotations

import bz2
import ctypes.util
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import py7zr
import pytest

from corpus.config import AttachmentSettings
from corpus.records import Reading
from crawler.attachments import rar_locks
from crawler.attachments.worker import read_file

needs_library = pytest.mark.skipif(not ctypes.util.find_library("archive"), reason="no libarchive here")


def read(body: bytes, tmp_path: Path, **limits: int) -> tuple[str, str]:
    file = tmp_path / "file"
    file.write_bytes(body)
    said = read_file(str(file), AttachmentSettings(**limits))  # type: ignore[arg-type]
    return said["reading"], said["text"]


def block(kind: int, flags: int, rest: bytes, data: bytes = b"") -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def rar(name: bytes, content: bytes) -> bytes:
    """An archive of one member that is stored as it is (the form of RAR 2 to 4)."""
    size, crc = len(content), zlib.crc32(content)
    member = struct.pack("<IIBIIBBHI", size, size, 3, crc, 0x50000000, 20, 0x30, len(name), 0o100644) + name
    return (
        b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, member, content)
        + block(0x7B, 0x4000, b"")
    )  # fmt: skip


@needs_library
def test_members_of_a_rar_archive_are_named_and_read(tmp_path: Path) -> None:
    reading, text = read(rar(b"list.txt", "防汛物资清单".encode()), tmp_path)
    assert (reading, text.splitlines()) == (Reading.TEXT.value, ["list.txt", "防汛物资清单"])


def rar5(*members: tuple[bytes, bytes, bytes]) -> bytes:
    """An archive in the form of RAR 5: of each member attributes, the extra area, what is stored."""

    def head(*fields: bytes) -> bytes:
        inside = b"".join(fields)
        sized = bytes([len(inside)]) + inside
        return struct.pack("<I", zlib.crc32(sized)) + sized

    body = b"Rar!\x1a\x07\1\0" + head(b"\1\0\0")
    for place, (attributes, extra, said) in enumerate(members):
        name, size = b"%d.txt" % place, bytes([len(said)])
        extra = bytes([len(extra)]) + extra if extra else b""
        more = (b"\3" + bytes([len(extra)])) if extra else b"\2"
        check = struct.pack("<I", zlib.crc32(said))
        rest = bytes([len(name)]) + name + extra
        body += head(b"\2", more, size, attributes[:1], size, attributes[1:], check, b"\0\0", rest) + said
    return body + head(b"\5\0\0")


PLAIN, FOLDER = b"\4\x20", b"\5\x20"
LOCK = b"\1\0\0\x0f" + bytes(32)
"""A record of encryption in the extra area."""


@needs_library
def test_locked_members_of_rar_are_not_taken_for_text(tmp_path: Path) -> None:
    locked, sound = (PLAIN, LOCK, b"HIDHIDHIDHIDHIDH"), (PLAIN, b"", b"SOUND")
    assert read(rar5(locked), tmp_path) == (Reading.ENCRYPTED.value, "0.txt")
    assert read(rar5(locked, sound), tmp_path) == (Reading.TEXT.value, "0.txt\n1.txt\nSOUND")
    old = rar(b"0.txt", b"HIDHIDHIDHIDHIDH")
    rest = old[old.index(b"\x74") + 5 : old.index(b"HID")]
    old = old[:20] + block(0x74, 0x8004, rest, b"HIDHIDHIDHIDHIDH") + block(0x7B, 0x4000, b"")
    assert read(old, tmp_path) == (Reading.ENCRYPTED.value, "0.txt")


@needs_library
def test_a_member_that_cannot_be_unpacked_costs_no_other(tmp_path: Path) -> None:
    reading, text = read(rar5((FOLDER, b"", b""), (PLAIN, b"", b"SOUND")), tmp_path)
    assert (reading, text) == (Reading.LIMIT.value, "0.txt\n1.txt\nSOUND")


@needs_library
def test_what_one_library_cannot_unpack_of_7z_another_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.writestr("防汛物资清单", "list.txt")

    def refuse(*_: object, **__: object) -> None:
        raise py7zr.exceptions.UnsupportedCompressionMethodError(b"", "BCJ2")

    monkeypatch.setattr(py7zr.SevenZipFile, "extractall", refuse)
    assert read(stream.getvalue(), tmp_path) == (Reading.TEXT.value, "list.txt\n防汛物资清单")


@needs_library
def test_a_damaged_archive_is_told_apart_from_an_empty_one(tmp_path: Path) -> None:
    assert read(rar(b"list.txt", b"x" * 99)[:40], tmp_path)[0] == Reading.BROKEN.value


@needs_library
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_file_that_is_packed_alone_is_read(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    said = "防汛物资清单"
    assert read(pack(said.encode()), tmp_path) == (Reading.TEXT.value, said)
    assert read(pack(said.encode())[:-9], tmp_path)[0] == Reading.BROKEN.value
    member = tarfile.TarInfo("list.txt")
    member.size = len(said.encode())
    whole = member.tobuf() + said.encode().ljust(512, b"\0") + bytes(1024)
    assert read(pack(whole), tmp_path) == (Reading.TEXT.value, f"list.txt\n{said}")


@needs_library
def test_a_bomb_ends_at_the_limit(tmp_path: Path) -> None:
    reading, _ = read(gzip.compress(b"a" * 20_000_000), tmp_path, max_unpacked_bytes=1_000_000)
    assert reading in (Reading.LIMIT.value, Reading.BROKEN.value)


def test_without_the_library_archives_are_of_no_kind_we_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "libarchive", None)
    assert read(rar(b"a.txt", b"text"), tmp_path)[0] == Reading.UNSUPPORTED.value


def test_values_parted_by_commas_are_rows_of_a_table(tmp_path: Path) -> None:
    body = '姓名,单位\n张三,"某县,某局"\n李四,某县\n'
    for encoding in ("utf-8-sig", "gbk"):
        assert read(body.encode(encoding), tmp_path)[1] == "姓名\t单位\n张三\t某县,某局\n李四\t某县"
    prose = "one, two\nthree\nfour, five, six\n"
    assert read(prose.encode(), tmp_path)[1] == prose.strip()


def test_values_parted_by_tabs_are_as_a_sheet_wrote_them(tmp_path: Path) -> None:
    body = '"序号"\t"单位\n名称"\t""\r\n\t"县""城投"""\t3\r\n'
    assert read(body.encode("utf-16"), tmp_path)[1] == '序号\t单位 名称\t\n\t县"城投"\t3'
    prose = '他说："好"\t再见\n"没有说完\t走了'
    assert read(prose.encode(), tmp_path)[1] == prose


def test_slides_of_open_document_are_read(tmp_path: Path) -> None:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("draw", "drawing"), ("text", "text"))
    )
    content = (
        f"<office:document-content {names}><office:body><office:presentation><draw:page><draw:frame>"
        "<draw:text-box><text:p>汛期值班安排</text:p></draw:text-box></draw:frame></draw:page>"
        "</office:presentation></office:body></office:document-content>"
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
        packed.writestr("content.xml", content)
    assert "汛期值班安排" in read(whole.getvalue(), tmp_path)[1]
    assert read(whole.getvalue()[:60], tmp_path)[0] == Reading.BROKEN.value


@pytest.mark.parametrize("head", [b"II*\x00", b"MM\x00*", b"\xff\xd8\xff", b"\x89PNG"])
def test_a_picture_has_no_text_before_a_machine_reads_it(head: bytes, tmp_path: Path) -> None:
    assert read(head + b"x" * 50, tmp_path) == (Reading.NO_TEXT.value, "")


def test_an_extra_area_larger_than_its_header_is_not_looked_for_before_it() -> None:
    before = b"\0" * 4 + b"\6\3\0" + b"\1\1\1\1"
    member = b"\0" * 4 + b"\3\2\1\x0c"
    assert rar_locks.locked_members(rar_locks.MARK_5 + before + member) == set()
