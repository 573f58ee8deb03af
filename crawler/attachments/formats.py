"""Which kind of file it is, told by its content: names and declared types are wrong too often."""

from __future__ import annotations

import io

import olefile

from crawler.attachments import archive, doc, docx, ofd, pdf, plain, sheets
from crawler.attachments.budget import Broken, Budget, Encrypted, Unsupported
from crawler.attachments.container import Container

HEAD = 1024
"""Bytes within which a PDF's mark stands (ISO 32000-1, annex H) and a page's first tag."""

_OTHER = (
    *(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
    *(b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF"),
    *(b"{\\rtf", b"AT&TFORM"),
)
"""How archives, pictures and documents begin that we do not read."""

_SHEETS = ("xl/workbook.xml", "xl/workbook.bin")
_OLE_SHEETS = ("Workbook", "Book")


def read(body: bytes, budget: Budget) -> None:
    """Put the text of a file into the budget's lines. Raises Unreadable, LimitReached."""
    head = body[:HEAD]
    if b"%PDF-" in head:
        pdf.read(body, budget)
    elif body.startswith(b"PK"):
        _container(body, budget)
    elif body.startswith(olefile.MAGIC):
        _ole(body, budget)
    elif not body or body.startswith(_OTHER):
        raise Unsupported
    elif b"<html" in head.lower() or b"<!doctype html" in head.lower():
        plain.read_html(body, budget)
    else:
        try:
            plain.read(body, budget)
        except Broken as error:
            raise Unsupported from error


def _container(body: bytes, budget: Budget) -> None:
    names = set(Container(body, budget).names)
    if docx.MAIN in names:
        docx.read(body, budget)
    elif ofd.ROOT in names:
        ofd.read(body, budget)
    elif names.intersection(_SHEETS) or {"content.xml", "mimetype"} <= names:
        sheets.read(body, budget)
    elif "[Content_Types].xml" in names:
        raise Unsupported  # slides and drawings
    else:
        archive.read(body, budget, read)


def _ole(body: bytes, budget: Budget) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as ole:
            streams = {"/".join(path) for path in ole.listdir()}
    except (OSError, ValueError, IndexError) as error:
        raise Broken from error
    if "EncryptedPackage" in streams:
        raise Encrypted
    if "WordDocument" in streams:
        doc.read(body, budget)
    elif streams.intersection(_OLE_SHEETS):
        sheets.read(body, budget)
    else:
        raise Unsupported
