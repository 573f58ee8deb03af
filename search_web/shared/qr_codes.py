"""Addresses as QR codes."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup

SCALE = 4
"""Pixels of one module, for printing; on a screen its box gives the size."""


def qr_code(address: str) -> Markup:
    """The address as an SVG element, with a quiet zone of four modules (ISO/IEC 18004)."""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        drawn, kind="svg", scale=SCALE, border=4, xmldecl=False, svgns=False, light="#fff", omitsize=True
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn by segno: squares, and no text of anybody's
