"""What tells one document of a series from the next by its text: exchanged dates, figures, names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex
from indexer.duplicates.align import Alignment
from indexer.duplicates.prepared import Prepared
from indexer.duplicates.titles import Apart, Slot, is_place

_YEARS = lazy_regex(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?|[二一][〇零九○]?[〇零一二三四五六七八九]{2,3}年|"
    r"(?<!\d)\d{1,2}月\d{1,2}日|第[〇零一二三四五六七八九十百\d]+(?:批|期|次|届|季度|号)"
)
"""What a form has anew each time it is used."""

_DIGITS = lazy_regex(
    r"(?<![第\d])\d+(?!\d*[条章节款项])|"
    r"(?<=百分之)[〇零一二三四五六七八九十百]+|[二两三四五六七八九十百千万]+(?=[元日年月个倍人名周小天米平公亩万])"
)
"""Numbers, but for those of articles; Chinese ones where something is counted."""

_YEAR = lazy_regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED = lazy_regex(r"[\d〇零一二三四五六七八九十百千年月日号第]")

MANY_SLOTS = 3
"""Dates, figures and places from which their changing alone tells a series. A guess."""

FEW_SLOTS = 2
"""Likewise where agencies, numbers of documents or years say so, too; and names of places from which a
pattern shows."""

MOST_CHANGED = 0.8
"""Share of years and dates that change from one edition of a form to the next."""

HALF_CHANGED = 0.5
"""Share of all that is filled in; an edit of a fifth of the sentences changes a third of it at most."""

SOME_CHANGED = 0.33
"""Likewise where something else says so, too."""

EVERY_SLOT = 300
"""A notice has something filled in once in so many characters; a law's edition has less. A guess."""

UNCHANGED = 0.03
"""Share of the text that may differ when few dates are all there is to tell by."""

PLACES = 0.5
"""Share of exchanged words that are names of places when a form is another place's."""

SHORT_FORM = 1_500
"""Characters up to which the year that a text names most is the one it is of. A guess."""

ONE_PAIR = 4
"""Times that the same two words stand for each other, from which they may be two documents' subjects."""

ONE_SUBJECT = 0.3
"""Share of exchanged words that these two then make up: synonyms are many different pairs of words."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What besides the texts speaks for or against a series."""

    same_title: bool
    reworded: bool
    """Whether sentences were put in other words: who does that leaves the figures."""
    places: tuple[str, str]
    """What places the titles begin with."""
    other_source: bool
    """Whether agencies of two places issued them, or one agency under two numbers."""


def texts_apart(found: Alignment, ours: Prepared, theirs: Prepared, signs: Signs) -> Apart:
    """Whether dates, figures or names were exchanged throughout, and little else."""
    if apart := _dates_apart(found, ours.size, signs):
        return apart
    words = [slot for slot in found.slots if not _numeric(slot)]
    places = [slot for slot in words if is_place(slot)]
    kept, other = _figures(found)
    named = 0 if signs.reworded and not signs.other_source else len(places)
    went = other + named
    share = went / max(kept + went, 1)
    spread = _sentences_changed(found) + named >= FEW_SLOTS
    many = spread and went >= MANY_SLOTS and share >= HALF_CHANGED and went * EVERY_SLOT >= ours.size
    hinted = signs.other_source or _years_differ(ours, theirs)
    if many or (hinted and went >= FEW_SLOTS and share >= SOME_CHANGED and went * EVERY_SLOT >= ours.size):
        return Apart(f"日期、数字、地名等 {kept + went} 处中有 {went} 处不同")
    if home := next((slot for slot in places if _is_home(slot, signs)), None):
        return Apart(f"地名不同（{home.ours}、{home.theirs}）")
    if len(places) >= FEW_SLOTS and len(places) >= PLACES * len(words):
        return Apart(f"地名等 {len(places)} 处不同，如“{places[0].ours}”与“{places[0].theirs}”")
    return Apart("") if signs.same_title else _subjects_apart(words)


def _is_home(slot: Slot, signs: Signs) -> bool:
    """Whether it is the place that a title names."""
    ours, theirs = signs.places
    return len(slot.ours) >= FEW_SLOTS and bool(
        (ours and slot.ours in ours and slot.theirs not in ours)
        or (theirs and slot.theirs in theirs and slot.ours not in theirs and len(slot.theirs) >= FEW_SLOTS)
    )


def share_changed(found: Alignment) -> float:
    """Share of the figures that are others now."""
    kept, other = _figures(found)
    return other / max(kept + other, 1)


def _dates_apart(found: Alignment, size: int, signs: Signs) -> Apart:
    """Whether nearly nothing but years, dates and batches changed."""
    stayed, went = _dates(found)
    total = stayed + len(went)
    rest = (found.changed + found.only_ours + found.only_theirs) / max(size, 1)
    least = FEW_SLOTS if signs.same_title or size > SHORT_FORM else 1
    if len(went) >= max(least, MOST_CHANGED * total) and rest <= UNCHANGED and not signs.reworded:
        return Apart(f"日期、期次等 {total} 处中有 {len(went)} 处不同，如 {went[0][0]} 与 {went[0][1]}")
    return Apart("")


def _subjects_apart(words: list[Slot]) -> Apart:
    pairs = Counter((slot.ours, slot.theirs) for slot in words if slot.ours and slot.theirs)
    (subject, times), *_ = pairs.most_common(1) or [(("", ""), 0)]
    if times >= ONE_PAIR and times >= ONE_SUBJECT * len(words):
        return Apart(f"所涉事项不同，“{subject[0]}”与“{subject[1]}”有 {times} 处")
    return Apart("")


def _years_differ(ours: Prepared, theirs: Prepared) -> bool:
    """Whether two short texts are of different years."""
    if max(ours.size, theirs.size) > SHORT_FORM:
        return False
    one, other = (Counter(_YEAR.findall(" ".join(text.sentences))) for text in (ours, theirs))
    return bool(one and other) and one.most_common(1)[0][0] not in other


def _dates(found: Alignment) -> tuple[int, list[tuple[str, str]]]:
    """How many years, dates and batches stayed, and those that are others now."""
    stayed, went = 0, list[tuple[str, str]]()
    for one, other in found.numbered:
        here, there = _YEARS.findall(one), _YEARS.findall(other)
        if len(here) == len(there):
            went += [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]]
            stayed += sum(a == b for a, b in zip(here, there, strict=True))
    return stayed, went


def _figures(found: Alignment) -> tuple[int, int]:
    """How many numbers in digits stayed, and how many are others now; those of articles do not count."""
    stayed = went = 0
    for one, other in found.numbered:
        here, there = _DIGITS.findall(one), _DIGITS.findall(other)
        same = sum((Counter(here) & Counter(there)).values())
        stayed += same
        went += max(len(here), len(there)) - same
    return stayed, went


def _sentences_changed(found: Alignment) -> int:
    """In how many sentences numbers are others."""
    return sum(
        Counter(_DIGITS.findall(one)) != Counter(_DIGITS.findall(other)) for one, other in found.numbered
    )


def _numeric(slot: Slot) -> bool:
    return not _COUNTED.sub("", slot.ours + slot.theirs)
