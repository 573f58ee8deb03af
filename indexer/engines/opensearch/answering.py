"""One request to one state of the index."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.catalogue import Filters
from indexer.engines.contract import EngineRequest, EngineResults, Near, Nearby, agencies_named
from indexer.engines.opensearch.compiling import Compiler
from indexer.engines.opensearch.facets import (
    count_copies,
    count_values,
    count_whole,
    groups_in,
    values_in,
    whole_in,
)
from indexer.engines.opensearch.naming import with_title
from indexer.engines.opensearch.nearness import joined, nearest
from indexer.engines.opensearch.pages import Pages, Wanted
from indexer.engines.opensearch.queries import Query, all_of, none_of
from indexer.engines.opensearch.relaxing import Compiled
from indexer.engines.opensearch.terms import TermCounts
from indexer.engines.opensearch.values import Values
from indexer.engines.opensearch.view import View
from indexer.query import Node

MOST_CLAUSES = 950
"""Of a question. The cluster takes 1,024 in one; the rest is left for filters and for what counts beside."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The whole result in numbers."""

    total: int
    groups: list[list[int]]
    beside: frozenset[int]
    """Those that the words would not have found."""
    whole: int | None
    """How many have all that was asked for."""
    answer: dict[str, Query]
    first: list[Query]
    """The first hits, copies and all."""

    @property
    def spare(self) -> list[int]:
        """Copies that another one stands for."""
        return [one for group in self.groups for one in group[1:]]


class Answering:
    """Several threads may ask."""

    def __init__(self, view: View, revision: int) -> None:
        self._view = view
        self._revision = revision
        self._values = Values(view)
        self._pages = Pages(view)
        self.terms = TermCounts(view)
        self._compiler = Compiler(self.terms, self._values)

    def answer(self, request: EngineRequest, nearby: Nearby) -> EngineResults:
        """Match, filter, count; then the hits of the page."""
        near, words, found = self._understood(request.node, nearby)
        shorter = self._compiler.shortened(request.node)
        while found.clauses > MOST_CLAUSES and (node := next(shorter, None)) is not None:
            near, words, found = self._understood(node, nearby)
        filters = self._filtering(request.filters)
        scores = found.scores if request.sort == "relevance" else None
        passing = list(filters.values())
        wanted = Wanted(found.mask, passing, scores, request.sort, request.offset, request.limit)
        numbers = self._counted(request, found, words, filters, near, wanted)
        past = request.limit <= 0 or request.offset >= numbers.total
        hits = [] if past else self._pages.page(wanted, numbers.first, numbers.spare)
        others = {group[0]: tuple(group[1:]) for group in numbers.groups}
        ids = tuple(hit.id for hit in hits)
        return EngineResults(
            total=numbers.total,
            ids=ids,
            scores=tuple(hit.score for hit in hits),
            facets=values_in(numbers.answer, filters) if request.facets else {},
            revision=self._revision,
            degree=found.degree,
            whole=numbers.whole,
            later=tuple(hit.later for hit in hits),
            copies=tuple(others.get(number, ()) for number in ids),
            joined=len(numbers.beside),
            by_meaning=numbers.beside.intersection(ids),
        )

    def _understood(self, node: Node, nearby: Nearby) -> tuple[Near | None, Compiled, Compiled]:
        """What is near, what the words find, and both together."""
        words = self._compiler.compiled(node)
        near = nearby() if words.scores is not None else None
        if near is None or (near.asked and self.terms.count(with_title(near.asked))):
            return None, words, words
        return near, words, joined(words, near)

    def _filtering(self, filters: Filters) -> dict[str, Query]:
        chosen = filters.chosen.items()
        return {name: {"terms": {name: self._values.meant(name, values)}} for name, values in chosen}

    def _counted(
        self,
        request: EngineRequest,
        found: Compiled,
        words: Compiled,
        filters: dict[str, Query],
        near: Near | None,
        wanted: Wanted,
    ) -> _Found:
        passing = all_of(list(filters.values()))
        aggs: dict[str, Query] = {"passing": {"filter": passing}}
        if request.fold:
            agencies = agencies_named(request.node, self._values.of("agency"))
            aggs["passing"] = count_copies(passing, agencies)
        if found.whole is not None:
            aggs["whole"] = count_whole(all_of([passing, found.whole]))
        if request.facets:
            aggs |= count_values(filters, request.fold)
        if near:
            beside = all_of([passing, nearest(near), none_of([words.mask])])
            aggs["beside"] = {
                "filter": beside,
                "aggs": {"ids": {"terms": {"field": "id", "size": max(1, near.joining)}}},
            }
        said = self._view.ask({**self._pages.beside(wanted), "aggs": aggs})
        answer = said["aggregations"]
        groups = groups_in(answer["passing"])
        spare = [one for group in groups for one in group[1:]]
        whole = None if found.whole is None else whole_in(answer["whole"], spare)
        buckets = answer["beside"]["ids"]["buckets"] if "beside" in answer else []
        beside_words = frozenset(int(bucket["key"]) for bucket in buckets).difference(spare)
        total = int(answer["passing"]["doc_count"]) - len(spare)
        return _Found(total, groups, beside_words, whole, answer, said["hits"]["hits"])
