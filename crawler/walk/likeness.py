"""How much two texts, or two titles, have in common."""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher

from corpus.lazy_regex import lazy_regex

GRAM = 4
"""Characters of a piece: of shorter ones unrelated official texts share many. A guess."""

IN_COMMON = 0.3
"""Share of the shorter text's pieces that the other has where both are of one document. A guess: of a notice
and a document it is under 0.1, of a document and its revision over 0.6."""

COMPARED = 4_000
"""Characters of a text that are compared."""

SAME_TITLE = 0.5
"""Similarity (difflib) from which two titles name the same. A guess."""

SHORTEST_PART = 4
"""Characters of a title that say something where they stand in the other one."""

_NO_WORDS = lazy_regex(r"[a-z0-9]*\d[a-z0-9]*|[\W_]+")
"""Times, numbers of incidents, addresses and all that is no letter: notices differ in them."""

_NO_TITLE = lazy_regex(r"[\W_]+")
_CUT_SHORT = lazy_regex(r"[….．]+$")


def words(text: str) -> str:
    """The letters of a text, one after the other."""
    return _NO_WORDS.sub("", text[: 2 * COMPARED].lower())[:COMPARED]


def name(title: str) -> str:
    """The letters and digits of a title: numbers belong to it."""
    return _NO_TITLE.sub("", _CUT_SHORT.sub("", title.strip()).lower())


def digest(said: str) -> str:
    """Of words: the same for the same."""
    return hashlib.sha256(said.encode()).hexdigest()


def pieces(said: str) -> frozenset[str]:
    """The pieces of words that are compared."""
    return frozenset(said[start : start + GRAM] for start in range(max(1, len(said) - GRAM + 1))) - {""}


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Which part of the shorter text stands in the other one; 0 where one is empty."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def is_related(one: str, other: str) -> bool:
    """Whether two texts may be of one document."""
    return shared(pieces(words(one)), pieces(words(other))) >= IN_COMMON


def same_title(one: str, other: str) -> bool:
    """Whether two titles name the same, one of them perhaps cut short."""
    first, second = name(one), name(other)
    if not first or not second:
        return False
    shorter, longer = sorted((first, second), key=len)
    if shorter in longer and (len(shorter) >= SHORTEST_PART or shorter == longer):
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= SAME_TITLE
