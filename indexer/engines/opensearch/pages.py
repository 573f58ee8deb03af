"""The hits of a page: the best by score, or by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indexer.engines.contract import Sort, cited_worth
from indexer.engines.opensearch.documents import key_of
from indexer.engines.opensearch.exactness import exactly
from indexer.engines.opensearch.queries import Query, all_of, among
from indexer.engines.opensearch.view import View
from indexer.query.weights import ENDED, FRESH, HALF_LIFE_DAYS
from indexer.text.jurisdictions import STATE

STANDING = f"""double s = _score;
if (doc['day'].size() > 0) {{
  s += {FRESH} * Math.pow(2, (doc['day'].value - params.latest) / (double) {HALF_LIFE_DAYS}); }}
boolean over = doc['ended'].value || doc['later'].size() > 0;
return s * (1 + params.cited * Math.log1p((double) doc['cited'].value)) * (over ? {ENDED} : 1.0);"""
"""What matched, a little for being new, and by its standing."""

FIRST_ONES = 100
"""So many of the best are put in the order of their exact scores; the cluster's own are a few percent off."""

SPARE = 20
"""Copies among the first hits that need no second look, their number being unknown when those are asked for.
A guess."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """One document of a page."""

    id: int
    day: int
    score: float
    """0 for a document that was only sorted."""
    later: int
    """The version in force of the same law, 0 for none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page, and what it is cut from."""

    mask: Query
    filters: list[Query]
    scores: Sequence[Query] | None
    """They add up; None where nothing counts or something else orders."""
    sort: Sort
    offset: int
    limit: int

    @property
    def end(self) -> int:
        """Hits up to the last one of the page."""
        return self.offset + self.limit

    @property
    def least(self) -> int:
        """So many of the first hits, or all there are, tell what is on it or begin it."""
        return self.end if self.scores is None else FIRST_ONES

    @property
    def begins(self) -> bool:
        """Whether the first hits tell anything of it."""
        return self.limit > 0 and self.offset < FIRST_ONES


class Pages:
    """Of one state of the index."""

    def __init__(self, view: View) -> None:
        self._view = view
        states: Query = {"term": {"jurisdiction": key_of(STATE)}}
        self._cited = cited_worth(view.counts([states])[0], view.documents)

    def beside(self, wanted: Wanted) -> Query:
        """Asks for the first hits, copies and all, together with what else is asked of the mask."""
        if not wanted.begins:
            return {"size": 0, "query": all_of([wanted.mask])}
        first = self._asking(wanted, wanted.scores, {"filter": [wanted.mask]})
        return {**first, "post_filter": all_of(wanted.filters), "size": FIRST_ONES + SPARE}

    def page(self, wanted: Wanted, first: Sequence[Any], spare: Sequence[int]) -> list[PageHit]:
        """Its hits without those to spare; `first` is what `beside` was answered."""
        every = {"filter": [wanted.mask, *wanted.filters], "must_not": among(spare)}
        asking = self._asking(wanted, wanted.scores, every)
        copies = set(spare)
        hits = [hit for hit in map(_hit, first) if hit.id not in copies]
        reached = wanted.begins and (len(hits) >= wanted.least or len(first) < FIRST_ONES + SPARE)
        if wanted.scores is None and reached:
            return hits[wanted.offset : wanted.end]
        if wanted.scores is None or not wanted.begins:
            return self._hits(asking, wanted.offset, wanted.end)
        best = hits[:FIRST_ONES] if reached else self._hits(asking, 0, FIRST_ONES)
        found = self._exact(wanted, best) if best else []
        if len(best) == FIRST_ONES < wanted.end:
            found += self._hits(asking, FIRST_ONES, wanted.end)
        return found

    def _exact(self, wanted: Wanted, hits: Sequence[PageHit]) -> list[PageHit]:
        """Those of the page, in the order of their exact scores."""
        scores = exactly(wanted.scores or (), self._view.average)
        these = {"filter": [{"terms": {"id": [hit.id for hit in hits]}}]}
        return self._hits(self._asking(wanted, scores, these), wanted.offset, wanted.end)

    def _hits(self, asking: Query, offset: int, end: int) -> list[PageHit]:
        return list(map(_hit, self._view.hits(asking, offset, end - offset)))

    def _asking(self, wanted: Wanted, scores: Sequence[Query] | None, within: Query) -> Query:
        query: Query = {"bool": within}
        if scores is not None:
            query = self._standing({"bool": {**within, "should": list(scores)}})
        return {
            "query": query,
            "sort": _order(wanted.sort, scored=scores is not None),
            "track_total_hits": False,
            # Their ids are a column, too; what the cluster stores of documents would have to be unpacked.
            "stored_fields": "_none_",
            "docvalue_fields": ["id", "day", "later"],
        }

    def _standing(self, query: Query) -> Query:
        script = {"source": STANDING, "params": {"latest": self._view.latest, "cited": self._cited}}
        scored = {"query": query, "script_score": {"script": script}, "boost_mode": "replace"}
        return {"function_score": scored}


def _hit(hit: Any) -> PageHit:
    fields = hit["fields"]
    day, later = (int(fields.get(name, [0])[0]) for name in ("day", "later"))
    return PageHit(int(fields["id"][0]), day, float(hit["_score"] or 0), later)


def _order(sort: Sort, scored: bool) -> list[Query]:
    """What `EngineResults` promises; undated documents are last both ways."""
    if sort == "relevance":
        best: list[Query] = [{"_score": {"order": "desc"}}] if scored else []
        return [*best, {"day": {"order": "desc", "missing": "_last"}}, {"id": {"order": "asc"}}]
    order = "desc" if sort.endswith("newest") else "asc"
    day = "posted" if sort.startswith("published") else "day"
    return [{day: {"order": order, "missing": "_last"}}, {"id": {"order": order}}]
