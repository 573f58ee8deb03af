"""How two texts relate: figures first, then the kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.duplicates.align import Alignment, align
from indexer.duplicates.apart import Apart, plain_title, texts_apart, titles_apart
from indexer.duplicates.model import Kind, Side
from indexer.duplicates.prepared import Prepared
from indexer.duplicates.wrappers import forwards, is_wrapper

LEAST_ALIKE = 0.55
"""Jaccard of shingles from which texts under different titles are the same document, revised."""

LEAST_TITLED = 0.3
"""The same for texts under one title."""

LEAST_INSIDE = 0.8
"""Share of the smaller text that stands in the larger when it is inside it."""

LEAST_LOOKED = 0.25
"""Jaccard from which sentences are laid side by side: what 15 % of words exchanged leave, with room below."""

LEAST_REWRITTEN = 0.85
"""Share of both texts in sentences that stand for each other, in a rewriting."""

REWRITTEN_CHANGED = 0.5
"""Share of the text in changed sentences from which it is rewritten rather than revised."""

LIKENESS = 0.55
"""What changed sentences of a rewriting have in common at least, on the average."""

EXTRACT_SIZE = 0.6
"""Up to this share of the larger, a text that stands inside it is an extract, however it was cut."""

EXTRACT_CUT = 0.88
"""Likewise, when it is one piece: nothing is dropped within."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What the comparison of a posting with a counterpart found."""

    kind: Kind
    similarity: float
    containment: float
    contained_in: Side | None
    apart: Apart


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of shingles."""

    jaccard: float
    ours: float
    """Of our text that stands in theirs."""
    theirs: float


def figures(ours: Prepared, theirs: Prepared) -> Figures:
    """Exact Jaccard and containment of the masked texts."""
    shared = len(np.intersect1d(ours.grams, theirs.grams, assume_unique=True))
    one, other = len(ours.grams), len(theirs.grams)
    return Figures(shared / max(one + other - shared, 1), shared / max(one, 1), shared / max(other, 1))


def relate(
    ours: Prepared, theirs: Prepared, our_title: str | None, their_title: str | None
) -> Relation | None:
    """The relation of two texts; None where they have nothing to do with each other."""
    found = figures(ours, theirs)
    if found.jaccard < LEAST_LOOKED and max(found.ours, found.theirs) < LEAST_INSIDE:
        return None
    laid = align(ours, theirs)
    apart = _apart(laid, ours, theirs, our_title, their_title)
    kind, inside = _kind(found, laid, ours, theirs, our_title, their_title)
    if kind is None:
        return None
    if apart and (kind in (Kind.SAME, Kind.REVISED, Kind.REWRITTEN) or found.jaccard >= LEAST_ALIKE):
        kind, inside = Kind.SERIES, None
    similarity = 1.0 if ours.whole == theirs.whole else min(found.jaccard, 0.999)
    return Relation(kind, round(similarity, 3), round(max(found.ours, found.theirs), 3), inside, apart)


def _apart(
    laid: Alignment, ours: Prepared, theirs: Prepared, our_title: str | None, their_title: str | None
) -> Apart:
    if ours.whole == theirs.whole:
        return Apart("")
    one, other = plain_title(our_title), plain_title(their_title)
    return titles_apart(our_title, their_title) or texts_apart(laid, ours.size, bool(one) and one == other)


def _kind(
    found: Figures,
    laid: Alignment,
    ours: Prepared,
    theirs: Prepared,
    our_title: str | None,
    their_title: str | None,
) -> tuple[Kind | None, Side | None]:
    titles = plain_title(our_title), plain_title(their_title)
    if ours.whole == theirs.whole or _is_same(laid, ours, theirs, titles):
        return Kind.SAME, None
    if inside := _inside(found, laid, ours, theirs):
        around = laid.ours if inside == "posting" else laid.theirs
        outer = titles[0] if inside == "posting" else titles[1]
        passed_on = forwards([line for line, _ in around] + ([outer] if outer else []))
        return (Kind.FORWARDS if passed_on else Kind.EXTRACT), inside
    stands = _paired(laid, ours, theirs)
    changed = laid.changed / max(laid.kept + laid.changed, 1)
    if changed >= REWRITTEN_CHANGED and stands >= LEAST_REWRITTEN and laid.likeness >= LIKENESS:
        return Kind.REWRITTEN, None
    least = LEAST_TITLED if titles[0] and titles[0] == titles[1] else LEAST_ALIKE
    return (Kind.REVISED if found.jaccard >= least else None), None


def _is_same(laid: Alignment, ours: Prepared, theirs: Prepared, titles: tuple[str, str]) -> bool:
    """Whether the texts differ in nothing but what stands around them."""
    if laid.changed or laid.inner or any(one != other for one, other in laid.numbered):
        return False
    size = min(ours.size, theirs.size)
    title = titles[0] or titles[1] or "\n"
    sides = [[line for line, _ in side] for side in (laid.ours, laid.theirs)]
    return laid.kept > 0 and all(is_wrapper(side, size, title) and not forwards(side) for side in sides)


def _inside(found: Figures, laid: Alignment, ours: Prepared, theirs: Prepared) -> Side | None:
    """In which of the texts the other stands."""
    smaller, larger = sorted((ours.size, theirs.size))
    if max(found.ours, found.theirs) < LEAST_INSIDE:
        return None
    ratio = smaller / max(larger, 1)
    missing = laid.theirs if ours.size < theirs.size else laid.ours
    whole = not any(not edge for _, edge in missing)
    if ratio > (EXTRACT_CUT if whole else EXTRACT_SIZE):
        return None
    return "counterpart" if ours.size < theirs.size else "posting"


def _paired(laid: Alignment, ours: Prepared, theirs: Prepared) -> float:
    """Share of both texts in sentences that stand for each other."""
    one = 1 - laid.only_ours / max(ours.size, 1)
    other = 1 - laid.only_theirs / max(theirs.size, 1)
    return min(one, other)
