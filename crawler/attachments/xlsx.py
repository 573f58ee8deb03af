"""XLSX and XLSM (ECMA-376, SpreadsheetML): the cells that a sheet shows, as their formats show them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.lazy_regex import lazy_regex
from crawler.attachments.budget import Broken, Budget, Unreadable
from crawler.attachments.cells import Sheet, write_sheet
from crawler.attachments.container import child, children, descend, integer, local
from crawler.attachments.number_formats import BUILT_IN, Formats
from crawler.attachments.package import Package
from crawler.attachments.smartart import paragraph_text, texts
from crawler.attachments.text_formats import told

_ESCAPED = lazy_regex(r"_x([0-9A-Fa-f]{4})_")
MOST_ROWS = 1_048_576
"""Of a sheet (ECMA-376, 18.3.1.73); elements beyond them say nothing."""
_TRUE = ("1", "true", "on")
_WANTED = ("row", "col")
_NAMESPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


def read(package: Package, budget: Budget) -> None:
    """Every visible row of every visible sheet; a sheet's name stands above it where there are several."""
    main = package.main()
    book, relations = package.xml(main), package.relations(main)
    numbers = _Numbers(package, main, _is_true(child(book, "workbookPr"), "date1904"))
    strings = _strings(package, main)
    sheets = children(child(book, "sheets"), "sheet")
    for entry in sheets:
        budget.page()
        if entry.get("state", "visible") != "visible":
            budget.hidden += 1
            continue
        name = next((said for key, said in entry.attrib.items() if key.endswith("}id")), "")
        relation = relations.get(name)
        if relation is None or relation.kind != "worksheet":
            continue  # a chart
        sheet = Sheet(entry.get("name", "") if len(sheets) > 1 else "")
        try:
            _fill(sheet, package.read(relation.target), numbers, strings)
            sheet.boxes.extend(_boxes(package, relation.target))
        except Unreadable:
            budget.damaged = budget.damaged or not budget.within
        finally:
            write_sheet(sheet, budget)


class _Numbers:
    """The formats of a book, by the styles of its cells."""

    def __init__(self, package: Package, main: str, from_1904: bool) -> None:
        root = next(package.of_kind(main, "styles"), None)
        own = {
            one.get("numFmtId"): one.get("formatCode", "")
            for one in children(child(root, "numFmts"), "numFmt")
        }
        self._styles = [
            own.get(one.get("numFmtId")) or BUILT_IN.get(integer(one.get("numFmtId")), "General")
            for one in children(child(root, "cellXfs"), "xf")
        ]
        self._formats = Formats(from_1904)

    def shown(self, said: str, style: str | None) -> str:
        """What a cell shows for a number."""
        at = integer(style)
        try:
            return self._formats.shown(float(said), self._styles[at] if at < len(self._styles) else "General")
        except ValueError:
            return said

    def told(self, said: str, style: str | None) -> str:
        """What a cell shows for a text."""
        at = integer(style)
        return told(said, self._styles[at]) if style and at < len(self._styles) else said


def _strings(package: Package, main: str) -> list[str]:
    root = next(package.of_kind(main, "sharedStrings"), None)
    return [_rich(one) for one in children(root, "si")]


def _fill(sheet: Sheet, body: bytes, numbers: _Numbers, strings: list[str]) -> None:
    """Row by row, so that memory goes with the text and not with the markup."""
    row, rows = -1, 0
    for element in _elements(body):
        kind = local(element)
        if kind == "col":
            if _is_true(element, "hidden") or _is_nothing(element.get("width")):
                sheet.hidden_columns.append(
                    (integer(element.get("min")) - 1, integer(element.get("max")) - 1)
                )
        else:
            rows += 1
            if rows > MOST_ROWS:
                raise Broken
            row = integer(element.get("r")) - 1 if element.get("r") else row + 1
            # What a sheet hides by default (zeroHeight) are the rows that do not stand in it.
            if _is_true(element, "hidden") or _is_nothing(element.get("ht")):
                sheet.hidden_rows.add(row)
            _cells(element, row, sheet, numbers, strings)
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]


def _elements(body: bytes) -> Iterator[Any]:
    tags = [space + name for space in _NAMESPACES for name in _WANTED]
    try:
        yield from (
            element
            for _, element in etree.iterparse(
                io.BytesIO(body), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
            )
        )
    except etree.XMLSyntaxError as error:
        raise Broken from error


def _cells(element: Any, row: int, sheet: Sheet, numbers: _Numbers, strings: list[str]) -> None:
    column = -1
    for cell in element:
        place = cell.get("r")
        column = _column(place) if place else column + 1
        sheet.put(row, column, _shown(cell, numbers, strings))


def _shown(cell: Any, numbers: _Numbers, strings: list[str]) -> str:
    kind, inside = cell.get("t", "n"), None
    said = ""
    for one in cell:
        name = local(one)
        if name == "v":
            said = one.text or ""
        elif name == "is":
            inside = one
    if kind == "s":
        at = integer(said)
        return numbers.told(strings[at], cell.get("s")) if said and at < len(strings) else ""
    if kind == "inlineStr" or (inside is not None and not said):
        return numbers.told(_rich(inside), cell.get("s")) if inside is not None else ""
    if kind == "n":
        return numbers.shown(said, cell.get("s")) if said else ""
    if kind == "b":
        return "TRUE" if said in _TRUE else "FALSE"
    return "" if kind == "e" else numbers.told(_unescaped(said), cell.get("s"))


def _rich(element: Any) -> str:
    """A string, its runs joined, without the reading beside it (`rPh`)."""
    parts: list[str] = []
    for one in element:
        kind = local(one)
        if kind == "t":
            parts.append(one.text or "")
        elif kind == "r":
            parts.extend(text.text or "" for text in children(one, "t"))
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(int(found.group(1), 16)), text)


def _character(code: int) -> str:
    return chr(code) if code >= 0x20 and not 0xD800 <= code < 0xE000 else " "


def _boxes(package: Package, part: str) -> Iterator[str]:
    """Paragraphs of text boxes and SmartArt that lie on a sheet."""
    for relation in package.relations(part).values():
        if relation.kind == "drawing" and relation.target in package:
            for body in (body for body in descend(package.xml(relation.target), "txBody") if len(body)):
                if any(local(above) == "Fallback" for above in body.iterancestors()):
                    continue
                for paragraph in descend(body, "p"):
                    yield paragraph_text(paragraph)
            for diagram in package.of_kind(relation.target, "diagramData"):
                yield from texts(diagram)


def _column(place: str) -> int:
    """0 for A1, 26 for AA1."""
    at = 0
    for sign in place:
        if not sign.isalpha():
            break
        at = at * 26 + ord(sign.upper()) - 64
    return at - 1


def _is_true(element: Any, name: str) -> bool:
    return element is not None and element.get(name) in _TRUE


def _is_nothing(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
