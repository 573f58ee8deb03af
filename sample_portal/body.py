"""The markup of the data files: a line is a paragraph.

`> ` stands at the right, `= ` in the middle, `|a|b|` is a row of a table whose first row is its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from sample_portal.records import Posting

NUMBER_IN_BODY = frozenset({"siteserver", "plain"})
"""Templates without a field for the document number: it heads the body instead."""

CHINESE_DATES = frozenset({"handmade"})
"""Templates whose documents are signed with a date in Chinese numerals."""

_DIGITS = str.maketrans("0123456789", "○一二三四五六七八九")
"""GB2312 has no 〇: offices typed a circle for it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a whole table."""

    kind: str
    """`text`, `right`, `centre` or `table`."""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def _small(number: int) -> str:
    """1 to 31 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{str(tens).translate(_DIGITS)}十")
    return head + (str(ones).translate(_DIGITS) if ones else "")


def chinese_date(day: date) -> str:
    """二○一九年三月五日."""
    return f"{str(day.year).translate(_DIGITS)}年{_small(day.month)}月{_small(day.day)}日"


def _block(line: str) -> Block:
    if line.startswith("> "):
        return Block("right", line[2:])
    if line.startswith("= "):
        return Block("centre", line[2:])
    return Block("text", line)


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and tables of a text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for is_row, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_row:
            rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in group)
            yield Block("table", rows=rows)
        else:
            yield from (_block(line) for line in group)


def whole_text(posting: Posting) -> str:
    """The text with what every official document adds: number on top, signature and date below."""
    head, tail = [], []
    template = posting.column.template
    if posting.document_number and template in NUMBER_IN_BODY:
        head.append(f"= {posting.document_number}")
    if posting.reposts:
        head.append(f"= {posting.reposts}")
    if posting.signed:
        day = posting.issued_on
        plain = f"{day.year}年{day.month}月{day.day}日"
        written = chinese_date(day) if template in CHINESE_DATES else plain
        tail = [f"> {posting.agency.name}", f"> {written}"]
    return "\n".join([*head, posting.text, *tail])


def _table(rows: tuple[tuple[str, ...], ...]) -> Markup:
    cells = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    return Markup('<table class="in" border="1" cellspacing="0" cellpadding="6">{}</table>').format(cells)


_PARAGRAPHS = {
    "text": Markup("<p>　　{}</p>"),
    "right": Markup('<p align="right">{}</p>'),
    "centre": Markup('<p align="center">{}</p>'),
}


def to_html(text: str) -> Markup:
    """The body as an editor of the portal would have left it."""
    parts = [
        _table(block.rows) if block.kind == "table" else _PARAGRAPHS[block.kind].format(escape(block.text))
        for block in blocks(text)
    ]
    return Markup("\n").join(parts)


EXCERPT_CHARS = 24
"""Enough to identify a text among a few hundred. A guess."""


def excerpt(text: str) -> str:
    """The beginning of the second paragraph, or of the only one, without white space."""
    paragraphs = [block.text for block in blocks(text) if block.kind == "text"]
    chosen = paragraphs[1] if len(paragraphs) > 1 else paragraphs[0]
    return "".join(chosen.split())[:EXCERPT_CHARS]
