"""OFD (GB/T 33190-2016): pages in order, their text in lines from top to bottom."""

from __future__ import annotations

import posixpath
from typing import Any

from crawler.attachments.budget import Broken, Budget
from crawler.attachments.container import Container, descend, local
from crawler.attachments.ofd_pictures import Pictures

ROOT = "OFD.xml"

SAME_LINE = 0.5
"""Share of a text object's height by which two may differ and still stand on one line. A guess."""

MOST_NESTED = 8
"""Composite units within composite units; one that holds itself ends there. A guess."""

Place = tuple[float, float, float]
"""Left, top, and the length of a unit."""
WHOLE: Place = (0.0, 0.0, 1.0)
Piece = tuple[float, float, float, str]
"""Top, left, height and text."""


def read(body: bytes, budget: Budget) -> None:
    """All documents of the file, each page with the templates that it names."""
    container = Container(body, budget)
    if ROOT not in container:
        raise Broken
    for entry in descend(container.xml(ROOT), "DocRoot"):
        _Document(container, _inside("", entry.text or "")).read(budget)


class _Document:
    def __init__(self, container: Container, name: str) -> None:
        self._container = container
        self._folder = posixpath.dirname(name)
        self._root = container.xml(name)
        self._units: dict[str, Any] = {}
        """Composite units of the resources, by their numbers."""
        self._pictures = Pictures(container)
        self._take_units(self._root, self._folder)
        self._notes = self._all_notes()
        self._templates = {
            template.get("ID", ""): template.get("BaseLoc", "")
            for template in descend(self._root, "TemplatePage")
        }

    def read(self, budget: Budget) -> None:
        for pages in descend(self._root, "Pages"):
            for entry in descend(pages, "Page"):
                page = self._xml(entry.get("BaseLoc") or "")
                if page is None:
                    continue
                budget.page()
                self._take_units(page, posixpath.dirname(_inside(self._folder, entry.get("BaseLoc") or "")))
                pieces = self._pieces(page)
                for named in descend(page, "Template"):
                    template = self._xml(self._templates.get(named.get("TemplateID", ""), ""))
                    pieces += self._pieces(template) if template is not None else []
                for note in self._notes.get(entry.get("ID", ""), ()):
                    pieces += self._pieces(note, _corner(note))
                _write(pieces, budget)
                texts = [(top, left, len(text)) for top, left, _, text in pieces]
                for place in self._pictures.unsaid(page, texts, lambda item: _numbers(item.get("Boundary"))):
                    budget.picture(place)

    def _all_notes(self) -> dict[str, list[Any]]:
        """What was stamped and typed on each page: the looks of its notes that are shown."""
        found: dict[str, list[Any]] = {}
        for named in descend(self._root, "Annotations"):
            name = _inside(self._folder, named.text or "")
            for entry in descend(self._xml(f"/{name}"), "Page"):
                place = "".join(one.text or "" for one in descend(entry, "FileLoc"))
                notes = self._xml("/" + _inside(posixpath.dirname(name), place))
                shown = (note for note in descend(notes, "Annot") if note.get("Visible") != "false")
                looks = [look for note in shown for look in descend(note, "Appearance")]
                found.setdefault(entry.get("PageID", ""), []).extend(looks)
        return found

    def _xml(self, location: str) -> Any:
        name = _inside(self._folder, location)
        try:
            return self._container.xml(name) if name in self._container else None
        except Broken:
            return None  # the other pages are as they were

    def _take_units(self, root: Any, folder: str) -> None:
        """Those of the document's resources, or of a page's own."""
        for named in descend(root, "PublicRes", "DocumentRes", "PageRes"):
            name = _inside(folder, named.text or "")
            resources = self._xml(f"/{name}")
            self._pictures.take(resources, posixpath.dirname(name))
            for unit in descend(resources, "CompositeGraphicUnit", "CompositeGraphUnit"):
                self._units[unit.get("ID", "")] = unit

    def _pieces(self, root: Any, place: Place = WHOLE, depth: int = 0) -> list[Piece]:
        """Texts below an element, where they stand on the page."""
        found: list[Piece] = []
        for item in descend(root, "TextObject", "CompositeObject"):
            if item.get("Visible") == "false":
                continue
            box = _numbers(item.get("Boundary"))
            if local(item) == "CompositeObject":
                unit = self._units.get(item.get("ResourceID", ""))
                if unit is not None and depth < MOST_NESTED:
                    found += self._pieces(unit, _placed(place, box, _numbers(item.get("CTM"))), depth + 1)
                continue
            text = "".join(code.text or "" for code in descend(item, "TextCode"))
            if text.strip() and len(box) == 4:
                left, top, scale = place
                found.append((top + scale * box[1], left + scale * box[0], scale * box[3], text))
        return found


def _corner(look: Any) -> Place:
    """Where a note's own corner stands on its page."""
    return _placed(WHOLE, _numbers(look.get("Boundary")), [])


def _placed(place: Place, box: list[float], matrix: list[float]) -> Place:
    """Where a unit's own corner stands, and how tall its millimetres are; slants are passed over."""
    left, top, scale = place
    x, y = box[:2] if len(box) == 4 else (0.0, 0.0)
    across, down, grown = (
        (matrix[4], matrix[5], abs(matrix[3]) or 1.0) if len(matrix) == 6 else (0.0, 0.0, 1.0)
    )
    return left + scale * (x + across), top + scale * (y + down), scale * grown


def _inside(folder: str, location: str) -> str:
    """A member's name; one that leads out of the container names none."""
    location = location.strip()
    joined = location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(joined)


def _write(pieces: list[Piece], budget: Budget) -> None:
    line: list[tuple[float, str]] = []
    top = height = 0.0
    for y, x, tall, text in sorted(pieces):
        if line and abs(y - top) > SAME_LINE * max(height, tall):
            budget.line("".join(part for _, part in sorted(line)))
            line = []
        if not line:
            top, height = y, tall
        line.append((x, text))
    budget.line("".join(part for _, part in sorted(line)))


def _numbers(value: str | None) -> list[float]:
    try:
        return [float(part) for part in (value or "").split()]
    except ValueError:
        return []
