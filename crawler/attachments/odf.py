"""OpenDocument texts, sheets and slides (OASIS ODF 1.2), zipped or in one XML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawler.attachments.budget import Broken, Budget, Encrypted
from crawler.attachments.container import Container, attribute, children, descend, local
from crawler.attachments.odf_lists import numbers

_FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "table": "table", "page": "drawing-page"}
CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"

_SKIPPED = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "forms", "notes", "index-title-template", "settings",
     "desc", "title", "event-listeners", "note-citation", "named-expressions", "database-ranges", "meta",
     "styles",
     "automatic-styles", "master-styles", "scripts", "font-face-decls", "ruby-text", "calculation-settings")
)  # fmt: skip
_SPACES = {"tab": " ", "line-break": " "}
MOST_COLUMNS = 16_384
"""Of a sheet, in any program; what repeats oftener says nothing."""

MOST_EMPTY = 64
"""Empty cells that repeat in a table of a text. A guess."""

_UNSEEN = ("collapse", "filter")


@dataclass(frozen=True, slots=True)
class _Known:
    """What styles say of the content."""

    hidden: set[tuple[str, str]]
    """Styles of tables, slides and runs of text that are not shown, by family and name."""
    numbers: dict[Any, str]
    """Of the paragraphs of lists."""


def read(container: Container, budget: Budget) -> None:
    """The content; heads and feet of pages are left out."""
    if MANIFEST in container.names and descend(container.xml(MANIFEST), "encryption-data"):
        raise Encrypted
    if CONTENT not in container.names:
        raise Broken
    styles = [container.xml(STYLES)] if STYLES in container.names else []
    read_root(container.xml(CONTENT), budget, *styles)


def read_root(root: Any, budget: Budget, *styles: Any) -> None:
    """The content, from its root; `styles` are those of parts beside it."""
    hiding = {
        (attribute(style, "family"), attribute(style, "name")): any(map(_hides, style))
        for part in (*styles, root)  # the content's own go before
        for style in descend(part, "style")
    }
    hidden = {style for style, hides in hiding.items() if hides}
    for body in descend(root, "body"):
        known = _Known(hidden, numbers(body, (root, *styles), _SKIPPED))
        for document in body:
            _blocks(document, budget, known, local(document) == "spreadsheet")


def _is_hidden(element: Any, known: _Known) -> bool:
    """Whether its style hides it; a family has names of its own."""
    return (_FAMILIES.get(local(element), ""), attribute(element, "style-name")) in known.hidden


def _hides(properties: Any) -> bool:
    """Whether a style's properties hide a table, a run of text or a slide."""
    kind = local(properties)
    return (
        (kind == "table-properties" and attribute(properties, "display") == "false")
        or (kind == "text-properties" and attribute(properties, "display") == "none")
        or (kind == "drawing-page-properties" and attribute(properties, "visibility") == "hidden")
    )


def _blocks(element: Any, budget: Budget, known: _Known, sheets: bool) -> None:
    for one in element:
        budget.step()
        kind = local(one)
        if kind in ("p", "h"):
            if _is_hidden(one, known):
                budget.hidden += 1
                continue
            budget.line(f"{known.numbers.get(one, '')} {_text(one, known)}")
            _boxes(one, budget, known)
        elif kind == "table":
            _table(one, budget, known, sheets)
        elif kind not in _SKIPPED:
            if kind == "section" and attribute(one, "display") == "none":
                budget.hidden += 1
                continue
            if kind == "page":
                budget.page()
                if _is_hidden(one, known):
                    budget.hidden += 1
                    continue
            _blocks(one, budget, known, sheets)


def _boxes(paragraph: Any, budget: Budget, known: _Known) -> None:
    """Text boxes and notes that stand within a paragraph; those within a box come with it."""
    for one in paragraph:
        kind = local(one)
        if kind in ("text-box", "note-body"):
            _blocks(one, budget, known, False)
        elif kind not in _SKIPPED:
            _boxes(one, budget, known)


def _table(table: Any, budget: Budget, known: _Known, sheets: bool) -> None:
    if sheets:
        budget.page()
        if _is_hidden(table, known) or attribute(table, "display") == "false":
            budget.hidden += 1
            return
        if len(children(table.getparent(), "table")) > 1:
            budget.line(attribute(table, "name"))
        for shapes in children(table, "shapes"):
            _blocks(shapes, budget, known, False)
    unseen = _hidden_columns(table, budget)
    for row in _rows(table):
        budget.step()
        if attribute(row, "visibility") in _UNSEEN:
            budget.hidden += _repeated(row, "number-rows-repeated") if _text(row, known).strip() else 0
            continue
        if sheets:
            budget.line("\t".join(_cells(row, unseen, known)))
        else:
            budget.row(_cells(row, unseen, known, MOST_EMPTY))


def _rows(element: Any) -> Iterator[Any]:
    for one in element:
        kind = local(one)
        if kind == "table-row":
            yield one
        elif kind in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(one)


def _hidden_columns(table: Any, budget: Budget) -> list[tuple[int, int]]:
    found, at = [], 0
    for column in descend(table, "table-column"):
        count = _repeated(column, "number-columns-repeated")
        if attribute(column, "visibility") in _UNSEEN:
            found.append((at, at + count))
            budget.hidden += 1
        at += count
    return found


def _cells(row: Any, unseen: list[tuple[int, int]], known: _Known, empty: int = 1) -> Iterator[str]:
    """What each cell says; of empty ones that repeat so many at most."""
    at = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        count = _repeated(cell, "number-columns-repeated")
        said = (
            " ".join(filter(None, (_text(one, known, boxes=True).strip() for one in cell)))
            if len(cell)
            else ""
        )
        places = range(at, at + (count if said else min(count, empty)))
        shown = [place for place in places if not _within(place, unseen)]
        at += count
        yield from (said for _ in shown)


def _within(place: int, ranges: list[tuple[int, int]]) -> bool:
    return any(begin <= place < end for begin, end in ranges)


def _text(element: Any, known: _Known, boxes: bool = False) -> str:
    """What a person sees; with `boxes`, text boxes and notes within it, and the numbers of lists, too."""
    kind = local(element)
    if kind in _SKIPPED or not kind or (not boxes and kind in ("text-box", "note-body")):
        return ""
    if _is_hidden(element, known):
        return ""
    number = f"{known.numbers[element]} " if boxes and element in known.numbers else ""
    parts = [number, element.text or "", _SPACES.get(kind, "")]
    if kind == "s":
        parts.append(" ")
    for one in element:
        parts += (_text(one, known, boxes), " " if local(one) == "p" else "", one.tail or "")
    return "".join(parts)


def _repeated(element: Any, name: str) -> int:
    """How many times; sheets end in rows of a million and cells of a thousand, which are empty."""
    try:
        return min(max(int(attribute(element, name) or 1), 1), MOST_COLUMNS)
    except ValueError:
        return 1
