"""What a query speaks of, as filters to narrow its result by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.catalogue import Filters
from corpus.store import Store
from indexer.engines import FacetCounts
from indexer.query import Known, ParsedQuery
from indexer.query.agencies import Agencies
from indexer.query.fields import VALUED
from indexer.query.places import Places
from indexer.searching.answers import Narrowing
from indexer.text import normalise_line

MOST_AGENCIES = 20
"""Agencies of a place that one link filters by; an address has a length. A guess."""


class StoredNames(Mapping[str, tuple[str, ...]]):
    """The names of the published documents by field, normalised, each read when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, field: str) -> tuple[str, ...]:
        if field not in self._read:
            self._read[field] = tuple(normalise_line(value) for value, _ in self._store.wording.values(field))
        return self._read[field]

    def __iter__(self) -> Iterator[str]:
        return iter(VALUED)

    def __len__(self) -> int:
        return len(VALUED)


def names_of(store: Store) -> Known:
    """What the published documents may be asked for by name."""
    agencies = sorted(store.wording.values("agency"), key=lambda one: (-one[1], one[0]))
    names = tuple(agency for agency, _ in agencies)
    return Known(StoredNames(store), Places(names), Agencies(names))


def narrower(parsed: ParsedQuery, total: int, facets: FacetCounts, filters: Filters) -> Iterator[Narrowing]:
    """Filters that would leave some of the result and not all of it, for what is not filtered by yet."""
    for time in () if filters["year"] else parsed.times:
        held = {value: count for value, count in facets.get("year", ()) if value in time.years}
        years = tuple(year for year in time.years if year in held)
        if years and sum(held.values()) < total:
            label = f"{years[0]} 年" if len(years) == 1 else f"{years[0]} 至 {years[-1]} 年"
            yield Narrowing("year", years, f"{label}的文件")
    for place in () if filters["agency"] else parsed.places:
        of = {value: count for value, count in facets.get("agency", ()) if value in place.agencies}
        if 0 < len(of) <= MOST_AGENCIES and sum(of.values()) < total:
            yield Narrowing("agency", tuple(of), f"{place.name}的文件")
