"""Words marked in a text, and the passage that shows best why a document was found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.answers import Fragment, Marked
from indexer.text import CHINESE

MOST_CHARACTERS = 400_000
"""What is searched for a passage; the beginning of a longer document serves as well. A guess."""
MOST_MARKS = 5_000
"""Marks weighed for a passage."""
BEFORE = 30
"""How far a passage reaches back to begin with a sentence. A guess."""

FULL_WIDTH = 0xFEE0
"""From an ASCII character to its full-width form."""
BRACKETS = {"(": "(\\[（［〔【〖", ")": ")\\]）］〕】〗"}
SENTENCE_END = re.compile(r"[。！？；!?;]|\n")
BLANKS = re.compile(r"\s+")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    term: str


def mark(text: str, terms: Sequence[str]) -> Marked:
    """The text in fragments, the normalised terms marked wherever and however they are written."""
    return _fragments(text, _marks(text, terms))


def passage(text: str, weights: Mapping[str, float], length: int) -> Marked:
    """The passage of about `length` characters with the most, and the rarest, of the terms; in one line."""
    text = text[:MOST_CHARACTERS]
    marks = _marks(text, tuple(weights))[:MOST_MARKS]
    start, end = _bounds(text, _best(marks, weights, length), length)
    flat = BLANKS.sub(" ", text[start:end]).strip()
    shown = (ELLIPSIS if start > 0 else "") + flat + (ELLIPSIS if end < len(text.rstrip()) else "")
    return mark(shown, tuple(weights))


def _marks(text: str, terms: Sequence[str]) -> list[_Mark]:
    if not terms:
        return []
    named = sorted(set(terms), key=lambda term: (-len(term), term))
    found = []
    for hit in _pattern(tuple(named)).finditer(text):
        found.append(_Mark(hit.start(), hit.end(), named[(hit.lastindex or 1) - 1]))
    return found


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """The longest term first; in each, every spelling that normalisation takes for the same."""
    return re.compile("|".join(f"({_spellings(term)})" for term in terms), re.IGNORECASE)


def _spellings(term: str) -> str:
    pieces = []
    for character, following in zip(term, term[1:] + " ", strict=True):
        pieces.append(_spelling(character))
        if IS_CHINESE.match(character) or IS_CHINESE.match(following):
            pieces.append(r"[^\S\n]*")
    return "".join(pieces[:-1] if pieces[-1].startswith("[^") else pieces)


IS_CHINESE = re.compile(f"[{CHINESE}]")


def _spelling(character: str) -> str:
    if character == " ":
        return r"\s+"
    if character in BRACKETS:
        return f"[{BRACKETS[character]}]"
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + FULL_WIDTH)}]"
    return re.escape(character)


def _fragments(text: str, marks: Sequence[_Mark]) -> Marked:
    pieces, at = [], 0
    for one in marks:
        if one.start > at:
            pieces.append(Fragment(text[at : one.start], False))
        pieces.append(Fragment(text[one.start : one.end], True))
        at = one.end
    if at < len(text):
        pieces.append(Fragment(text[at:], False))
    return tuple(pieces)


def _best(marks: Sequence[_Mark], weights: Mapping[str, float], length: int) -> int:
    """Where the window of `length` with the greatest weight of different terms begins; 0 without marks."""
    best, place, weight, first = 0.0, 0, 0.0, 0
    inside: dict[str, int] = {}
    for one in marks:
        inside[one.term] = inside.get(one.term, 0) + 1
        if inside[one.term] == 1:
            weight += weights[one.term]
        while one.end - marks[first].start > length and marks[first] is not one:
            gone = marks[first].term
            inside[gone] -= 1
            if inside[gone] == 0:
                weight -= weights[gone]
            first += 1
        if weight > best:
            best, place = weight, marks[first].start
    return place


def _bounds(text: str, place: int, length: int) -> tuple[int, int]:
    """From the beginning of a sentence shortly before, if there is one, to the end of one, if it is near."""
    earliest = max(0, place - BEFORE)
    ends = [found.end() for found in SENTENCE_END.finditer(text, earliest, place)]
    start = ends[-1] if ends else earliest
    end = min(len(text), start + length)
    late = [found.end() for found in SENTENCE_END.finditer(text, start + length * 2 // 3, end)]
    return start, (late[-1] if late and end < len(text) else end)
