"""The text of a document as blocks to lay out: paragraphs as on paper, tables in their own box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corpus.chinese_numerals import NUMERALS, from_chinese
from corpus.lazy_regex import lazy_regex
from indexer import Fragment, Highlighted, plain
from search_web.document.column_names import naming_row

BlockKind = Literal["paragraph", "section", "article", "salutation", "signature"]

NUMBER = rf"(?:[{NUMERALS}]+| ?[0-9０-９]{{1,4}} ?)"
"""Of a division or an article, in either kind of numerals."""

SECTION = lazy_regex(rf"^(?:第{NUMBER}([编篇章节])|[一二三四五六七八九十]+、)")
"""How official documents number what stands in bold: 一、 and, in rules, 第一章 (GB/T 9704-2012, 7.3.3)."""

ARTICLE = lazy_regex(rf"^第({NUMBER})条(?:之({NUMBER}))?(?=[\s　]|$|[\u4e00-\u9fff])")
"""How a rule numbers its articles."""

RANKS = "编篇章节"
"""Divisions of a rule or a plan, the largest first; what 一、 begins is smaller than these."""

FIRST_LEVEL, LAST_LEVEL = 3, 6
"""Of headings in the text: the page's title is h1, the text has an h2 of its own, and HTML ends with h6."""

MIN_CONTENTS = 3
"""Fewer headings, or fewer articles where there are none, need no list of contents. A guess."""

SECTION_CHARACTERS = 40
"""A longer numbered line is a paragraph of its own. A guess."""

SIGNED = lazy_regex(
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
    rank: str = ""
    """编, 篇, 章 or 节 of a section that is one."""
    level: int = FIRST_LEVEL
    """Of a section or an article: of its heading on the page."""
    anchor: str = ""
    """By which a link leads here."""


@dataclass(frozen=True, slots=True)
class Table:
    """Lines whose cells are separated by tabs; rows may differ in length."""

    rows: tuple[tuple[Highlighted, ...], ...]

    @property
    def naming_row(self) -> int | None:
        """The place of the row that names the columns, where one does."""
        return naming_row([[plain(cell) for cell in row] for row in self.rows])


def blocks(text: Highlighted) -> list[Paragraph | Table]:
    """The blocks of a text whose paragraphs are lines and whose table rows are lines with tabs."""
    lines = [line for line in map(_trimmed, split(text, "\n")) if line]
    laid_out: list[Paragraph | Table] = []
    for is_row, group in groupby(lines, key=lambda line: "\t" in plain(line)):
        if is_row:
            laid_out.append(Table(tuple(tuple(split(line, "\t")) for line in group)))
        else:
            laid_out.extend(paragraph(line) for line in group)
    return anchored(_signed(_addressed(laid_out)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a heading and the articles below it, or those before the first heading."""

    heading: Paragraph | None
    articles: tuple[Paragraph, ...] = ()


def contents(laid_out: Iterable[Paragraph | Table]) -> list[Entry]:
    """The headings and articles of a long text; empty for a short one."""
    found: list[Entry] = []
    for block in laid_out:
        if not isinstance(block, Paragraph) or not block.anchor:
            continue
        if block.kind == "section":
            found.append(Entry(block))
        elif found:
            found[-1] = replace(found[-1], articles=(*found[-1].articles, block))
        else:
            found.append(Entry(None, (block,)))
    lines = sum(one.heading is not None for one in found) or sum(len(one.articles) for one in found)
    return found if lines >= MIN_CONTENTS else []


def label(article: Paragraph) -> str:
    """第十二条, of an article; all of a heading."""
    text = plain(article.content)
    found = ARTICLE.match(text)
    return found.group(0) if found else text


def cut_head(article: Paragraph) -> tuple[Highlighted, Highlighted]:
    """第十二条, and what follows it; a mark that spans both is kept on both sides."""
    room, head, rest = len(label(article)), list[Fragment](), list[Fragment]()
    for fragment in article.content:
        head.append(replace(fragment, text=fragment.text[:room]))
        rest.append(Fragment(fragment.text[room:], fragment.marked) if room else fragment)
        room = max(0, room - len(fragment.text))
    return tuple(one for one in head if one.text), tuple(one for one in rest if one.text)


def anchored(laid_out: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """Headings get the level of their rank, and they and articles a name that links can lead to."""
    present = [rank for rank in RANKS if any(getattr(block, "rank", "") == rank for block in laid_out)]
    names: Counter[str] = Counter()
    anchored: list[Paragraph | Table] = []
    for block in laid_out:
        if isinstance(block, Paragraph) and (name := _name(block)):
            names[name] += 1
            repeated = f"-{names[name]}" if names[name] > 1 else ""
            depth = present.index(block.rank) if block.rank else len(present)
            block = replace(block, anchor=name + repeated, level=min(LAST_LEVEL, FIRST_LEVEL + depth))
        anchored.append(block)
    return anchored


def _name(block: Paragraph) -> str:
    """`t12` for 第十二条, `t12.1` for 第十二条之一, `s` for a heading; empty for what has none."""
    if block.kind == "section":
        return "s"
    if block.kind != "article":
        return ""
    found = ARTICLE.match(plain(block.content))
    numbers = [_value(part.strip()) for part in found.groups() if part] if found else []
    return "t" + ".".join(map(str, numbers)) if numbers and all(numbers) else ""


def _value(numeral: str) -> int | None:
    return int(numeral) if numeral.isdecimal() else from_chinese(numeral)


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


def paragraph(line: Highlighted) -> Paragraph:
    """A line as what it is by how it begins."""
    text = plain(line)
    section = SECTION.match(text)
    if section and len(text) <= SECTION_CHARACTERS and not text.endswith(SENTENCE_ENDS):
        return Paragraph("section", line, section.group(1) or "")
    return Paragraph("article" if ARTICLE.match(text) else "paragraph", line)


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
