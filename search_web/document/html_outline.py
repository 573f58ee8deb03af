"""The headings and articles of a body's sanitised HTML: headings of their rank, with names for links."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex
from indexer import Fragment
from search_web.document import blocks
from search_web.document.blocks import Paragraph

_TAG = lazy_regex(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Outlined:
    """A body, and what its contents are made of."""

    html: str
    paragraphs: tuple[Paragraph, ...]


def outlined(body: str) -> Outlined:
    """`body` must be what the crawler stored: sanitised, so well formed, no attribute on a paragraph."""
    parts = _TAG.split(body)
    places = list(_paragraphs(parts))
    said = [blocks.paragraph((Fragment(_text(parts[start:end]), False),)) for start, end in places]
    named = [one for one in blocks.anchored(list(said)) if isinstance(one, Paragraph)]
    for one, (start, end) in zip(named, places, strict=True):
        if one.kind == "section" and one.anchor:
            parts[start], parts[end] = f'<h{one.level} id="{one.anchor}">', f"</h{one.level}>"
        elif one.anchor:
            _name_article(parts, start, end, one)
    return Outlined("".join(parts), tuple(named))


def _paragraphs(parts: list[str]) -> Iterator[tuple[int, int]]:
    """Where the tags stand that begin and end a paragraph which lies in nothing else."""
    depth = start = 0
    for place, part in enumerate(parts):
        if not part.startswith("<") or part == "<br>":
            continue
        closes = part.startswith("</")
        if depth == 0 and part == "<p>":
            start = place
        depth += -1 if closes else 1
        if depth == 0 and part == "</p>":
            yield start, place


def _name_article(parts: list[str], start: int, end: int, article: Paragraph) -> None:
    label = html.escape(blocks.label(article))
    first = parts[start + 1].lstrip()
    if first.startswith(label):
        head = f'<span role="heading" aria-level="{article.level}">{label}</span>'
        parts[start + 1] = head + first[len(label) :]
    parts[start] = f'<p id="{article.anchor}">'
    parts[end] = f' <a class="anchor" href="#{article.anchor}" aria-label="{label}的链接">#</a></p>'


def _text(parts: list[str]) -> str:
    """On one line."""
    return " ".join(html.unescape("".join(part for part in parts if not part.startswith("<"))).split())
