"""Marked text, and titles that break between words, as HTML. In Python: a page has hundreds of pieces."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from jinja2 import Environment
from markupsafe import Markup, escape

from indexer import Highlighted

Cut = Callable[[str], list[str]]

HERE = "\0"
"""Where a title may be broken: a character that the store keeps of no text, so all is escaped at once."""


def marked(fragments: Highlighted) -> Markup:
    """Each marked piece in a `<mark>`; the one with which the best passage begins can be gone to."""
    pieces: list[str] = []
    for fragment in fragments:
        text = escape(fragment.text)
        if fragment.marked:
            here = ' id="passage"' if fragment.here else ""
            pieces.append(f"<mark{here}>{text}</mark>")
        else:
            pieces.append(text)
    return Markup("".join(pieces))  # noqa: S704


def titled(fragments: Highlighted, cut: Cut) -> Markup:
    """A title: its marked pieces in a `<mark>`, all of it broken between words only."""
    pieces: list[str] = []
    for fragment in fragments:
        text = breakable(fragment.text, cut)
        pieces.append(f"<mark>{text}</mark>" if fragment.marked else text)
    return Markup("".join(pieces))  # noqa: S704


def breakable(text: str, cut: Cut) -> Markup:
    """A title that may be broken between words only: never 关于印/发."""
    words = cut(text)
    if "".join(words) != text:
        return escape(text)
    pieces: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        # Signs have rules of their own: none may end, or begin, a line.
        if before[-1:].isalnum() and word[:1].isalnum():
            pieces.append(HERE)
        pieces.append(word)
    # As plain text: what replaces something in a Markup is escaped.
    return Markup(str(escape("".join(pieces))).replace(HERE, "<wbr>"))  # noqa: S704


def install(environment: Environment, cut: Cut) -> None:
    """Make them known to the templates; `cut` gives the words of a text."""
    environment.filters["marked"] = marked
    environment.filters["titled"] = partial(titled, cut=cut)
    environment.filters["breakable"] = partial(breakable, cut=cut)
