"""The reader of a file, by what the file is; of a container, by what it holds."""

from __future__ import annotations

import io
from collections.abc import Callable

import olefile

from corpus.file_kinds import FileKind, file_kind
from crawler.attachments import archive, doc, docx, ofd, pdf, plain, sheets
from crawler.attachments.budget import Broken, Budget, Encrypted, Unsupported
from crawler.attachments.container import Container

_SHEETS = ("xl/workbook.xml", "xl/workbook.bin")
_OLE_SHEETS = ("Workbook", "Book")


def read(body: bytes, budget: Budget) -> None:
    """Put the text of a file into the budget's lines. Raises Unreadable, LimitReached."""
    kind = file_kind(body)
    if kind in _READERS:
        _READERS[kind](body, budget)
    elif kind is not None or not body:
        raise Unsupported
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


_READERS: dict[FileKind | None, Callable[[bytes, Budget], None]] = {
    FileKind.PDF: pdf.read,
    FileKind.ZIP: _container,
    FileKind.OLE: _ole,
    FileKind.HTML: plain.read_html,
}
