"""The day that a row of a list shows: beside its link, in or below it, in a column, on a calendar leaf."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from corpus.lazy_regex import lazy_regex
from crawler.pages import dates

LONGEST_BELOW = 80
"""Characters of a line below a title that says its day. A guess."""

LEAVES = frozenset(("div", "span", "p", "td", "dt", "time", "i", "em", "b"))
MOST_LEAVES, LONGEST_LEAF = 12, 14
"""What a calendar leaf is made of, how many are looked at, and its characters: 06 above 2023-05. Guesses."""

LONGEST_SCRIPT = 200
"""Characters of a script that may write the day of a row, and holds no list. A guess."""

WITHIN_LEAF = 8
"""Nodes within a calendar leaf. A guess; it bounds the work."""

HEADS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "dt")
"""What the heading of a list is made of, where lists are parted by days."""

BELOW = {"dt": "dd", **dict.fromkeys(("h2", "h3", "h4", "h5"), "p")}
"""What follows a title of a list, where it is not of the same kind."""

_DAY_APART = lazy_regex(r"(?<!\d)((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})(?![\d-])")
_POSTED = lazy_regex(r"^(?:信息)?(?:发布|公开|公布)(?:日期|时间)$")
_TIP = lazy_regex(r"(?:发布|更新|发表)(?:时间|日期)\s*[:：]\s*(\S{6,11})")
_YEAR = lazy_regex(r"((?:19|20)\d{2})\s*年?度?")
_MONTH_AND_DAY = lazy_regex(r"[\[(（【]?(\d{1,2})\s*[-./月]\s*(\d{1,2})日?[\])）】]?")
_FOLDER = lazy_regex(r"/((?:19|20)\d{2})[-/]?(\d{2})/")
"""What a file was put into, by its month: /czxx/202502/P020250218.pdf."""

SEVERAL = 2
"""So many days in a row are told apart by the names of their columns."""


def shown_day(element: Tag, link: Tag) -> date | None:
    """The day that a row shows for what its link leads to."""
    row = element if element.name == "tr" else element.parent if element.name == "td" else None
    if row is not None and (posted := _posted(row)):
        return posted
    inside = _texts(link)
    own = {id(text) for text in inside}
    outside = [text for text in _texts(element) if id(text) not in own]
    if element is link:
        outside = _trailing(link)
    for source in (outside, list(reversed(inside))):
        words = " ".join(str(text) for text in source)
        if day := dates.parse(words) or _split_day(words):
            return day
    if day := next(filter(None, map(dates.of_short_year, map(str, outside))), None):
        return day
    if day := _day_in_leaf(element) or (_day_below(element) if element is not link else None):
        return day
    return _day_of_group(element, outside) or _day_of_tip(link)


def day_in_folder(element: Tag, url: str) -> date | None:
    """The day of a row that shows month and day alone: [02-18], of the year of the folder of that month."""
    folder = _FOLDER.search(url)
    if folder is None:
        return None
    shown = (_MONTH_AND_DAY.fullmatch(str(text).strip()) for text in _texts(element))
    days = (one[2] for one in shown if one and int(one[1]) == int(folder[2]))
    return next((dates.parse(f"{folder[1]}-{folder[2]}-{day}") for day in days), None)


def _texts(element: Tag) -> list[NavigableString]:
    """As `find_all(string=True)`, which takes several times as long."""
    return [node for node in element.descendants if isinstance(node, NavigableString)]


def _day_in_leaf(element: Tag) -> date | None:
    """The day of a calendar leaf that is an element of its own, whatever else the row says."""
    leaves = (node for node in element.descendants if isinstance(node, Tag) and node.name in LEAVES)
    before = ""
    for leaf in islice(leaves, MOST_LEAVES):
        if leaf.name == "time" and (day := dates.parse(str(leaf.get("datetime") or ""))):
            return day
        words = leaf.get_text(" ", strip=True) if _is_small(leaf) else ""
        if not words or len(words) > LONGEST_LEAF:
            before = ""
            continue
        if day := _split_day(words) or (before and _split_day(f"{before} {words}")) or None:
            return day
        before = words
    return None


def _is_small(element: Tag) -> bool:
    return sum(1 for _ in islice(element.descendants, WITHIN_LEAF)) < WITHIN_LEAF


def _day_of_tip(link: Tag) -> date | None:
    """The day that the tip of a link says, with its title."""
    said = _TIP.search(str(link.get("title") or ""))
    return dates.parse(said[1]) if said else None


def _day_of_group(element: Tag, outside: list[NavigableString]) -> date | None:
    """The day that is the heading of the list that a row stands in, or its year above the row's day."""
    above = element.parent.find_previous_sibling(True) if element.parent else None
    if not isinstance(above, Tag) or above.name not in HEADS or not _is_small(above) or above.find("a"):
        return None
    words = above.get_text(" ", strip=True)
    if (year := _YEAR.fullmatch(words)) and (day := _of_year(year[1], outside)):
        return day
    return dates.parse(words) if len(words) <= LONGEST_LEAF else None


def _of_year(year: str, texts: list[NavigableString]) -> date | None:
    found = (_MONTH_AND_DAY.fullmatch(str(text).strip()) for text in texts)
    return next((dates.parse(f"{year}-{one[1]}-{one[2]}") for one in found if one), None)


def _posted(row: Tag) -> date | None:
    """The day in the column of a table that says when documents were published, where it has several."""
    cells = row.find_all(["td", "th"], recursive=False)
    if sum(dates.parse(cell.get_text(" ")) is not None for cell in cells) < SEVERAL:
        return None
    table = row.find_parent("table")
    heads = table.find("tr") if isinstance(table, Tag) else None
    names = heads.find_all(["td", "th"], recursive=False) if isinstance(heads, Tag) else []
    for name, cell in zip(names, cells, strict=False):
        if _POSTED.search("".join(name.get_text().split())):
            return dates.parse(cell.get_text(" "))
    return None


def _day_below(element: Tag) -> date | None:
    """The day on the line that follows a title: a <dd>, a row of a table, a paragraph."""
    below = element.find_next_sibling(True)
    if not isinstance(below, Tag) or below.name != BELOW.get(element.name, element.name) or below.find("a"):
        return None
    words = below.get_text(" ", strip=True)
    return dates.parse(words) if len(words) <= LONGEST_BELOW else None


def _trailing(link: Tag) -> list[NavigableString]:
    """The text between this link and the next one."""
    found: list[NavigableString] = []
    for node in link.next_siblings:
        if isinstance(node, Tag):
            if node.name == "a" or node.find("a"):
                break
            if node.name == "script" and len(node.get_text()) > LONGEST_SCRIPT:
                continue
            found.extend(_texts(node))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            found.append(node)
    return found


def _split_day(words: str) -> date | None:
    """The day in a calendar leaf: 16 above 2020-12, or 2020 above 12-16."""
    plain = dates.normalise(words)
    if leaf := _DAY_APART.search(plain):
        rest = plain[: leaf.start()] + " " + plain[leaf.end() :]
        if day := re.fullmatch(r"\D*(\d{1,2})\D*", rest):
            return dates.parse(f"{leaf.group(1)}-{leaf.group(2)}-{day.group(1)}")
    leaf = re.fullmatch(r"\D*(\d{1,2})[-./月](\d{1,2})日?\s+((?:19|20)\d{2})\D*", plain)
    swapped = re.fullmatch(r"\D*((?:19|20)\d{2})年?\s+(\d{1,2})[-./月](\d{1,2})日?\D*", plain)
    if leaf:
        return dates.parse(f"{leaf.group(3)}-{leaf.group(1)}-{leaf.group(2)}")
    return dates.parse("-".join(swapped.groups())) if swapped else None
