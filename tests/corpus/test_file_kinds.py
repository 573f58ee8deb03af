"""Files are told by their first bytes."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile

import pytest

from corpus.file_kinds import FileKind, file_kind


def packed() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as container:
        container.writestr("名单.txt", "一")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4\n", FileKind.PDF),
        (b"\r\n<!-- sent by a gateway -->\n%PDF-1.7\n", FileKind.PDF),
        (packed(), FileKind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, FileKind.OLE),
        (b"BM\x36\x10\x0e\x00\x00\x00\x00\x00\x36\x00", FileKind.PICTURE),
        (b"{\\rtf1\\ansi", FileKind.RTF),
        (b"\n<!DOCTYPE HTML>\n<HTML>", FileKind.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', FileKind.HTML),
        ("BMI 指数超过 28 的为肥胖。".encode(), None),
        ("PK 赛安排如下：".encode(), None),
        (b"", None),
        (bz2.compress(b"1"), FileKind.ARCHIVE),
        (lzma.compress(b"1"), FileKind.ARCHIVE),
        (tarfile.TarInfo("1").tobuf(), FileKind.ARCHIVE),
        ("BZh 区公告".encode(), None),
    ],
)
def test_a_file_is_told_by_its_first_bytes(body: bytes, kind: FileKind | None) -> None:
    assert file_kind(body) is kind
