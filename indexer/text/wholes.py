"""What is one though signs or blanks stand within it: COVID-19, GB/T 28001, 3.5%, 2019年5月15日, 2020—2022年.

The segmenter cuts it up; as a word of its own it is found whole, however it is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex

MOST_PARTS = 6
"""Parts of a compound; longer runs are addresses of pages and files. A guess."""

LONGEST = 4
"""Parts that are taken together: gb, t, 28001 and 2011. A guess."""

_COMPOUND = lazy_regex(
    r"(?<![a-z0-9])[a-z0-9]+(?:(?:[-/_.]|(?<=[a-z]) (?=v?\d)|(?<=\d) (?=[a-z](?![a-z])))[a-z0-9]+)+"
)
_PART = lazy_regex("[a-z0-9]+")
_LETTER = lazy_regex("[a-z]")

_YEAR, _TWO = r"(?:19|20)\d\d", r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR_APART = lazy_regex(f"{_YEAR} ")
"""May be a year, which is no part of what stands after a blank: 2024 a股."""
_UNIT = lazy_regex("[a-z](?![\u4e00-\u9fff])")
"""Stands after a figure and not a year: 2000 w."""
_DAY = lazy_regex(rf"(?<![\d./-])({_YEAR})[年./-]({_TWO})[月./-]({_TWO})(?:日|号|(?![\d./-]))")
_UNTIL = lazy_regex(rf"[至到-](?:{_TWO}月)?{_TWO}[日号]")
"""Until when what begins on a day: its year stands before."""
_YEARS = lazy_regex(rf"(?<![\d./-])({_YEAR})年?(?:-|至|到)({_YEAR})(?![\d./-])")
_FIGURE = lazy_regex(r"(?<![a-z\d./-])(\d+(?:\.\d+)+)([%‰]?)|(?<![a-z\d./-])(\d+[%‰])")


@dataclass(frozen=True, slots=True)
class Whole:
    """One thing in a normalised text."""

    start: int
    end: int
    word: str
    """As the index has it."""
    parts_tell: bool
    """Whether its parts say something by themselves: years and letters, but not the 3 and 5 of 3.5%."""


def wholes(text: str) -> list[str]:
    """Words for all that is one in a normalised text, beside those that the segmenter cuts."""
    found = list(_compounds(text))
    for one in _figures(text):
        found.append(one.word)
        if one.word[-1] in "%‰":
            found.append(one.word[:-1])
    return found


def asked_whole(text: str) -> list[Whole]:
    """What a query has of it, in order, none within another."""
    found = [
        *_figures(text),
        *(
            Whole(start, one.end(), "".join(parts), True)
            for one in _COMPOUND.finditer(text)
            if (start := _begin(text, one.start(), one.end())) < one.end()
            and _LETTER.search(text, start, one.end())
            and len(parts := _PART.findall(text, start, one.end())) <= LONGEST
        ),
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    return [one for number, one in enumerate(found) if not number or one.start >= found[number - 1].end]


def _begin(text: str, start: int, end: int) -> int:
    """Where what is one begins in a compound: behind a year; at the end where nothing is left to be one."""
    year = _YEAR_APART.match(text, start, end)
    if year is None or (year.end() + 1 == end and _UNIT.match(text, year.end())):
        return start
    lettered = [part for part in _PART.findall(text, year.end(), end) if _LETTER.search(part)]
    return year.end() if len(lettered) > 1 else end


def _figures(text: str) -> Iterator[Whole]:
    for day in _DAY.finditer(text):
        year, month, number = day.groups()
        until = _UNTIL.match(text, day.end()) or day
        yield Whole(day.start(), until.end(), f"{year}年{int(month)}月{int(number)}日", True)
    for years in _YEARS.finditer(text):
        yield Whole(years.start(), years.end(), "-".join(years.groups()), True)
    for figure in _FIGURE.finditer(text):
        if not _DAY.match(text, figure.start()):
            yield Whole(figure.start(), figure.end(), figure.group(), False)


def _compounds(text: str) -> Iterator[str]:
    """Each run of a few neighbouring parts with a letter in it, as one word: gbt28001, wifi, covid19."""
    for run in _COMPOUND.finditer(text):
        parts = _PART.findall(run.group())
        if len(parts) > MOST_PARTS or not _LETTER.search(run.group()):
            continue
        for start in range(len(parts)):
            for end in range(start + 2, min(start + LONGEST, len(parts)) + 1):
                word = "".join(parts[start:end])
                if _LETTER.search(word):
                    yield word
