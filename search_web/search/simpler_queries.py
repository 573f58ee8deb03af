"""Queries to try when one finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.query import Piece, pieces, unquoted

QUOTES = "“”‘’「」『』"
"""Typography around a word, which alone would ask for exactly that."""

WORDS_OFFERED = 5
"""Single words offered of a longer query. A guess."""


@dataclass(frozen=True, slots=True)
class SimplerQuery:
    """A query that asks for less, and what following it does."""

    query: str
    advice: str


def simpler_queries(query: str) -> list[SimplerQuery]:
    """Without quotes, without exclusions, each word alone; only what differs from the query."""
    typed = list(pieces(query))
    kept = [piece for piece in typed if not piece.excluded]
    offered = []
    if bare := unquoted(query):
        offered.append(SimplerQuery(bare, "去掉引号，不要求原样出现"))
    if kept and len(kept) < len(typed):
        offered.append(SimplerQuery(_joined(piece.source for piece in kept), "去掉减号后面要排除的词"))
    words = list(dict.fromkeys(_words(kept)))
    if len(words) > 1:
        offered += [SimplerQuery(word, f"只检索“{_short(word)}”") for word in words[:WORDS_OFFERED]]
    return offered


def _words(kept: list[Piece]) -> Iterator[str]:
    for piece in kept:
        if piece.kind == "field":
            yield piece.source
        else:
            yield from (word for part in piece.text.split() if (word := part.strip(QUOTES)))


def _joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())


def _short(word: str) -> str:
    return word if len(word) <= 20 else word[:20] + "…"
