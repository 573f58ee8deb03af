"""Pictures in a DOCX: drawings (ECMA-376, 20.4), and those of Word 97 to 2007 (VML, 19.1)."""

from __future__ import annotations

from math import inf
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.attachments.container import child, local

PICTURES = {"blip": "embed", "imagedata": "id"}
"""Elements that show a picture, and the attribute with the name of its relationship."""

MILLIMETRE = 36_000
"""In the unit of drawings (EMU)."""

_UNITS = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96}
_LENGTH = lazy_regex(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|px)")

MOST_LEVELS = 12
"""From a picture up to the drawing, which says how large it is shown. A guess."""


def size(picture: Any) -> tuple[float, float]:
    """How wide and tall a picture is shown, in millimetres; without bounds where nothing says so."""
    above = picture
    for _ in range(MOST_LEVELS):
        above = above.getparent()
        if above is None:
            break
        kind = local(above)
        if kind in ("inline", "anchor"):
            extent = child(above, "extent")
            if extent is None:
                break
            return _millimetres(extent.get("cx")), _millimetres(extent.get("cy"))
        if kind == "shape":
            found = {name: float(said) * _UNITS[unit] for name, said, unit in _LENGTH.findall(_style(above))}
            return found.get("width", inf), found.get("height", inf)
    return inf, inf


def _style(shape: Any) -> str:
    return str(shape.get("style") or "")


def _millimetres(said: str | None) -> float:
    return int(said) / MILLIMETRE if said and said.isdecimal() and len(said) < 12 else inf
