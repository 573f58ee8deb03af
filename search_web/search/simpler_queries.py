"""Queries to try when one finds nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTES = re.compile('["“”„＂]')

EXCLUSION = re.compile(r"(?:^|(?<=\s))[-－−]\S+")
"""A word that must not occur, as the query language has it."""

WORDS_OFFERED = 5
"""Single words offered of a longer query. A guess."""


@dataclass(frozen=True, slots=True)
class Simpler:
    """A query that asks for less, and what following it does."""

    query: str
    advice: str


def simpler(query: str) -> list[Simpler]:
    """Without quotes, without exclusions, each word alone; only what differs from the query."""
    bare = _spaced(QUOTES.sub(" ", query))
    kept = _spaced(EXCLUSION.sub(" ", query))
    words = _spaced(EXCLUSION.sub(" ", bare)).split()
    offered = []
    if bare and bare != query:
        offered.append(Simpler(bare, "去掉引号，不要求原样出现"))
    if kept and kept != query:
        offered.append(Simpler(kept, "去掉减号后面要排除的词"))
    if len(words) > 1:
        unique = list(dict.fromkeys(words))[:WORDS_OFFERED]
        offered += [Simpler(word, f"只检索“{_short(word)}”") for word in unique]
    return offered


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _short(word: str) -> str:
    return word if len(word) <= 20 else word[:20] + "…"
