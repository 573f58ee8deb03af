"""Cuts a text into pieces that the model knows: of all ways the likeliest (a unigram model, by Viterbi)."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from corpus.lazy_regex import lazy_regex

BLANK = "▁"
"""How a piece is written that begins a word."""
BLANKS = lazy_regex(r"\s+")
UNKNOWN_COSTS = 10.0
"""How much less likely than the least likely piece an unknown character is: as in SentencePiece."""
KEPT = lazy_regex(r"[▁\u0000-\u007e\u00b0-\u00d7\u2010-\u203b\u2460-\u2473\u3000-\u303f\u4e00-\u9fff]*")
"""Of what characters the pieces are that are kept: Chinese, ASCII, and the signs that Chinese texts have."""


class Pieces:
    """The known pieces by what they say."""

    def __init__(self, numbers: Mapping[str, int], scores: Sequence[float], unknown: int) -> None:
        """`scores`: of each in the order of `numbers`. Each is held once: there are a hundred thousand."""
        self._numbers = numbers
        self._unknown = unknown
        self._first = next(iter(numbers.values()))
        self._scores = array("d", scores)
        self._longest: dict[str, int] = {}
        """By how they begin, the most characters of pieces of two and more."""
        for piece in numbers:
            if len(piece) > self._longest.get(piece[:2], 1):
                self._longest[piece[:2]] = len(piece)
        self._penalty = min(scores) - UNKNOWN_COSTS

    def cut(self, text: str) -> list[int]:
        """Their numbers, in the order of the text."""
        text = BLANK + BLANKS.sub(BLANK, unicodedata.normalize("NFKC", text).strip())
        return [self._numbers.get(piece, self._unknown) for piece in self._likeliest(text)]

    def _likeliest(self, text: str) -> Iterable[str]:
        best, begins = [0.0] + [-inf] * len(text), [0] * (len(text) + 1)
        numbers, scores, first = self._numbers, self._scores, self._first
        for start in range(len(text)):
            reached = best[start]
            # A single character can always be passed over as unknown.
            if reached + self._penalty > best[start + 1]:
                best[start + 1], begins[start + 1] = reached + self._penalty, start
            longest = self._longest.get(text[start : start + 2], 1)
            for end in range(start + 1, min(start + longest, len(text)) + 1):
                number = numbers.get(text[start:end])
                if number is not None and reached + scores[number - first] > best[end]:
                    best[end], begins[end] = reached + scores[number - first], start
        found, end = [], len(text)
        while end:
            found.append(text[begins[end] : end])
            end = begins[end]
        return reversed(found)
