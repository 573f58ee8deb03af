"""Normalised terms as texts may have them: in other characters, with blanks, hyphens or breaks within."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from corpus.lazy_regex import lazy_regex
from indexer.text import CHINESE, UNSEEN, other_characters, other_signs, spellings

PATTERNS_KEPT = 4_096
"""Patterns of terms that are kept, some 4 KB each. A guess."""

FULL_WIDTH = 0xFEE0
"""From an ASCII character to its full-width form."""
BRACKETS = {"(": "(\\[（［〔【〖", ")": ")\\]）］〕】〗"}


class SpeltTerm:
    """One term, and how it is found. Immutable, for several threads."""

    def __init__(self, term: str) -> None:
        self._term = term
        self._pattern = _loose_pattern(term) if term.isalnum() else pattern(term)

    def search(self, text: str, at: int = 0) -> tuple[int, int] | None:
        """Where it stands first from a place on, and where it ends there."""
        while found := self._pattern.search(text, at):
            if found.end() - found.start() == len(self._term):
                return found.span()
            if exactly := pattern(self._term).match(text, found.start()):
                return exactly.span()
            at = found.start() + 1
        return None


@lru_cache(maxsize=PATTERNS_KEPT)
def pattern(term: str) -> re.Pattern[str]:
    """Of every spelling of a term: made anew it takes as long as finding it in ten texts."""
    return re.compile(_spellings(term, _between), re.IGNORECASE)


@lru_cache(maxsize=PATTERNS_KEPT)
def _loose_pattern(term: str) -> re.Pattern[str]:
    """Of letters, figures and characters with any signs within: made in a tenth of the time.

    Nothing that may stand within a term is one of its characters, so that what is as long as the term is
    the term, and what begins elsewhere is none.
    """
    return re.compile(_spellings(term, lambda *_: r"[\W_]*"), re.IGNORECASE)


def _spellings(term: str, between: Callable[[str, str, str], str]) -> str:
    """A pattern of every spelling that normalisation takes for the same."""
    pieces = []
    others = other_characters(term)
    for character, following, other in zip(term, term[1:] + " ", others, strict=True):
        pieces.append(_spelling(character, other))
        pieces.append(between(term, character, following))
    return "".join(pieces[:-1])


def _between(term: str, character: str, following: str) -> str:
    """A pattern of what may stand between two characters of a term: blanks, a break of the line, a hyphen."""
    if IS_CHINESE.match(character) or IS_CHINESE.match(following):
        return GAP
    if not (ALNUM.match(character) and ALNUM.match(following)):
        return HIDDEN
    if character.isdigit() and following.isdigit():
        return f"[,， \u00a0\u2009\u202f{UNSEEN}]?"
    if character.isdigit() != following.isdigit():
        return f"[-‐–—/_. {UNSEEN}]?" if len(term) <= LONGEST_COMPOUND else HIDDEN
    return f"[-‐–/_{UNSEEN}]?" if len(term) <= LONGEST_COMPOUND else HIDDEN


IS_CHINESE = lazy_regex(f"[{CHINESE}]")
ALNUM = lazy_regex("[a-z0-9]")
HIDDEN = f"[{UNSEEN}]*"
GAP = rf"(?:[^\S\n]|[{UNSEEN}])*(?:\n(?:[^\S\n]|[{UNSEEN}])*)?"
"""One break at most: an empty line ends a paragraph."""
LONGEST_COMPOUND = 16
"""Letters and figures that may be written apart: gb/t 28001. A guess."""


def _spelling(character: str, others: str = "") -> str:
    if signs := other_signs(character):
        return signs
    if character == " ":
        return r"\s+"
    if character in BRACKETS:
        return f"[{BRACKETS[character]}]"
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + FULL_WIDTH)}]"
    written = "".join(map(spellings, character + others))
    return f"[{written}]" if len(written) > 1 else re.escape(character)
