"""The heading among a page's text runs: where it stands, how it is broken into lines, what it begins with."""

from __future__ import annotations

import re
from itertools import accumulate, dropwhile, pairwise, takewhile
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import issuer, labels, numbers, title
from crawler.extract.marked_headings import MAX_TITLE, MIN_ABOVE, is_path
from crawler.extract.publication import AMONG, BRACKETS, LED, STAMP, signed_day
from crawler.pages.markup import dense, squeeze

_LABELLED = lazy_regex(
    r"^(?:[\u4e00-\u9fff]{2,5}[:：].{0,3}|[\u4e00-\u9fff]{1,4}"
    r"[人者员号类位门构关型期数量次源辑编审核校对签发稿图摄影像间点址话式别目性室题词态办自制送报处字译版督班文码度率价额]"
    r"[:：].{0,12})$"
)
"""A label that is none of those known, with a short value: 发布人：…; 青山村：小食堂… is a heading."""

_MOMENT = lazy_regex(
    r"^[\u4e00-\u9fff]{1,4}(?:时间|日期)\s?[:：]\s?(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}\s?[-./月][\s\d:日时分秒]{1,20}$"
)
"""A day under a label that is none of those known, as it stands in the line below a heading: 签署时间：…"""

_DAY = lazy_regex(r"(?:19|20)\d{2}(?:[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|年(?:0\d月\d{1,2}|\d{1,2}月0\d)日)")
"""A day as machines write it: no heading has one."""

_ORDER_NUMBER = lazy_regex(
    r"^[（(〔\[]?(?:(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年)?第?(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,6})号[)）〕\]]?$"
)
"""The number of an order, as it stands on a line of its own below 某市人民政府令."""

_DIGITS = lazy_regex(r"\d+$")
_LETTER = lazy_regex(r"[A-Za-z\u4e00-\u9fff]")
_MARK = lazy_regex(
    r"^[（(〔\[]?[^，。]{0,12}[〕\]）)]?第[\d一二三四五六七八九十百零〇]{1,6}号[)）]?$"
    r"|^(?:全文|条款|部分)?(?:有效|失效|废止|修改|修订)$"
    r"|^[【\[（(]?(?:19|20)\d{2}年第?\d{1,3}[期号](?:[（(]总第?\d{1,4}[期号][)）])?[】\])）]?[【\[（(|｜]?$"
)
_SITE = lazy_regex(r"(?:https?://|\bwww\.)[\w.-]{4,60}|(?:门户网站|政府网站?|信息网)$")
"""The name of a site, or its address, as it stands before the day of a line below a heading."""

_CODE = lazy_regex(r"^(?=\S*\d)[0-9A-Za-z][0-9A-Za-z/_.-]{6,40}$")
"""An index number, as a table of metadata has it below its label."""

MOST_MARKS = 4
"""Lines of a number, a body, a moment, or a document's force, that stand below a heading. A guess."""

_OPENING = ("（", "(")
"""A heading that begins so goes on from a number: 某海关公告2024年第3号（关于…的公告）."""

NEAR_DATELINE = 3
"""Labels with which the line of date and source may begin, such as 编辑. A guess."""

HEADING_LINES = 4
"""Lines that a heading is broken into at most. A guess."""


def in_full(heading: str, parts: list[labels.Chunk], named: list[str]) -> str:
    """The heading with the lines that it begins or goes on with, or the body, on lines of their own.

    `named`: what the page may be called; lines above or below that one of them has are the heading's.
    """
    if whole := _with_lines(heading, parts, named):
        return whole
    if not heading.startswith("关于"):
        return heading
    for above, part in pairwise(parts):
        if part.text == heading and issuer.is_name(above.text) and not above.linked and _alike(above, part):
            return above.text + heading
    return heading


def with_order(heading: str, parts: list[labels.Chunk]) -> str:
    """The name of an order with the number below it: 某市人民政府令第76号, as orders are called."""
    if not heading.endswith("令"):
        return heading
    below = (under.text for one, under in pairwise(parts) if dense(one.text) == dense(heading))
    number = next((dense(text) for text in below if _ORDER_NUMBER.match(dense(text))), "")
    return heading + number


def numbered_heading(text: list[str], parts: list[labels.Chunk], heading: str) -> int:
    """1 where the first line is an order's number that is marked as a heading or ends it; else 0.

    Any number in brackets is such a one.
    """
    first = text[0] if len(text) > 1 else ""
    if "令" in heading and _ORDER_NUMBER.match(dense(first)) and heading.endswith(dense(first)):
        return 1
    numbered = (first.startswith(_OPENING) or "令" in first) and numbers.alone(first) is not None
    return int(numbered and any(part.text == first and _is_ranked([part]) for part in parts))


def _with_lines(heading: str, parts: list[labels.Chunk], named: list[str]) -> str | None:
    """What the page may be called that is the heading and lines around it; None where nothing is."""
    known = dense(heading)
    flat = {name: dense(name) for name in named if "\t" not in name}
    longer = {name: whole for name, whole in flat.items() if len(whole) > len(known)}
    behind = {whole: name for name, whole in longer.items() if whole.endswith(known)}
    ahead = {whole: name for name, whole in longer.items() if whole.startswith(known)}
    for at in (at for at, part in enumerate(parts) if longer and part.text == heading):
        before = parts[max(at - HEADING_LINES + 1, 0) : at]
        above = takewhile(_is_plain if heading.startswith(_OPENING) else _is_line, reversed(before))
        below = takewhile(_is_line, parts[at + 1 : at + HEADING_LINES])
        for text in accumulate(above, lambda under, line: line.text + under, initial=heading):
            if whole := behind.get(dense(text)):
                return whole
        for text in accumulate(below, lambda over, line: over + line.text, initial=heading):
            if whole := ahead.get(dense(text)):
                return whole
    return None


def _is_line(part: labels.Chunk) -> bool:
    """Whether a text run may be a line of a heading: no label, number or body."""
    return _is_plain(part) and not is_mark(part.text) and not _DAY.search(part.text)


def _is_plain(part: labels.Chunk) -> bool:
    return not (part.linked or labels.is_label(part.text))


def _alike(one: labels.Chunk, other: labels.Chunk) -> bool:
    """Whether two cells are neighbours of one form, but for a number in it, or lines of one cell."""
    if one.cell is None or other.cell is None or one.cell is other.cell:
        return one.cell is other.cell
    return _form(one.cell) == _form(other.cell) and one.cell.getnext() is other.cell


def _form(cell: Any) -> tuple[str, dict[str, str]]:
    return cell.tag, {name: _DIGITS.sub("", value) for name, value in cell.attrib.items()}


def heading_lines(text: list[str], heading: str, parts: list[labels.Chunk], told: list[str]) -> int:
    """How many lines at a text's head are the page's heading: they say the title, and nothing above does.

    But for a label: what it is `told` to be called is no heading.
    """
    above = dense("".join(part.text for part in parts if part.before_body and not part.linked))
    if above.count(dense(heading)) > told.count(heading) or heading.endswith("。"):
        return 0
    heads = ("".join(map(dense, text[:count])) for count in range(1, HEADING_LINES + 1))
    return next(
        (count for count, head in enumerate(heads, start=1) if head == dense(heading) and count < len(text)),
        0,
    )


def with_dateline(text: list[str], head: int) -> int:
    """Lines of a heading, and of the line of date and source below it; none where none stands there."""
    below = text[head] if 0 < head < len(text) - 1 else ""
    return head + 1 if STAMP.match(below) or LED.match(below) else 0


def above_dateline(parts: list[labels.Chunk], least: int = MIN_ABOVE) -> list[str]:
    """The cell right above the line of date and source or the metadata: the heading, however marked up."""
    for at, chunk in enumerate(parts[1:], start=1):
        dateline = any(is_dateline(part.text) for part in takewhile(_is_item, parts[at : at + NEAR_DATELINE]))
        if dateline or labels.is_label(chunk.text):
            above = _without_marks(parts[:at])
            heading = title.without_edges(last_cell(above))
            if (_is_labelled(heading) and not _is_ranked(above)) or is_path(heading):
                continue
            if STAMP.match(heading):
                continue
            label = parts[at - 2].text.rstrip() if at > 1 else ""
            valued = label.endswith(("：", ":")) and labels.is_label(label)
            if valued or (not dateline and not title.is_heading(heading)):
                continue
            if least <= len(dense(heading)) <= MAX_TITLE and not labels.is_label(heading):
                return [heading]
    return []


def _is_labelled(line: str) -> bool:
    """Whether a line is a label and a short value, and not a body and what it did: 市供销社：农资下沉."""
    return bool(_LABELLED.match(line)) and not issuer.is_name(re.split("[:：]", line)[0])


def _is_ranked(parts: list[labels.Chunk]) -> bool:
    """Whether the last text run stands in an element that is a heading."""
    return bool(parts) and parts[-1].cell is not None and parts[-1].cell.tag in ("h1", "h2", "h3", "h4")


def _without_marks(parts: list[labels.Chunk]) -> list[labels.Chunk]:
    """Text runs without those at their end that say a number or whether a document is in force."""
    marks = dropwhile(lambda part: is_mark(part.text), reversed(parts[-MOST_MARKS:]))
    return parts[:-MOST_MARKS] + list(marks)[::-1]


def is_mark(text: str) -> bool:
    """Whether a text is what stands below headings: a number, a body, a document's force."""
    code = _CODE.match(text.strip())
    said = bool(code or _MARK.match(dense(text)) or title.is_number(text) or numbers.alone(text))
    said = said or bool(_SITE.search(text))
    return said or issuer.is_name(text) or issuer.is_press(text) or not _LETTER.search(text)


def is_dateline(text: str) -> bool:
    """Whether a text is the line of date and source, or begins it."""
    if (
        labels.opens_dateline(text)
        or any(form.match(text) for form in (STAMP, LED, _MOMENT))
        or signed_day(text)
        or _is_day_and_labels(text)
    ):
        return True
    among = AMONG.match(text)
    named = text[: among.start(1)].strip(BRACKETS) if among else ""
    said = named.split()[-1:]
    called = issuer.is_name(named) or issuer.is_office(named) or bool(numbers.alone(named))
    return called or any(map(labels.is_label, said))


def _is_day_and_labels(text: str) -> bool:
    """Whether a text is a day and, right behind it, values with their labels: 2022/3/9来源：…"""
    first, *labelled = (labels.pieces(text) if len(text) <= MAX_TITLE else []) or [""]
    return bool(labelled) and bool(STAMP.match(first)) and all(map(labels.is_label, labelled))


def _is_item(part: labels.Chunk) -> bool:
    """Whether a text run may stand in the line of date and source."""
    return is_dateline(part.text) or labels.is_label(part.text)


def last_cell(parts: list[labels.Chunk]) -> str:
    """What the last cell says; nothing where it is a link."""
    if not parts or parts[-1].linked:
        return ""
    same = takewhile(lambda part: part.cell is parts[-1].cell, reversed(parts))
    return squeeze("".join(part.text for part in reversed(list(same))))
