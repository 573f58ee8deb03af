"""Numbers of items of lists in OpenDocument texts: counted by who shows them (ODF 1.2, 16.30)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.attachments.container import attribute, descend, integer, local
from crawler.attachments.counted_lists import LEVELS, CountedList, Counter, Level

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac", "１": "decimalFullWidth",
}  # fmt: skip
"""By how a format begins: 一, 二, 三, ... is one."""

OUTLINE = "\0outline"
"""Name of the style of headings: it has none of its own."""

_PLACE = lazy_regex(r"%(\d)%")


def numbers(body: Any, roots: Sequence[Any], skipped: Collection[str]) -> dict[Any, str]:
    """The number of each paragraph that has one; elements called `skipped` are not shown.

    `roots` hold the styles of lists and of the outline; of two of one name the first's counts.
    """
    styles = {
        name: dict(_levels(style))
        for root in reversed(roots)
        for style in (*descend(root, "list-style"), *descend(root, "outline-style"))
        if (name := OUTLINE if local(style) == "outline-style" else attribute(style, "name"))
    }
    counted = _Counted(styles) if styles else None
    return dict(counted.of(body, skipped)) if counted else {}


class _Counted:
    def __init__(self, styles: dict[str, dict[int, Level]]) -> None:
        self._styles = styles
        self._counter = Counter()
        self._latest: dict[str, str] = {}
        """Of each style, and of each list's id, what its numbers are counted under."""
        self._begun = 0

    def of(self, body: Any, skipped: Collection[str]) -> Iterator[tuple[Any, str]]:
        stack = [(one, "", 0) for one in reversed(body)]
        while stack:
            element, style, level = stack.pop()
            kind = local(element)
            if kind in skipped:
                continue
            if kind == "list":
                style, level = attribute(element, "style-name") or style, level + 1
                if level == 1:
                    self._begin(element, style)
            elif kind == "list-item" and 0 < level <= LEVELS:
                first = next(iter(element), None)
                if (
                    first is not None
                    and local(first) in ("p", "h")
                    and (said := self._count(style, level - 1, attribute(element, "start-value")))
                ):
                    yield first, said
            elif kind == "h" and not style and (said := self._of_heading(element)):
                yield element, said
            stack += [(one, style, level) for one in reversed(element)]

    def _of_heading(self, heading: Any) -> str:
        if attribute(heading, "is-list-header") == "true":
            return ""
        level = integer(attribute(heading, "outline-level") or "1") - 1
        if attribute(heading, "restart-numbering") != "true":
            return self._count(OUTLINE, level)
        own = self._styles.get(OUTLINE, {}).get(level, Level())
        return self._count(OUTLINE, level, attribute(heading, "start-value") or str(own.start))

    def _begin(self, element: Any, style: str) -> None:
        """Count on where the list says that it goes on, else from the beginning."""
        after = attribute(element, "continue-list")
        goes_on = attribute(element, "continue-numbering") == "true"
        known = self._latest.get(after) if after else self._latest.get(style) if goes_on else None
        if known is None:
            self._begun += 1
            known = f"{style} {self._begun}"
        self._latest[style] = known
        if name := attribute(element, "id"):
            self._latest[name] = known

    def _count(self, style: str, level: int, start: str = "") -> str:
        """The next number at a level of a style; `start` is where it begins anew."""
        levels = self._styles.get(style, {})
        if level not in levels:
            return ""
        key, restarted = self._latest.get(style, style), frozenset[int]()
        name = key
        if start:
            self._begun += 1
            name, restarted = f"{key} {self._begun}", frozenset((level,))
            levels = levels | {level: replace(levels[level], start=integer(start))}
        return self._counter.count(name, CountedList(levels, key, restarted), level).strip()


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    for one in style:
        at = integer(attribute(one, "level")) - 1
        if not 0 <= at < LEVELS:
            continue
        if local(one) not in ("list-level-style-number", "outline-level-style"):
            yield at, Level(form="bullet")
            continue
        form = _FORMS.get((attribute(one, "num-format") or " ")[0], "none")
        text = _PLACE.sub(r"%\1", attribute(one, "num-list-format")) or _affixed(one, at)
        yield at, Level(integer(attribute(one, "start-value") or "1"), form, text)


def _affixed(level: Any, at: int) -> str:
    """Its number and those of the levels above that it shows, between what stands before and behind."""
    count = min(max(integer(attribute(level, "display-levels")), 1), at + 1)
    places = ".".join(f"%{place + 1}" for place in range(at + 1 - count, at + 1))
    if not attribute(level, "num-format"):
        places = ""
    return f"{attribute(level, 'num-prefix')}{places}{attribute(level, 'num-suffix')}"
