"""What a query speaks of, as filters to narrow its result by."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.catalogue import Filters
from indexer.engines import EngineReader, EngineRequest, FacetCounts
from indexer.query import Everything, Known, ParsedQuery
from indexer.query.collection_names import known
from indexer.query.fields import VALUED
from indexer.searching.answers import Narrowing

MOST_AGENCIES = 20
"""Agencies of a place that one link filters by; an address has a length. A guess."""


def names_of(reader: EngineReader) -> Known:
    """The names of the collection that a reader shows."""
    facets = reader.search(EngineRequest(Everything(), limit=0)).facets
    return known({name: [str(value) for value, _ in facets.get(name, ())] for name in VALUED})


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
