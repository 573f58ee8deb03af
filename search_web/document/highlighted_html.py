"""A body's sanitised HTML with the words of a search highlighted; tables in boxes of their own."""

from __future__ import annotations

import html
from collections.abc import Callable

from markupsafe import Markup

from corpus.lazy_regex import lazy_regex
from indexer import Fragment, Highlighted
from search_web.document.blocks import split

_TAG = lazy_regex(r"(<[^>]*>)")
_BOX = '<div class="scroll" role="region" aria-label="表格，可左右滚动" tabindex="0">'


def highlighted_html(body: str, mark: Callable[[str], Highlighted]) -> Markup:
    """`body` must be what the crawler stored: sanitised, and so well formed."""
    pieces = []
    depth = 0
    parts = _TAG.split(body)
    texts = ["" if part.startswith("<") else html.unescape(part).replace("\n", " ") for part in parts]
    marked = split(mark("\n".join(texts)), "\n")
    for piece, shown in zip(parts, marked, strict=True):
        if not piece.startswith("<"):
            pieces.append("".join(map(_shown, shown)))
            continue
        opens, closes = piece.startswith("<table"), piece == "</table>"
        pieces.append((_BOX if opens and not depth else "") + piece)
        depth += opens - closes
        if closes and not depth:
            pieces.append("</div>")
    return Markup("".join(pieces))  # noqa: S704 - sanitised when it was stored, escaped here


def _shown(fragment: Fragment) -> str:
    escaped = html.escape(fragment.text)
    if not fragment.marked:
        return escaped
    return f'<mark id="passage">{escaped}</mark>' if fragment.here else f"<mark>{escaped}</mark>"
