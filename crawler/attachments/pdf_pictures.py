"""Pages of a PDF that are pictures, whatever else stands on them: scans with a mark of their scanner."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from itertools import islice

import pypdfium2
import pypdfium2.raw as raw

MARGINAL = 50
"""Letters and figures up to which the text of a page may be its head, its number or a mark of the program
that scanned it. A guess."""

COVERED = 0.5
"""Share of such a page that pictures cover where the picture is what the page says. A guess."""

NOTICED = 0.05
"""Share of a page without any text from which a picture is more than a sign. A guess."""

OUTLINES = 100
"""Shapes of a page without any text from which they may be letters that were turned into shapes. A guess."""

MOST_OBJECTS = 5_000
"""Of a page that are looked at. A guess."""

MOST_NESTED = 4
"""Forms within forms in which pictures are looked for; PDFium's own bound is 15. A guess."""

_SHAPES = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)


class Beside(Enum):
    """What a page shows beside its text."""

    NOTHING = auto()
    SOMETHING = auto()
    """Shapes, notes, or pictures too small to say much."""
    PAGE = auto()
    """A picture of a page, as far as one can tell."""


def beside_text(page: pypdfium2.PdfPage, lines: Sequence[str]) -> Beside:
    """What is to be seen on a page that is not among its lines; beside many, nothing is looked for."""
    said = sum(char.isalnum() for line in lines for char in line)
    if said >= MARGINAL:
        return Beside.NOTHING
    try:
        covered, shapes = _objects(page)
    except pypdfium2.PdfiumError:
        return Beside.NOTHING
    if covered >= COVERED or (not said and (covered >= NOTICED or shapes >= OUTLINES)):
        return Beside.PAGE
    return (
        Beside.SOMETHING if covered or shapes or raw.FPDFPage_GetAnnotCount(page.raw) > 0 else Beside.NOTHING
    )


def _objects(page: pypdfium2.PdfPage) -> tuple[float, int]:
    """The share of the page that pictures cover, and how many shapes are on it."""
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    covered, shapes = 0.0, 0
    for one in islice(page.get_objects(max_depth=MOST_NESTED), MOST_OBJECTS):
        if one.type in _SHAPES:
            shapes += 1
        elif one.type == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d = one.get_bounds()
            covered += max(min(c, right) - max(a, left), 0) * max(min(d, top) - max(b, bottom), 0)
    return (covered / area if area > 0 else 0.0), shapes
