"""Cuts a document into the passages that are given a vector each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex

LONGEST = 320
"""Characters of a passage: with its title it is about 256 pieces, as many as the model reads."""
LEAST = LONGEST // 2
"""From where on a passage ends with a sentence."""
MOST = 64
"""Passages of one document: 20,000 characters; what comes later is found by its words. A guess."""

_SENTENCE_END = lazy_regex(r"[。；！？;!?]|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text."""

    start: int
    """Where it begins, in characters."""
    written: str
    """What the model reads: the title, and the piece."""


def passages(title: str, text: str) -> Iterator[Passage]:
    """At least one, in the order of the text."""
    begin = 0
    for _ in range(MOST):
        end = _end(text, begin)
        yield Passage(begin, f"{title}\n{text[begin:end].strip()}")
        begin = end
        if begin >= len(text):
            return


def _end(text: str, begin: int) -> int:
    """After the last sentence that ends within the length."""
    if len(text) - begin <= LONGEST:
        return len(text)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, begin + LEAST, begin + LONGEST)]
    return ends[-1] if ends else begin + LONGEST
