"""How two texts relate: figures first, then the kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.duplicates.align import Alignment, align
from indexer.duplicates.model import NO_DUPLICATES, Kind, Side
from indexer.duplicates.prepared import Prepared
from indexer.duplicates.series import Signs, share_changed, texts_apart
from indexer.duplicates.texts import Figures, Relation, Text, figures
from indexer.duplicates.titles import (
    Apart,
    is_part,
    matters_apart,
    other_rank,
    place_of,
    places_apart,
    titles_apart,
)
from indexer.duplicates.wrappers import forwards, is_wrapper
from indexer.text.correcting import corrects_by_title
from indexer.text.numbers import document_key

LEAST_ALIKE = 0.55
"""Jaccard of shingles from which texts under different titles are the same document, revised."""

LEAST_TITLED = 0.3
"""The same for texts under one title."""

LEAST_INSIDE = 0.8
"""Share of the smaller text that stands in the larger when it is inside it."""

LEAST_LOOKED = 0.25
"""Jaccard from which sentences are laid side by side: what 15 % of words exchanged leave, with room below."""

LEAST_LOOKED_INSIDE = 0.5
"""Likewise, of the smaller text that stands in the larger. A guess."""

LEAST_PART = 0.93
"""Share of a text that must stand in another of its title to be a part of it: less, and it is an edition."""

LEAST_QUOTED = 0.97
"""Share of an amending text that must stand in what it amends to be worth telling. A guess."""

PART_CHANGED = 0.2
"""Share of figures that may be others in a part."""

LEAST_REWRITTEN = 0.8
"""Share of both texts in sentences that stand for each other, in a rewriting."""

REWRITTEN_CHANGED = 0.5
"""Share of the text in changed sentences from which it is rewritten rather than revised."""

MOST_REWRITTEN = 0.9
"""Jaccard from which the words are the same, however long the sentences in which some were changed (tables).
A guess."""

LIKENESS = 0.55
"""What changed sentences of a rewriting have in common at least, on the average."""

LEAST_KEPT = 30
"""Characters that two texts must share to be the same. A guess."""

LONGEST_NOTICE = 1_500
"""Characters of a notice around another document. A guess."""

EXTRACT_SIZE = 0.6
"""Up to this share of the larger, a text that stands inside it is an extract, however it was cut."""

EXTRACT_CUT = 0.88
"""Likewise, when it is one piece under another title: nothing is dropped within."""

SEVERAL, MOST_OF_TWO = 2, 0.35
"""A text with a single sentence more or less was revised, unless that sentence is most of it. A guess."""

WHOLE = (Kind.SAME, Kind.REVISED)


def relate(ours: Text, theirs: Text, series: bool = True) -> Relation | None:
    """The relation of two texts; None where they have nothing to do with each other.

    Where a `series` is not asked for, what the titles alone tell of one may be None, too: it takes less time.
    """
    found, notice = _by_texts(ours, theirs, series), _notice(ours, theirs)
    if notice is None:
        return found
    if found is None or found.kind in NO_DUPLICATES:
        return _correcting(notice, ours, theirs)
    if found.kind is Kind.SAME:
        return replace(found, corrects=notice)
    return replace(found, kind=Kind.CORRECTS, corrects=notice, printed=found.kind)


def _by_texts(ours: Text, theirs: Text, series: bool) -> Relation | None:
    if ours.whole.joined == theirs.whole.joined:
        apart = titles_apart(ours.title, theirs.title)
        return Relation(Kind.SERIES if apart else Kind.SAME, 1.0, 1.0, None, apart)
    found = figures(ours.bare, theirs.bare)
    if found.jaccard < LEAST_LOOKED and max(found.ours, found.theirs) < LEAST_LOOKED_INSIDE:
        return None
    kind: Kind | None
    if around := _standing_in(ours.whole, theirs.whole):
        kind, inside = _by_surroundings(around, ours, theirs)
        apart = titles_apart(ours.title, theirs.title) if kind in WHOLE else Apart("")
    elif not series and titles_apart(ours.title, theirs.title):
        return None
    else:
        laid = align(ours.whole, theirs.whole)
        kind, inside = _kind(found, laid, ours, theirs)
        apart = _apart(laid, ours, theirs, kind) if kind else Apart("")
    if kind is None:
        return None
    if apart:
        kind, inside = Kind.SERIES, None
    similarity, containment = min(found.jaccard, 0.999), max(found.ours, found.theirs)
    return Relation(kind, round(similarity, 3), round(containment, 3), inside, apart)


def _notice(ours: Text, theirs: Text) -> Side | None:
    """Which of the two is a notice that corrects the other by its title, if one is."""
    if places_apart(ours.agency, theirs.agency):
        return None
    if corrects_by_title(ours.title, theirs.title):
        return "posting"
    return "counterpart" if corrects_by_title(theirs.title, ours.title) else None


def _correcting(notice: Side, ours: Text, theirs: Text) -> Relation:
    found = figures(ours.bare, theirs.bare)
    containment = max(found.ours, found.theirs)
    similarity = round(found.jaccard, 3)
    return Relation(Kind.CORRECTS, similarity, round(containment, 3), None, Apart(""), notice)


def _apart(laid: Alignment, ours: Text, theirs: Text, kind: Kind) -> Apart:
    if kind is Kind.FORWARDS:
        return titles_apart(ours.title, theirs.title)
    places = place_of(ours.plain), place_of(theirs.plain)
    reworded = kind is Kind.REWRITTEN
    signs = Signs(_same_title(ours, theirs), reworded, places, _other_source(ours, theirs))
    return (
        titles_apart(ours.title, theirs.title)
        or texts_apart(laid, ours.whole, theirs.whole, signs)
        or matters_apart(ours.plain, theirs.plain, ours.whole.joined, theirs.whole.joined)
    )


def _same_title(ours: Text, theirs: Text) -> bool:
    return bool(ours.plain) and ours.plain == theirs.plain


def _other_source(ours: Text, theirs: Text) -> bool:
    """Whether agencies of two places issued them, or one agency under two numbers."""
    if places_apart(ours.agency, theirs.agency):
        return True
    numbers = [document_key(text.number) if text.number else None for text in (ours, theirs)]
    return None not in numbers and numbers[0] != numbers[1] and ours.agency == theirs.agency


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
    """A page's frame makes no difference; a notice forwards; else it is a part, or has something added."""
    outer, inner = (ours, theirs) if around.inside == "posting" else (theirs, ours)
    lines = [*around.head, *around.tail]
    if _is_notice(lines, outer, inner):
        return Kind.FORWARDS, around.inside
    title = ours.plain or theirs.plain or "\n"
    if is_wrapper(around.head, around.tail, around.size, title, outer.whole.stopped):
        return Kind.SAME, None
    if _is_part(around.size, lines, True, _cut_titled(outer, inner)):
        return Kind.EXTRACT, around.inside
    return Kind.REVISED, None


def _is_notice(around: list[str], outer: Text, inner: Text) -> bool:
    """Whether what one text has more is a notice that forwards the other."""
    short = sum(map(len, around)) <= LONGEST_NOTICE
    return short and forwards([*around, outer.plain]) and not forwards([inner.plain])


def _cut_titled(outer: Text, inner: Text) -> bool:
    """Whether the smaller text's title leaves open that it is a part."""
    return not _same_title(outer, inner) or is_part(inner.title)


def _is_part(size: int, missing: list[str], whole: bool, cut_titled: bool) -> bool:
    """Whether so much of a text is a part of it, and not all of it with something dropped."""
    share = size / max(size + sum(map(len, missing)), 1)
    if len(missing) < SEVERAL and share >= MOST_OF_TWO:
        return False
    return share <= (EXTRACT_CUT if whole and cut_titled else EXTRACT_SIZE)


def _kind(found: Figures, laid: Alignment, ours: Text, theirs: Text) -> tuple[Kind | None, Side | None]:
    if _is_same(laid, ours, theirs):
        return Kind.SAME, None
    side: Side = "counterpart" if ours.whole.size < theirs.whole.size else "posting"
    outer, inner = (theirs, ours) if side == "counterpart" else (ours, theirs)
    missing = laid.theirs if side == "counterpart" else laid.ours
    lines = [line for line, _ in missing]
    contained = max(found.ours, found.theirs)
    if contained >= LEAST_INSIDE and _is_notice(lines, outer, inner):
        return Kind.FORWARDS, side
    if other_rank(ours.plain, theirs.plain) and contained < LEAST_QUOTED:
        return None, None
    whole = all(edge != "within" for _, edge in missing)
    least = LEAST_PART if _same_title(ours, theirs) else LEAST_INSIDE
    kept = contained >= least and share_changed(laid) <= PART_CHANGED
    if kept and _is_part(inner.whole.size, lines, whole, _cut_titled(outer, inner)):
        return Kind.EXTRACT, side
    return _changed(found, laid, ours, theirs), None


def _changed(found: Figures, laid: Alignment, ours: Text, theirs: Text) -> Kind | None:
    stands = _paired(laid, ours.whole, theirs.whole)
    changed = laid.changed / max(laid.kept + laid.changed, 1)
    worded = found.jaccard < MOST_REWRITTEN and laid.likeness >= LIKENESS
    if changed >= REWRITTEN_CHANGED and stands >= LEAST_REWRITTEN and worded:
        return Kind.REWRITTEN
    least = LEAST_TITLED if _same_title(ours, theirs) else LEAST_ALIKE
    untitled = not (ours.plain and theirs.plain) or _same_title(ours, theirs)
    inside = untitled and max(found.ours, found.theirs) >= LEAST_INSIDE
    return Kind.REVISED if inside or found.jaccard >= least else None


def _is_same(laid: Alignment, ours: Text, theirs: Text) -> bool:
    """Whether the texts differ in nothing but what stands around them."""
    if laid.changed or laid.inner or any(one != other for one, other in laid.numbered):
        return False
    title = ours.plain or theirs.plain or "\n"
    for side, text in ((laid.ours, ours), (laid.theirs, theirs)):
        lines = [line for line, _ in side]
        head = [line for line, edge in side if edge == "head"]
        tail = [line for line, edge in side if edge == "tail"]
        if forwards(lines) or not is_wrapper(head, tail, laid.kept, title, text.whole.stopped):
            return False
    return laid.kept >= LEAST_KEPT


def _paired(laid: Alignment, ours: Prepared, theirs: Prepared) -> float:
    """Share of both texts in sentences that stand for each other."""
    one = 1 - laid.only_ours / max(ours.size, 1)
    other = 1 - laid.only_theirs / max(theirs.size, 1)
    return min(one, other)
