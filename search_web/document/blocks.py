"""The text of a document as blocks to lay out: paragraphs as on paper, tables in their own box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from indexer import Fragment, Highlighted, plain

BlockKind = Literal["paragraph", "section", "salutation", "signature"]

SECTION = re.compile(r"^(第[一二三四五六七八九十百零〇]+[章节编]|[一二三四五六七八九十]+、)")
"""How official documents number what stands in bold: 一、 and, in rules, 第一章 (GB/T 9704-2012, 7.3.3)."""

SECTION_CHARACTERS = 40
"""A longer numbered line is a paragraph of its own. A guess."""

SIGNED = re.compile(
    r"^[12][0-9]{3} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日$"
    r"|^[一二][〇○零Ｏ一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日$"
)
"""The date that ends a document, in either kind of numerals."""

SIGNER_CHARACTERS = 30
"""A longer line above the date is text, not the name of who signs. A guess."""

SENTENCE_ENDS = ("。", "；", "，", "：", "！", "？")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text."""

    kind: BlockKind
    content: Highlighted


@dataclass(frozen=True, slots=True)
class Table:
    """Lines whose cells are separated by tabs; rows may differ in length."""

    rows: tuple[tuple[Highlighted, ...], ...]


def blocks(text: Highlighted) -> list[Paragraph | Table]:
    """The blocks of a text whose paragraphs are lines and whose table rows are lines with tabs."""
    lines = [line for line in map(_trimmed, split(text, "\n")) if line]
    laid_out: list[Paragraph | Table] = []
    for is_row, group in groupby(lines, key=lambda line: "\t" in plain(line)):
        if is_row:
            laid_out.append(Table(tuple(tuple(split(line, "\t")) for line in group)))
        else:
            laid_out.extend(Paragraph(_kind(plain(line)), line) for line in group)
    return _signed(_addressed(laid_out))


def split(marked: Highlighted, separator: str) -> Iterator[Highlighted]:
    """Cut at a separator; a mark that spans it is kept on both sides."""
    piece: list[Fragment] = []
    for fragment in marked:
        first, *rest = fragment.text.split(separator)
        piece.append(replace(fragment, text=first))
        for part in rest:
            yield tuple(piece)
            piece = [Fragment(part, fragment.marked)]
    yield tuple(piece)


def _trimmed(line: Highlighted) -> Highlighted:
    """Without white space at its ends (the indent is the style sheet's) and empty fragments."""
    fragments = [fragment for fragment in line if fragment.text]
    if "\t" in plain(line):
        return tuple(fragments)
    while fragments and not fragments[0].text.strip():
        fragments.pop(0)
    while fragments and not fragments[-1].text.strip():
        fragments.pop()
    if fragments:
        fragments[0] = replace(fragments[0], text=fragments[0].text.lstrip())
        fragments[-1] = replace(fragments[-1], text=fragments[-1].text.rstrip())
    return tuple(fragments)


def _kind(line: str) -> BlockKind:
    if SECTION.match(line) and len(line) <= SECTION_CHARACTERS and not line.endswith(SENTENCE_ENDS):
        return "section"
    return "paragraph"


def _addressed(laid_out: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """A first paragraph that ends with a colon names those it is addressed to."""
    first = laid_out[0] if laid_out else None
    if isinstance(first, Paragraph) and plain(first.content).endswith(("：", ":")):
        laid_out[0] = Paragraph("salutation", first.content)
    return laid_out


def _signed(laid_out: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """A date alone on its line, and a short name above it, are signatures."""
    for position, block in enumerate(laid_out):
        if isinstance(block, Paragraph) and SIGNED.match(plain(block.content)):
            laid_out[position] = Paragraph("signature", block.content)
            above = laid_out[position - 1] if position else None
            if isinstance(above, Paragraph) and _is_signer(plain(above.content)):
                laid_out[position - 1] = Paragraph("signature", above.content)
    return laid_out


def _is_signer(line: str) -> bool:
    return len(line) <= SIGNER_CHARACTERS and not line.endswith(SENTENCE_ENDS)
