"""The order in which a list shows its entries, and so where new ones come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappush, heappushpop
from itertools import pairwise

from corpus.records import ListOrder

MOSTLY = 0.9
"""Share of entries that must follow an order: a few are posted late or dated otherwise. A guess."""

PINNED_PAGES = 3
"""List pages on which pinned entries stand at the most. A guess."""

NEWER_BEHIND = 3
"""Newer entries behind one from which it is pinned, rather than a little out of order. A guess."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry where it stood in a list."""

    page: int
    """1 for the first."""
    on: date | None
    """Its day, as the list or the document itself tells it."""
    new: bool
    """Whether it was not held when it was met."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list showed of its order."""

    order: ListOrder | None = None
    """None where it showed none."""
    front: int = 1
    """The page on which the entries that are not pinned begin."""
    is_mixed: bool = False
    """Whether its days go up and down: it is sorted by something else."""


def shown_by_dates(sightings: Sequence[Sighting]) -> Shown:
    """What the days of a whole list tell."""
    dated = [(one.page, one.on) for one in sightings if one.on is not None]
    if len(dated) < len(sightings) * MOSTLY:
        return Shown()
    behind = dated[_pinned(dated) :]
    steps = [before > after for (_, before), (_, after) in pairwise(behind) if before != after]
    if not steps:
        return Shown()
    falling, front = sum(steps) / len(steps), behind[0][0]
    if falling <= 1 - MOSTLY:
        return Shown(ListOrder.OLDEST_FIRST)
    latest = max(on for _, on in behind)
    if falling >= MOSTLY and any(on == latest for page, on in behind if page == front):
        return Shown(ListOrder.NEWEST_FIRST, front)
    return Shown(is_mixed=falling < MOSTLY)


def shown_by_arrivals(sightings: Sequence[Sighting]) -> Shown:
    """What is told by where new entries stood, in a whole list that was read before: one after the other,
    or else the list has an order in which they come anywhere."""
    last = sightings[-1].page
    places = [place for place, one in enumerate(sightings) if one.new]
    if not places or last == 1 or places[-1] - places[0] != len(places) - 1:
        return Shown()
    pages = [sightings[place].page for place in places]
    if pages[0] <= PINNED_PAGES and pages[-1] < last:
        return Shown(ListOrder.NEWEST_FIRST, pages[0])
    if pages[0] > 1 and pages[-1] == last:
        return Shown(ListOrder.OLDEST_FIRST)
    return Shown()


def _pinned(dated: Sequence[tuple[int, date]]) -> int:
    """How many entries at the head of a list are pinned: up to the last with several newer ones behind it."""
    newest: list[date] = []
    for place in range(len(dated) - 1, -1, -1):
        page, on = dated[place]
        if page <= PINNED_PAGES and len(newest) == NEWER_BEHIND and on < newest[0]:
            return place + 1
        if len(newest) < NEWER_BEHIND:
            heappush(newest, on)
        else:
            heappushpop(newest, on)
    return 0
