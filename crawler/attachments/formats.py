"""The reader of a file, by what the file is; of a container, by what it holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import olefile

from corpus.file_kinds import FileKind, file_kind
from corpus.lazy_regex import lazy_regex
from crawler.attachments import (
    archive,
    doc,
    docx,
    locked,
    markup,
    mht,
    odf,
    ofd,
    packed,
    pdf,
    ppt,
    pptx,
    rtf,
    seven_zip,
    xls,
    xlsb,
    xlsx,
)
from crawler.attachments.budget import Broken, Budget, LimitReached, Unreadable, Unsupported
from crawler.attachments.container import Container
from crawler.attachments.package import Package
from crawler.attachments.pictures import any_picture, holds_picture

_ROOT = lazy_regex(rb"<(?:\w+:)?(document|workbook|presentation)[\s>]")
_SHOWN = lazy_regex(rb"(?i)<(?:img|svg|object|embed)[\s>]|^Content-Type:\s*image/")
_LOCKS = ("encryptedpackage", "drmcontent", "\tdrmcontent", "\tdrmviewercontent")
"""Streams of a compound file that hold a locked one, of any kind ([MS-OFFCRYPTO], 2.1)."""


def read(body: bytes, budget: Budget) -> None:
    """Put the text of a file into the budget's lines. Raises Unreadable, LimitReached."""
    kind = file_kind(body)
    if kind is FileKind.PICTURE:
        budget.picture()  # there is no text in it before a machine reads it
        return
    if not body.strip():
        return
    try:
        if kind in _READERS:
            _READERS[kind](body, budget)
        else:
            markup.read(body, budget, read)
    except (Unreadable, LimitReached, MemoryError):
        raise
    except RecursionError as error:
        budget.cut = True  # what was read before it lay too deep is kept
        raise Broken from error
    except Exception as error:
        raise Broken from error
    if not budget.lines and not budget.within and not budget.has_pictures:
        budget.has_pictures = _shows_pictures(kind, body)


def _shows_pictures(kind: FileKind | None, body: bytes) -> bool:
    """Whether a file without text has pictures; of PDF its reader knows."""
    if kind is FileKind.ZIP:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return any_picture(packed.namelist())
    if kind is FileKind.RTF:
        return b"\\pict" in body
    if kind in (FileKind.HTML, FileKind.MHT):
        return bool(_SHOWN.search(body))
    return kind is FileKind.OLE and holds_picture(body)


def _container(body: bytes, budget: Budget) -> None:
    container = Container(body, budget)
    package = Package(container, budget)
    if main := package.main():
        _office(package, main, body, budget)
    elif ofd.ROOT in container:
        ofd.read(body, budget)
    elif {odf.CONTENT, "mimetype"} <= set(container.names):
        odf.read(container, budget)
    elif "[Content_Types].xml" in container.names:
        raise Unsupported  # drawings
    else:
        archive.read(body, budget, read)


def _office(package: Package, main: str, body: bytes, budget: Budget) -> None:
    if main.endswith(".bin"):
        xlsb.read(body, package, main, budget)
        return
    root = _ROOT.search(package.read(main).replace(b"\x00", b""))  # it may be UTF-16
    kind = root.group(1) if root else b""
    if kind == b"document":
        docx.read(package, budget, read)
    elif kind == b"workbook":
        xlsx.read(package, budget)
    elif kind == b"presentation":
        pptx.read(package, budget)
    else:
        raise Unsupported


def _compound(body: bytes, budget: Budget) -> None:
    with olefile.OleFileIO(io.BytesIO(body)) as ole:
        streams = {path[-1].lower(): "/".join(path) for path in ole.listdir() if len(path) == 1}
        if not streams.keys().isdisjoint(_LOCKS):
            _read_unlocked(body, budget)
        elif "worddocument" in streams:
            doc.read(ole, budget)
        elif name := streams.get("workbook") or streams.get("book"):
            xls.read(ole.openstream(name).read(), budget, lambda: _read_unlocked(body, budget))
        elif name := streams.get("powerpoint document"):
            ppt.read(ole.openstream(name).read(), ole, budget)
        else:
            raise Unsupported


def _read_unlocked(body: bytes, budget: Budget) -> None:
    with budget.deeper():
        read(locked.unlocked(body), budget)


def _sheet(body: bytes, budget: Budget) -> None:
    xls.read(body, budget, lambda: _read_unlocked(body, budget))


def _seven_zip(body: bytes, budget: Budget) -> None:
    seven_zip.read(body, budget, read)


def _packed(body: bytes, budget: Budget) -> None:
    packed.read(body, budget, read)


_READERS: dict[FileKind | None, Callable[[bytes, Budget], None]] = {
    FileKind.PDF: pdf.read,
    FileKind.ZIP: _container,
    FileKind.OLE: _compound,
    FileKind.SEVEN_ZIP: _seven_zip,
    FileKind.ARCHIVE: _packed,
    FileKind.SHEET: _sheet,
    FileKind.RTF: rtf.read,
    FileKind.MHT: mht.read,
}
