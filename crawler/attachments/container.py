"""ZIP containers, read with bounds: members by name, never on the disk, and XML without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from crawler.attachments.budget import Broken, Budget, Encrypted

UTF8_NAME = 0x800
"""General purpose bit 11 (APPNOTE.TXT, 4.4.4): the name is UTF-8, else whatever the packer's system used."""

PIECE = 65_536
"""Bytes unpacked at a time, so that a bomb costs one piece and not what it unfolds to."""

FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, KeyError)
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

    def members(self) -> list[tuple[str, str]]:
        """Names as the container has them, and as their packer meant them: Chinese Windows writes GBK."""
        return [(info.filename, _meant(info)) for info in self._zip.infolist()]

    def read(self, name: str) -> bytes:
        """A member, whatever size it claims. Raises Broken, Encrypted, LimitReached."""
        whole = bytearray()
        try:
            with self._zip.open(name) as stream:
                while piece := stream.read(PIECE):
                    self._budget.unpacked(len(piece))
                    whole += piece
        except RuntimeError as error:
            raise Encrypted from error
        except FAULTS as error:
            raise Broken from error
        return bytes(whole)

    def xml(self, name: str) -> Any:
        """The root element of a member. Raises Broken, Encrypted, LimitReached."""
        return parse_xml(self.read(name))


def _meant(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def parse_xml(body: bytes) -> Any:
    """Parse without entities, network or unbounded trees. Raises Broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Broken from error
    if root is None:
        raise Broken
    return root


def local(element: Any) -> str:
    """The tag's name without its namespace; empty for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
