"""Two texts broken alike: one of them may have its lines cut or joined otherwise, as what was pasted has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from corpus.lazy_regex import lazy_regex
from indexer.duplicates import CELL

_ENDS = lazy_regex("(?<=[。；！？;!?])")

GAIN = 0.2
"""Of the shorter text's characters: so many more must stand beside their own by sentences. A guess."""


def relaid(left: str, right: str) -> tuple[str, str]:
    """As they are, or both a sentence a line where that lays more of the one beside the other."""
    by_sentences = _sentences(left), _sentences(right)
    gain = _common(*by_sentences) - _common(left.split("\n"), right.split("\n"))
    if gain <= GAIN * min(len(left), len(right)):
        return left, right
    return "\n".join(by_sentences[0]), "\n".join(by_sentences[1])


def _sentences(text: str) -> list[str]:
    """Whatever lines they are on; rows of tables stay."""
    parts: list[str] = []
    for row, together in groupby(map(str.strip, text.split("\n")), lambda line: CELL in line):
        lines = list(together)
        parts += lines if row else _ENDS.split("".join(lines))
    return [part.strip() for part in parts if part.strip()]


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Characters of lines that both have."""
    both = Counter("".join(line.split()) for line in ours) & Counter("".join(line.split()) for line in theirs)
    return sum(len(line) * count for line, count in both.items())
