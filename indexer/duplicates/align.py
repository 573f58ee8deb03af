"""Two texts laid side by side, sentence by sentence: what is kept, changed, only in one of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal

from indexer.duplicates.prepared import Prepared, mask
from indexer.duplicates.titles import Slot

ALIKE = 0.4
"""Share of pairs of characters that two sentences must have in common to be one that was changed."""

CLOSE = 0.75
"""Share from which no closer sentence is looked for."""

LONGEST = 400
"""Characters of a sentence that are compared within; longer ones are rows of tables. A guess."""

MOST_SENTENCES = 3_000
"""Only so many from the beginning are laid side by side: bounds the time."""

MOST_WITHIN = 150
"""Pairs of sentences that are compared within: bounds the time of very long texts."""

NEAR = 2
"""Places that a changed sentence may have moved within a stretch. A guess."""


Edge = Literal["head", "tail", "within"]


@dataclass
class Alignment:
    """Sizes are characters of our text unless they say otherwise."""

    kept: int = 0
    """In sentences that both have, numbers aside."""
    changed: int = 0
    """In sentences that were changed within."""
    likeness: float = 0.0
    """Share that changed sentences have in common, by their size."""
    within: list[tuple[str, str]] = field(default_factory=list)
    """Those of the changed sentences that are compared within."""
    numbered: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of sentences, ours and theirs, that stand for each other."""
    ours: list[tuple[str, Edge]] = field(default_factory=list)
    """Sentences only we have, and at which end of the text, or within."""
    theirs: list[tuple[str, Edge]] = field(default_factory=list)

    @cached_property
    def slots(self) -> list[Slot]:
        """What was exchanged within changed sentences."""
        return [slot for one, other in self.within for slot in _slots(one, other)]

    @property
    def only_ours(self) -> int:
        return sum(len(line) for line, _ in self.ours)

    @property
    def only_theirs(self) -> int:
        return sum(len(line) for line, _ in self.theirs)

    @property
    def inner(self) -> int:
        """Characters added or dropped between sentences that both have."""
        return sum(len(line) for line, edge in (*self.ours, *self.theirs) if edge == "within")


def align(ours: Prepared, theirs: Prepared) -> Alignment:
    """Lay two texts side by side."""
    one, other = ours.masked[:MOST_SENTENCES], theirs.masked[:MOST_SENTENCES]
    result = Alignment()
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    common = [block for block in blocks if block[0] == "equal"]
    first, last = (common[0], common[-1]) if common else (None, None)
    for tag, i, j, k, m in blocks:
        if tag == "equal":
            result.kept += sum(map(len, ours.sentences[i:j]))
            result.numbered += zip(ours.sentences[i:j], theirs.sentences[k:m], strict=True)
            continue
        edge: Edge = "head" if first is None or i < first[1] else "tail"
        if first and last and first[1] <= i < last[2]:
            edge = "within"
        _pair_up(result, ours.sentences[i:j], theirs.sentences[k:m], edge)
    result.ours += [(line, "tail") for line in ours.sentences[MOST_SENTENCES:]]
    result.theirs += [(line, "tail") for line in theirs.sentences[MOST_SENTENCES:]]
    if result.changed:
        result.likeness /= result.changed
    return result


def _pair_up(result: Alignment, ours: Sequence[str], theirs: Sequence[str], edge: Edge) -> None:
    """Changed sentences within a stretch, in order; what finds no partner is only in one text."""
    at = 0
    for line in ours:
        best = max(_likely(line, theirs, at, len(ours)), default=None)
        if best is None:
            result.ours.append((line, edge))
            continue
        ratio, place = best[0], -best[1]
        result.theirs += [(other, edge) for other in theirs[at:place]]
        result.changed += len(line)
        result.likeness += ratio * len(line)
        result.numbered.append((line, theirs[place]))
        if len(result.within) < MOST_WITHIN:
            result.within.append((line, theirs[place]))
        at = place + 1
    result.theirs += [(other, edge) for other in theirs[at:]]


def _likely(line: str, theirs: Sequence[str], start: int, ours: int) -> Iterator[tuple[float, int]]:
    reach = max(NEAR, len(theirs) - ours) + 1
    for place in range(start, min(start + reach, len(theirs))):
        other = theirs[place]
        ratio = _dice(line, other)
        if ratio >= ALIKE:
            yield ratio, -place
            if ratio >= CLOSE:
                return


def _dice(line: str, other: str) -> float:
    """Share of pairs of neighbouring characters that two sentences have in common, numbers aside (Dice)."""
    if 2 * min(len(line), len(other)) < ALIKE * (len(line) + len(other)):
        return 0.0
    one, two = _pairs(line), _pairs(other)
    return 2 * len(one & two) / max(len(one) + len(two), 1)


@lru_cache(maxsize=8_192)
def _pairs(line: str) -> frozenset[str]:
    return frozenset(a + b for a, b in itertools.pairwise(mask(line)))


def _slots(ours: str, theirs: str) -> Iterator[Slot]:
    matcher = SequenceMatcher(None, ours[:LONGEST], theirs[:LONGEST], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield Slot(ours[i:j], theirs[k:m], ours[j : j + 3])
