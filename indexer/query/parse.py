"""What a person typed -> nodes. Nothing that can be typed is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.query.tree import All, Everything, Node, Not, Phrase, Words
from indexer.text import Segmenter, as_word, normalise_line, without_surrogates

MAX_CHARACTERS = 400
"""What is read of a query: more than any question of the public in a collection of 1,543 (a guess of what to
add), and few enough words that the slowest query stays bounded."""

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "「": '"', "」": '"', "『": '"', "』": '"'})
"""Whichever quotation marks an input method gives."""

PIECE = re.compile(
    r'(?:(?<=\s)|^)(?P<minus>[-－−])?"(?P<phrase>[^"]*)(?:"|$)|"(?P<inner>[^"]*)(?:"|$)'
    r'|(?:(?<=\s)|^)[-－−](?P<without>[^\s"]+)|(?P<words>[^"\s]+)'
)
"""A quoted phrase (a missing last quote is supplied), -"phrase", -word, or plain words."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query understood."""

    node: Node
    terms: tuple[str, ...]
    """Words and phrases looked for, each once: what to mark in a document."""
    cut: bool
    """Whether only the first MAX_CHARACTERS were read."""

    @property
    def browsing(self) -> bool:
        """Nothing was asked for."""
        return isinstance(self.node, Everything)


def parse(query: str, segmenter: Segmenter) -> ParsedQuery:
    """Words (any of them), "exact phrase" (required), -word and -"phrase" (excluded)."""
    query = without_surrogates(query).translate(QUOTES).strip()
    pieces = _read(query[:MAX_CHARACTERS])
    words = tuple(dict.fromkeys(w for text in pieces.plain for w in map(as_word, segmenter.cut(text)) if w))
    nodes: list[Node] = [Phrase(text) for text in pieces.phrases]
    if words:
        nodes.append(Words(words, "\n".join(pieces.plain)))
    nodes += [Not(Phrase(text)) for text in pieces.excluded]
    terms = tuple(dict.fromkeys((*pieces.phrases, *words)))
    return ParsedQuery(_joined(nodes), terms, cut=len(query) > MAX_CHARACTERS)


@dataclass(frozen=True, slots=True)
class _Pieces:
    plain: list[str]
    phrases: list[str]
    excluded: list[str]


def _read(query: str) -> _Pieces:
    pieces = _Pieces([], [], [])
    for found in PIECE.finditer(query):
        if found["words"] is not None:
            target, text = pieces.plain, found["words"]
        elif found["without"] is not None:
            target, text = pieces.excluded, found["without"]
        else:
            target = pieces.excluded if found["minus"] else pieces.phrases
            text = found["phrase"] or found["inner"] or ""
        text = normalise_line(text)
        if as_word(text) and text not in target:
            target.append(text)
    return pieces


def _joined(nodes: list[Node]) -> Node:
    if not nodes:
        return Everything()
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))
