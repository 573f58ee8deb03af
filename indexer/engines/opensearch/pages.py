"""The hits of a page: the best by score, or by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from indexer.engines.contract import Sort
from indexer.engines.opensearch.exactness import exactly
from indexer.engines.opensearch.queries import Query
from indexer.engines.opensearch.view import View
from indexer.query.weights import CITED, ENDED, FRESH, HALF_LIFE_DAYS

STANDING = f"""double s = _score;
if (doc['day'].size() > 0) {{
  s += {FRESH} * Math.pow(2, (doc['day'].value - params.latest) / (double) {HALF_LIFE_DAYS}); }}
boolean over = doc['ended'].value || doc['later'].size() > 0;
return s * (1 + {CITED} * Math.log1p((double) doc['cited'].value)) * (over ? {ENDED} : 1.0);"""
"""What matched, a little for being new, and by its standing."""

FIRST_ONES = 100
"""So many of the best are put in the order of their exact scores; the cluster's own are a few percent off."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """One document of a page."""

    id: int
    day: int
    score: float
    """0 for a document that was only sorted."""
    later: int
    """The version in force of the same law, 0 for none."""


class Pages:
    """Of one state of the index."""

    def __init__(self, view: View) -> None:
        self._view = view

    def sorted(self, passing: Query, sort: Sort, offset: int, limit: int) -> list[PageHit]:
        """Documents that nothing scores."""
        return self._hits({"bool": passing}, sort, offset, limit)

    def best(self, passing: Query, scores: Sequence[Query], offset: int, limit: int) -> list[PageHit]:
        """Documents by their scores: a bool query, and what adds up for those it finds."""
        scored, end = self._standing({"bool": {**passing, "should": list(scores)}}), offset + limit
        first: list[PageHit] = []
        if offset < FIRST_ONES:
            first = self._exact(scores, self._hits(scored, "score", 0, FIRST_ONES))[offset:end]
        if len(first) < limit and end > FIRST_ONES:
            offset = max(offset, FIRST_ONES)
            first += self._hits(scored, "score", offset, end - offset)
        return first

    def _exact(self, scores: Sequence[Query], hits: list[PageHit]) -> list[PageHit]:
        """In the order of their exact scores."""
        ids = [hit.id for hit in hits]
        exact = exactly(scores, self._view.average)
        query = self._standing({"bool": {"filter": [{"terms": {"id": ids}}], "should": exact}})
        again = self._hits(query, "score", 0, len(ids))
        return sorted(again, key=lambda hit: (-hit.score, -hit.day, hit.id))

    def _hits(self, query: Query, sort: Sort | Literal["score"], offset: int, limit: int) -> list[PageHit]:
        body = {
            "query": query,
            "sort": _order(sort),
            "track_total_hits": False,
            "_source": False,
            "docvalue_fields": ["id", "day", "later"],
        }
        return [_hit(hit, sort == "score") for hit in self._view.hits(body, offset, limit)]

    def _standing(self, query: Query) -> Query:
        script = {"source": STANDING, "params": {"latest": self._view.latest}}
        scored = {"query": query, "script_score": {"script": script}, "boost_mode": "replace"}
        return {"function_score": scored}


def _hit(hit: Any, scored: bool) -> PageHit:
    fields = hit["fields"]
    day, later = (int(fields.get(name, [0])[0]) for name in ("day", "later"))
    return PageHit(int(fields["id"][0]), day, float(hit["sort"][0]) if scored else 0.0, later)


def _order(sort: Sort | Literal["score"]) -> list[Query]:
    """What `EngineResults` promises; undated documents are last both ways."""
    if sort in ("relevance", "score"):
        best: list[Query] = [{"_score": {"order": "desc"}}] if sort == "score" else []
        return [*best, {"day": {"order": "desc", "missing": "_last"}}, {"id": {"order": "asc"}}]
    order = "desc" if sort.endswith("newest") else "asc"
    day = "posted" if sort.startswith("published") else "day"
    return [{day: {"order": order, "missing": "_last"}}, {"id": {"order": order}}]
