"""What a file is by its first bytes: names and declared types are wrong too often."""

from __future__ import annotations

import re
from enum import Enum, auto

from corpus.lazy_regex import lazy_regex


class FileKind(Enum):
    """Told apart as far as their readers are."""

    PDF = auto()
    ZIP = auto()
    """A container: OOXML, OFD, ODF, or an archive of files."""
    OLE = auto()
    """A compound file: DOC, XLS and their like."""
    ARCHIVE = auto()
    """Packed otherwise than as ZIP or 7z."""
    SEVEN_ZIP = auto()
    PICTURE = auto()
    RTF = auto()
    HTML = auto()
    SHEET = auto()
    """A sheet of Excel without the compound file around it, as web systems write it."""
    MHT = auto()
    """A page and what belongs to it, as browsers and Word save them in one file."""


HEAD = 1024
"""Bytes within which a PDF's mark stands (ISO 32000-1, annex H) and a page's first tag."""

_MARKS = {
    b"%PDF-": FileKind.PDF,
    b"PK\x03\x04": FileKind.ZIP,
    b"PK\x05\x06": FileKind.ZIP,  # without members
    b"PK\x07\x08": FileKind.ZIP,  # a part of several
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FileKind.OLE,
    b"Rar!": FileKind.ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": FileKind.SEVEN_ZIP,
    b"\x1f\x8b": FileKind.ARCHIVE,
    b"\xfd7zXZ\x00": FileKind.ARCHIVE,
    b"\x28\xb5\x2f\xfd": FileKind.ARCHIVE,  # Zstandard
    b"\xff\xd8\xff": FileKind.PICTURE,
    b"\x89PNG": FileKind.PICTURE,
    b"GIF8": FileKind.PICTURE,
    b"II*\x00": FileKind.PICTURE,
    b"MM\x00*": FileKind.PICTURE,
    b"II+\x00": FileKind.PICTURE,  # TIFF with offsets of 64 bits
    b"MM\x00+": FileKind.PICTURE,
    b"RIFF": FileKind.PICTURE,
    b"AT&TFORM": FileKind.PICTURE,
    b"{\\rtf": FileKind.RTF,
    # The first record of a sheet and its size, from Excel 2 to Excel 97.
    b"\x09\x00\x04\x00": FileKind.SHEET,
    b"\x09\x02\x06\x00": FileKind.SHEET,
    b"\x09\x04\x06\x00": FileKind.SHEET,
    b"\x09\x08\x08\x00": FileKind.SHEET,
    b"\x09\x08\x10\x00": FileKind.SHEET,
}
_MAIL = lazy_regex(rb"^(?:MIME-Version:|Content-Type:\s*multipart/)", re.IGNORECASE | re.MULTILINE)
"""A header of a web archive (RFC 2557)."""
_BZIP2 = lazy_regex(rb"BZh[1-9]1AY&SY")
_TAR_MARK_AT = 257
_TAGS = (b"<html", b"<!doctype html")


def file_kind(body: bytes) -> FileKind | None:
    """None for plain text and whatever else has no mark of its own."""
    for mark, kind in _MARKS.items():
        if body.startswith(mark):
            return kind
    if body.startswith(b"BM") and body[6:10] == b"\x00" * 4:  # a bitmap's reserved words
        return FileKind.PICTURE
    if body.startswith(b"ustar", _TAR_MARK_AT) or _BZIP2.match(body):
        return FileKind.ARCHIVE
    head = body[:HEAD]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return FileKind.RTF
    if _MAIL.search(head) and not head.lstrip().startswith(b"<"):
        return FileKind.MHT
    if any(tag in head.lower() for tag in _TAGS):
        return FileKind.HTML
    return FileKind.PDF if b"%PDF-" in head else None
