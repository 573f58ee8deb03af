"""A body's sanitised HTML with the words of a search marked; tables in boxes of their own."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from markupsafe import Markup

from indexer import Marked

_TAG = re.compile(r"(<[^>]*>)")
_BOX = '<div class="scroll" role="region" aria-label="表格，可左右滚动" tabindex="0">'


def rich(body: str, mark: Callable[[str], Marked]) -> Markup:
    """`body` must be what the crawler stored: sanitised, and so well formed."""
    pieces = []
    depth = 0
    for piece in _TAG.split(body):
        if not piece.startswith("<"):
            pieces.append(_marked(html.unescape(piece), mark))
            continue
        opens, closes = piece.startswith("<table"), piece == "</table>"
        pieces.append((_BOX if opens and not depth else "") + piece)
        depth += opens - closes
        if closes and not depth:
            pieces.append("</div>")
    return Markup("".join(pieces))  # noqa: S704 - sanitised when it was stored, escaped here


def _marked(text: str, mark: Callable[[str], Marked]) -> str:
    shown = []
    for fragment in mark(text) if text.strip() else ():
        escaped = html.escape(fragment.text)
        shown.append(f"<mark>{escaped}</mark>" if fragment.marked else escaped)
    return "".join(shown) or html.escape(text)
