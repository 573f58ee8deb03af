"""How two texts relate: figures first, then the kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.duplicates.align import Alignment, align
from indexer.duplicates.apart import Apart, texts_apart, titles_apart
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

LEAST_KEPT = 30
"""Characters that two texts must share to be the same. A guess."""

MOSTLY = 0.8
"""Share of what the larger text has more that a page's frame must be to leave it at that. A guess."""

LONGEST_NOTICE = 1_500
"""Characters of a notice around another document. A guess."""

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
class Text:
    """A text with its title, as it is compared."""

    whole: Prepared
    bare: Prepared
    """Without the sentences of forms and frames."""
    title: str | None
    plain: str
    """The title without what tells editions apart."""


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


def relate(ours: Text, theirs: Text) -> Relation | None:
    """The relation of two texts; None where they have nothing to do with each other."""
    if ours.whole.whole == theirs.whole.whole:
        apart = titles_apart(ours.title, theirs.title)
        return Relation(Kind.SERIES if apart else Kind.SAME, 1.0, 1.0, None, apart)
    found = figures(ours.bare, theirs.bare)
    if found.jaccard < LEAST_LOOKED and max(found.ours, found.theirs) < LEAST_INSIDE:
        return None
    kind: Kind | None
    if around := _standing_in(ours.whole, theirs.whole):
        kind, inside = _by_surroundings(around, ours, theirs)
        apart = titles_apart(ours.title, theirs.title) if kind is Kind.SAME else Apart("")
    else:
        laid = align(ours.bare, theirs.bare)
        kind, inside = _kind(found, laid, ours, theirs)
        apart = _apart(laid, ours, theirs, kind is Kind.REWRITTEN)
    if kind is None:
        return None
    if apart:
        kind, inside = Kind.SERIES, None
    similarity, containment = min(found.jaccard, 0.999), max(found.ours, found.theirs)
    return Relation(kind, round(similarity, 3), round(containment, 3), inside, apart)


def _apart(laid: Alignment, ours: Text, theirs: Text, reworded: bool) -> Apart:
    same_title = bool(ours.plain) and ours.plain == theirs.plain
    return titles_apart(ours.title, theirs.title) or texts_apart(laid, ours.bare.size, same_title, reworded)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and behind a text that stands whole inside another."""

    head: tuple[str, ...]
    tail: tuple[str, ...]
    size: int
    """Characters of the text inside."""
    inside: Side


def _standing_in(ours: Prepared, theirs: Prepared) -> Around | None:
    """Character by character, wherever lines were broken; None where neither stands in the other."""
    side: Side = "counterpart" if ours.size < theirs.size else "posting"
    smaller, larger = (ours, theirs) if side == "counterpart" else (theirs, ours)
    start = larger.joined.find(smaller.joined) if smaller.size >= LEAST_KEPT else -1
    if start < 0:
        return None
    head, tail, at = [], [], 0
    for line in larger.sentences:
        before, behind = line[: max(start - at, 0)], line[max(start + smaller.size - at, 0) :]
        head += [before] if before else []
        tail += [behind] if behind else []
        at += len(line)
    return Around(tuple(head), tuple(tail), smaller.size, side)


def _by_surroundings(around: Around, ours: Text, theirs: Text) -> tuple[Kind, Side | None]:
    """A page's frame makes no difference; a notice forwards; else it is a part."""
    outer = ours if around.inside == "posting" else theirs
    lines = [*around.head, *around.tail]
    title = ours.plain or theirs.plain or "\n"
    notice = sum(map(len, lines)) <= LONGEST_NOTICE
    if (
        notice
        and forwards([*lines, outer.plain])
        and not forwards([(theirs if outer is ours else ours).plain])
    ):
        return Kind.FORWARDS, around.inside
    if is_wrapper(around.head, around.tail, around.size, title):
        return Kind.SAME, None
    missing = sum(map(len, lines))
    if around.size >= EXTRACT_CUT * (around.size + missing):
        return Kind.REVISED, None
    return Kind.EXTRACT, around.inside


def _kind(found: Figures, laid: Alignment, ours: Text, theirs: Text) -> tuple[Kind | None, Side | None]:
    if _is_same(laid, ours.plain or theirs.plain or "\n"):
        return Kind.SAME, None
    side: Side = "counterpart" if ours.bare.size < theirs.bare.size else "posting"
    around = [line for line, _ in (laid.theirs if side == "counterpart" else laid.ours)]
    outer, inner = (theirs, ours) if side == "counterpart" else (ours, theirs)
    contained = max(found.ours, found.theirs) >= LEAST_INSIDE
    notice = sum(map(len, around)) <= LONGEST_NOTICE
    if contained and notice and forwards([*around, outer.plain]) and not forwards([inner.plain]):
        return Kind.FORWARDS, side
    if contained and _is_part(laid, ours.bare, theirs.bare):
        return Kind.EXTRACT, side
    stands = _paired(laid, ours.bare, theirs.bare)
    changed = laid.changed / max(laid.kept + laid.changed, 1)
    if changed >= REWRITTEN_CHANGED and stands >= LEAST_REWRITTEN and laid.likeness >= LIKENESS:
        return Kind.REWRITTEN, None
    least = LEAST_TITLED if ours.plain and ours.plain == theirs.plain else LEAST_ALIKE
    return (Kind.REVISED if found.jaccard >= least else None), None


def _is_same(laid: Alignment, title: str) -> bool:
    """Whether the texts differ in nothing but what stands around them."""
    if laid.changed or laid.inner or any(one != other for one, other in laid.numbered):
        return False
    for side in (laid.ours, laid.theirs):
        lines = [line for line, _ in side]
        head = [line for line, edge in side if edge == "head"]
        tail = [line for line, edge in side if edge == "tail"]
        if forwards(lines) or not is_wrapper(head, tail, laid.kept, title):
            return False
    return laid.kept >= LEAST_KEPT


def _is_part(laid: Alignment, ours: Prepared, theirs: Prepared) -> bool:
    """Whether the smaller text is a part of the larger, and not all of it with something dropped."""
    smaller, larger = sorted((ours.size, theirs.size))
    missing = laid.theirs if ours.size < theirs.size else laid.ours
    whole = all(edge != "within" for _, edge in missing)
    extra = laid.ours if missing is laid.theirs else laid.theirs
    head = [line for line, edge in extra if edge == "head"]
    tail = [line for line, edge in extra if edge == "tail"]
    if is_wrapper(head, tail, smaller, "\n") and sum(map(len, head + tail)) >= (larger - smaller) * MOSTLY:
        return False
    return smaller <= (EXTRACT_CUT if whole else EXTRACT_SIZE) * larger


def _paired(laid: Alignment, ours: Prepared, theirs: Prepared) -> float:
    """Share of both texts in sentences that stand for each other."""
    one = 1 - laid.only_ours / max(ours.size, 1)
    other = 1 - laid.only_theirs / max(theirs.size, 1)
    return min(one, other)
