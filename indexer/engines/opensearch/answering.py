"""One request to one state of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.catalogue import Filters
from indexer.engines.contract import EngineRequest, EngineResults, Near, Sort
from indexer.engines.opensearch.compiling import Compiled, Compiler
from indexer.engines.opensearch.documents import key_of
from indexer.engines.opensearch.exactness import exactly
from indexer.engines.opensearch.facets import count_copies, count_values, groups_in, values_in
from indexer.engines.opensearch.queries import Query, all_of, any_of, none_of
from indexer.engines.opensearch.terms import TermCounts
from indexer.engines.opensearch.values import Values
from indexer.engines.opensearch.view import View
from indexer.query.weights import CITED, ENDED, FRESH, HALF_LIFE_DAYS
from indexer.text import title_key

STANDING = f"""double s = _score; if (params.near.size() > 0) {{
  def n = params.near.get('' + doc['id'].value); if (n != null) {{ s += n; }} }}
if (doc['day'].size() > 0) {{
  s += {FRESH} * Math.pow(2, (doc['day'].value - params.latest) / (double) {HALF_LIFE_DAYS}); }}
return s * (1 + {CITED} * Math.log1p((double) doc['cited'].value)) * (doc['ended'].value ? {ENDED} : 1.0);"""
"""What matched, a little for being new, and by its standing."""

FIRST_ONES = 100
"""So many of the best are put in the order of their exact scores; the cluster's own are a few percent off."""

CLAUSES = 60_000
"""Ids in one clause: what the cluster takes."""


_Hit = tuple[int, int, float]
"""Id, day, score."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The whole result in numbers."""

    total: int
    groups: list[list[int]]
    beside: frozenset[int]
    """Those that the words would not have found."""
    answer: dict[str, Query]

    @property
    def spare(self) -> list[int]:
        """Copies that another one stands for."""
        return [one for group in self.groups for one in group[1:]]


class Answering:
    """Several threads may ask."""

    def __init__(self, view: View, revision: int) -> None:
        self._view = view
        self._revision = revision
        self.terms = TermCounts(view)
        self._compiler = Compiler(self.terms, Values(view))

    def answer(self, request: EngineRequest) -> EngineResults:
        """Match, filter, count; then the hits of the page."""
        words = self._compiler.compiled(request.node)
        near = request.near if request.near and words.scores is not None else None
        if near and self._titled(near.asked):
            near = None
        found = _joined(words, near) if near else words
        filters = _filters(request.filters)
        numbers = self._counted(request, found, words, filters, near)
        hits = self._page(request, found, filters, numbers, near)
        others = {group[0]: tuple(group[1:]) for group in numbers.groups}
        ids = tuple(number for number, _ in hits)
        return EngineResults(
            total=numbers.total,
            ids=ids,
            scores=tuple(score for _, score in hits),
            facets=values_in(numbers.answer, filters) if request.facets else {},
            revision=self._revision,
            degree=found.degree,
            copies=tuple(others.get(number, ()) for number in ids),
            joined=len(numbers.beside),
            by_meaning=numbers.beside.intersection(ids),
        )

    def _titled(self, asked: str) -> bool:
        key = title_key(asked)
        return bool(key) and self._view.counts([{"term": {"name": key_of(key)}}]) != [0]

    def _counted(
        self,
        request: EngineRequest,
        found: Compiled,
        words: Compiled,
        filters: dict[str, Query],
        near: Near | None,
    ) -> _Found:
        passing = all_of(list(filters.values()))
        aggs = {"passing": count_copies(passing) if request.fold else {"filter": passing}}
        if request.facets:
            aggs |= count_values(filters, request.fold)
        if near:
            beside = all_of([passing, _ids(near), none_of([words.mask])])
            aggs["beside"] = {
                "filter": beside,
                "aggs": {"ids": {"terms": {"field": "id", "size": max(1, near.joining)}}},
            }
        answer = self._view.ask({"size": 0, "query": all_of([found.mask]), "aggs": aggs})["aggregations"]
        groups = groups_in(answer["passing"])
        spare = {one for group in groups for one in group[1:]}
        buckets = answer["beside"]["ids"]["buckets"] if "beside" in answer else []
        beside_words = frozenset(int(bucket["key"]) for bucket in buckets) - spare
        return _Found(int(answer["passing"]["doc_count"]) - len(spare), groups, beside_words, answer)

    def _page(
        self,
        request: EngineRequest,
        found: Compiled,
        filters: dict[str, Query],
        numbers: _Found,
        near: Near | None,
    ) -> list[tuple[int, float]]:
        if request.limit <= 0 or request.offset >= numbers.total:
            return []
        passing = {"filter": [found.mask, *filters.values()], "must_not": _without(numbers.spare)}
        if found.scores is None or request.sort != "relevance":
            hits = self._hits({"bool": passing}, request.sort, request.offset, request.limit)
            return [(number, 0.0) for number, _, _ in hits]
        scored = {"bool": {**passing, "should": list(found.scores)}}
        end = request.offset + request.limit
        first: list[_Hit] = []
        if request.offset < FIRST_ONES:
            hits = self._hits(self._standing(scored, near), "score", 0, FIRST_ONES)
            first = self._exact(found.scores, near, hits)[request.offset : end]
        if len(first) < request.limit and end > FIRST_ONES:
            offset = max(request.offset, FIRST_ONES)
            first += self._hits(self._standing(scored, near), "score", offset, end - offset)
        return [(number, score) for number, _, score in first]

    def _exact(self, scores: Sequence[Query], near: Near | None, hits: list[_Hit]) -> list[_Hit]:
        """In the order of their exact scores."""
        ids = [number for number, _, _ in hits]
        exact = exactly(scores, self._view.average)
        query = {"bool": {"filter": [{"terms": {"id": ids}}], "should": exact}}
        again = self._hits(self._standing(query, near), "score", 0, len(ids))
        return sorted(again, key=lambda hit: (-hit[2], -hit[1], hit[0]))

    def _hits(self, query: Query, sort: Sort | Literal["score"], offset: int, limit: int) -> list[_Hit]:
        body = {
            "query": query,
            "sort": _order(sort),
            "track_total_hits": False,
            "_source": False,
            "docvalue_fields": ["id", "day"],
        }
        return [
            (int(hit["fields"]["id"][0]), int(hit["fields"].get("day", [0])[0]), float(hit["sort"][0]))
            for hit in self._view.hits(body, offset, limit)
        ]

    def _standing(self, query: Query, near: Near | None) -> Query:
        known = dict(zip(map(str, near.ids), near.nearness, strict=True)) if near else {}
        script = {"source": STANDING, "params": {"near": known, "latest": self._view.latest}}
        scored = {"query": query, "script_score": {"script": script}, "boost_mode": "replace"}
        return {"function_score": scored}


def _joined(words: Compiled, near: Near) -> Compiled:
    """With the nearest documents too; the scores of the words stay those of what they found."""
    scores = tuple(filter(None, [words.guarded]))
    return replace(words, mask=any_of([words.mask, _ids(near)]), scores=scores)


def _ids(near: Near) -> Query:
    return {"terms": {"id": list(near.ids[: near.joining])}}


def _filters(filters: Filters) -> dict[str, Query]:
    return {name: {"terms": {name: list(values)}} for name, values in filters.chosen.items()}


def _without(spare: list[int]) -> list[Query]:
    return [{"terms": {"id": spare[start : start + CLAUSES]}} for start in range(0, len(spare), CLAUSES)]


def _order(sort: Sort | Literal["score"]) -> list[Query]:
    """What `EngineResults` promises; undated documents are last both ways."""
    if sort in ("relevance", "score"):
        best: list[Query] = [{"_score": {"order": "desc"}}] if sort == "score" else []
        return [*best, {"day": {"order": "desc", "missing": "_last"}}, {"id": {"order": "asc"}}]
    order = "desc" if sort.endswith("newest") else "asc"
    day = "posted" if sort.startswith("published") else "day"
    return [{day: {"order": order, "missing": "_last"}}, {"id": {"order": order}}]
