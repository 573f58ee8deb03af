"""Words marked in a text, and the passage that shows best why a document was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heapreplace
from itertools import islice

from corpus.lazy_regex import lazy_regex
from corpus.unseen import without_unseen
from indexer.searching.answers import Fragment, Highlighted
from indexer.searching.spelt_terms import SpeltTerm
from indexer.text import unwrapped

MOST_CHARACTERS = 400_000
"""What is searched for a passage; the beginning of a longer document serves as well. A guess."""
MOST_MARKS = 5_000
"""Marks weighed for a passage."""
BEFORE = 30
"""How far a passage reaches back to begin with a sentence. A guess."""

SENTENCE_END = lazy_regex(r"[。！？；!?;]|\n")
BLANKS = lazy_regex(r"\s+")
BLANKS_IN_LINE = lazy_regex(r"[^\S\n]+")
AROUND = 200
"""Characters about a break that tell whether a sentence goes on over it. A guess."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of a term."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Best:
    """The place of a text that tells most."""

    weight: float
    """Of the different terms there; 0 where no term stands."""
    start: int
    """Of its first term; 0 where there is none."""


class Marker:
    """Finds normalised terms in texts, wherever and however they are written there."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = sorted(filter(None, set(terms)), key=lambda term: (-len(term), term))
        self._spelt = list(map(SpeltTerm, self._terms))

    def mark(self, text: str, here: int = -1) -> Highlighted:
        """The text in fragments, the terms marked; of overlapping ones the first, and the longest.

        `here`: where the best passage begins.
        """
        pieces, at = [], 0
        for one in self.find(text):
            if one.start > at:
                pieces.append(Fragment(text[at : one.start], False))
            pieces.append(Fragment(text[one.start : one.end], True, one.start == here))
            at = one.end
        if at < len(text):
            pieces.append(Fragment(text[at:], False))
        return tuple(pieces)

    def passage(self, text: str, start: int, length: int) -> Highlighted:
        """About `length` characters from the sentence in which `start` lies; in one line."""
        text = text[:MOST_CHARACTERS]
        start, end = _bounds(text, start, length)
        flat = BLANKS.sub(" ", unwrapped(without_unseen(text[start:end]))).strip()
        shown = (ELLIPSIS if start > 0 else "") + flat + (ELLIPSIS if end < len(text.rstrip()) else "")
        return self.mark(shown)

    def best(self, text: str, weights: Mapping[str, float], length: int) -> Best:
        """Where within `length` characters the most, and the weightiest, terms stand."""
        return _best(list(islice(self.find(text[:MOST_CHARACTERS]), MOST_MARKS)), weights, length)

    def find(self, text: str) -> Iterator[Mark]:
        """Where terms stand, in order; of those that begin together the longest, and none over another."""
        near = [
            (hit[0], number, hit[1]) for number, term in enumerate(self._spelt) if (hit := term.search(text))
        ]
        heapify(near)
        at = 0
        while near:
            start, number, end = near[0]
            if start >= at:
                at = end
                if "\n" not in text[start:end] or _reads_on(text, start, end):
                    yield Mark(start, end, self._terms[number])
            if further := self._spelt[number].search(text, at):
                heapreplace(near, (further[0], number, further[1]))
            else:
                heappop(near)


def _reads_on(text: str, start: int, end: int) -> bool:
    """Whether a term that reaches over a break of the line does so within a sentence."""
    around = unwrapped(text[max(0, start - AROUND) : end + AROUND])
    return "".join(text[start:end].split()) in BLANKS_IN_LINE.sub("", around)


@lru_cache(maxsize=64)
def marker(terms: tuple[str, ...]) -> Marker:
    """The marker of these terms; a page of results and the documents opened from it ask for the same."""
    return Marker(terms)


def _best(marks: Sequence[Mark], weights: Mapping[str, float], length: int) -> Best:
    """The greatest weight of different terms in a window of `length`."""
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
    return Best(best, place)


def _bounds(text: str, place: int, length: int) -> tuple[int, int]:
    """From the beginning of a sentence shortly before, if there is one, to the end of one, if it is near."""
    earliest = max(0, place - BEFORE)
    ends = [found.end() for found in SENTENCE_END.finditer(text, earliest, place)]
    start = ends[-1] if ends else earliest
    end = min(len(text), start + length)
    late = [found.end() for found in SENTENCE_END.finditer(text, start + length * 2 // 3, end)]
    return start, (late[-1] if late and end < len(text) else end)
