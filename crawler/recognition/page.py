"""A picture of a page to its lines."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.recognition import layout, seals, tables, turns
from crawler.recognition.boxes import Picture
from crawler.recognition.engine import Engine
from crawler.recognition.layout import TextLine


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page, with their places on the page as it stands right."""

    lines: list[TextLine]
    width: int
    height: int


def read(engine: Engine, picture: Picture) -> PageLines:
    """A page's lines in the order in which a person reads them, however it was put into the scanner."""
    found = engine.find(picture)
    if quarters := turns.quarters(engine, found.pieces):
        found = engine.find(turns.turned(picture, quarters))
    height, width = found.picture.shape[:2]
    pieces = tables.rows(found.picture, seals.read(engine, found))
    return PageLines(layout.lines(pieces, width), width, height)
