"""ZIP containers, read with bounds: members by name, never on the disk, and XML without entities."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import Any

from lxml import etree

from crawler.attachments.budget import Broken, Budget, Encrypted

UTF8_NAME = 0x800
"""General purpose bit 11 (APPNOTE.TXT, 4.4.4): the name is UTF-8, else whatever the packer's system used."""

UNICODE_PATH = 0x7075

PIECE = 65_536
"""Bytes unpacked at a time, so that a bomb costs one piece and not what it unfolds to."""

MOST_TAGS = 1_000_000
"""Tags of one tree, some hundred bytes each in memory; documents of a thousand pages have half. A guess."""

_TOO_DEEP = (etree.ErrorTypes.ERR_INTERNAL_ERROR, 114)
"""What libxml2 says of too many levels: before its version 2.14, and since."""

MOST_DIGITS = 10
"""Of a number that counts parts of a document."""

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    ValueError,
    OSError,
    KeyError,
    lzma.LZMAError,
)
"""What zipfile raises for damaged containers."""


class Container:
    """A ZIP file in memory."""

    def __init__(self, body: bytes, budget: Budget) -> None:
        """Raises Broken."""
        self._budget = budget
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except FAULTS as error:
            raise Broken from error
        self.names = self._zip.namelist()
        self._spellings = {_plain(name): name for name in reversed(self.names)}

    def __contains__(self, name: str) -> bool:
        """Whether it has a member of this name, however that is spelt: with backslashes, in other letters."""
        return _plain(name) in self._spellings

    def members(self) -> list[tuple[str, str]]:
        """Names as the container has them, and as their packer meant them: GBK on Chinese Windows,
        UTF-8 without saying so on macOS."""
        return [(info.filename, _meant(info)) for info in self._zip.infolist()]

    def read(self, name: str) -> bytes:
        """A member, whatever size it claims. Raises Broken, Encrypted, LimitReached."""
        whole = bytearray()
        try:
            with self._zip.open(self._spelling(name)) as stream:
                while piece := stream.read(PIECE):
                    self._budget.unpacked(len(piece))
                    whole += piece
        except RuntimeError as error:
            raise Encrypted from error
        except MemoryError as error:  # what is packed in other ways than deflate unfolds at once
            self._budget.cut = True
            raise Broken from error
        except FAULTS as error:
            raise Broken from error
        return bytes(whole)

    def _spelling(self, name: str) -> str:
        return name if name in self._zip.NameToInfo else self._spellings.get(_plain(name), name)

    def xml(self, name: str) -> Any:
        """The root element of a member. Raises Broken, Encrypted, LimitReached."""
        return parse_xml(self.read(name), self._budget)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _meant(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_NAME:
        return info.filename
    if (said := _unicode_path(info)) is not None:
        return said
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name beside the other (Info-ZIP Unicode Path, APPNOTE.TXT, 4.6.9), where it belongs to that one."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == UNICODE_PATH and size > 5:
            (checksum,) = struct.unpack_from("<I", extra, 5)
            with suppress(UnicodeError):
                if zlib.crc32(info.orig_filename.encode("cp437")) == checksum:
                    return extra[9 : 4 + size].decode("utf-8")
        extra = extra[4 + size :]
    return None


def parse_xml(body: bytes, budget: Budget) -> Any:
    """Parse without entities, network or unbounded trees; one too large or too deep is cut. Raises Broken."""
    whole = len(body)
    while (tags := body.count(b"<")) > MOST_TAGS:
        body = body[: body.rfind(b"<", 0, len(body) * MOST_TAGS // tags)]
    cut = len(body) < whole
    budget.cut = budget.cut or cut
    try:
        root = etree.fromstring(body, _parser(recover=cut))
    except etree.XMLSyntaxError as error:
        if error.code not in _TOO_DEEP or b"<!DOCTYPE" in body:
            raise Broken from error
        root = _deep(body, budget)
    except ValueError as error:
        raise Broken from error
    if root is None:
        raise Broken
    return root


def _parser(*, recover: bool, deep: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=deep, recover=recover
    )


def _deep(body: bytes, budget: Budget) -> Any:
    """A tree of up to 2,048 levels, where libxml2 stops at 256: without declarations none of it unfolds."""
    parser = _parser(recover=True, deep=True)
    root = etree.fromstring(body, parser)
    budget.cut = budget.cut or bool(len(parser.error_log))
    return root


def local(element: Any) -> str:
    """The tag's name without its namespace; empty for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """The first child of one of the names, whatever the namespace; None for none."""
    return next(iter(children(element, *names)), None)


def children(element: Any, *names: str) -> list[Any]:
    """The children of the names, whatever the namespace."""
    return [] if element is None else [one for one in element if local(one) in names]


def descend(element: Any, *names: str) -> list[Any]:
    """All elements of the names below, in their order."""
    return [] if element is None else [one for one in element.iter() if local(one) in names]


def attribute(element: Any, name: str) -> str:
    """An attribute, whatever its namespace; empty where there is none."""
    return next((said for key, said in element.attrib.items() if key.rpartition("}")[2] == name), "")


def value(element: Any) -> str:
    """The attribute `val`: what Word's properties say."""
    return "" if element is None else attribute(element, "val")


def integer(said: str | None) -> int:
    """A number of rows, columns and the like; 0 for what is none."""
    return int(said) if said and said.isdecimal() and len(said) < MOST_DIGITS else 0
