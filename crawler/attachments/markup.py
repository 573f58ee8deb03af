"""Files of text: what is XML or HTML by its content is read as that, whatever it is called."""

from __future__ import annotations

from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.attachments import docx, odf, plain, spreadsheetml, sylk, uof
from crawler.attachments.budget import Broken, Budget, ReadMember, Unsupported
from crawler.attachments.container import local, parse_xml
from crawler.attachments.package import FlatParts, Package

HEAD = 4_096
"""Characters within which the first tag stands; comments and declarations go before it."""

_ROOT = lazy_regex(r"<(?:\w+:)?(?:wordDocument|package|Workbook|document|UOF)[\s>]")
_DECLARATION = lazy_regex(r"^\s*<\?xml[^>]*\?>")
_UNREADABLE = lazy_regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(body: bytes, budget: Budget, read_member: ReadMember) -> None:
    """Raises Unsupported for what is no text."""
    try:
        text = plain.text_of(body)
    except Broken as error:
        raise Unsupported from error
    if text.lstrip("\ufeff \t\r\n").startswith("<") and _ROOT.search(text[:HEAD]):
        root = _root(text, budget)
        if root is not None and _read_root(root, budget, read_member):
            return
    if sylk.is_sylk(text):
        sylk.read(text, budget)
        return
    plain.read(body, budget)


def _root(text: str, budget: Budget) -> Any:
    clean = _UNREADABLE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff")))
    try:
        return parse_xml(clean.strip().encode("utf-8", "ignore"), budget)
    except Broken:
        return None


def _read_root(root: Any, budget: Budget, read_member: ReadMember) -> bool:
    kind = local(root)
    if kind == "wordDocument":
        docx.read_xml(root, budget)
    elif kind == "Workbook":
        spreadsheetml.read(root, budget)
    elif kind == "package":
        package = Package(FlatParts(root, budget), budget)
        if not package.main():
            return False
        docx.read(package, budget, read_member)
    elif kind == uof.ROOT:
        uof.read(root, budget)
    elif kind == "document" and "opendocument" in root.tag:
        odf.read_root(root, budget)
    else:
        return False
    return True
