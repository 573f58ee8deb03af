"""Filters and the order of a page, over the documents a tree matched."""

from __future__ import annotations

import numpy as np

from corpus.catalogue import Filters
from indexer.arrays import Array
from indexer.engines.base import FACETS, EngineRequest, EngineResults, Sort
from indexer.engines.whoosh.facets import count_facets, narrowed
from indexer.engines.whoosh.matching import match
from indexer.engines.whoosh.snapshot import Snapshot


def answer(snapshot: Snapshot, request: EngineRequest, revision: int) -> EngineResults:
    """Run one request."""
    found = match(snapshot, request.node)
    masks = {name: mask for name in FACETS if (mask := _filter(snapshot, request.filters, name)) is not None}
    docs = np.flatnonzero(narrowed(found.mask, list(masks.values())))
    scores = found.scores[docs] if found.scores is not None else np.zeros(len(docs), dtype=np.float32)
    page = _page(snapshot, docs, scores, request)
    return EngineResults(
        total=len(docs),
        ids=tuple(snapshot.ids[docs[page]].tolist()),
        scores=tuple(scores[page].tolist()),
        facets=count_facets(snapshot, found.mask, docs, masks),
        revision=revision,
        degree=found.degree,
    )


def _filter(snapshot: Snapshot, filters: Filters, name: str) -> Array | None:
    """bool, for each document: whether it has any of the wanted values; None when all are wanted."""
    wanted = getattr(filters, name)
    if not wanted:
        return None
    if name != "year":
        known = {value: code for code, value in enumerate(snapshot.values[name], 1)}
        wanted = [known[value] for value in wanted if value in known]
    column = snapshot.columns[name]
    mask = np.zeros(len(column), dtype=bool)
    for value in wanted:
        mask |= column == value
    return mask


def _page(snapshot: Snapshot, docs: Array, scores: Array, request: EngineRequest) -> Array:
    """Places among `docs` of one page's documents, in order."""
    end = request.offset + request.limit
    if request.offset >= len(docs) or request.limit <= 0:
        return np.zeros(0, dtype=np.intp)
    if request.sort == "relevance":
        places = _largest(scores, end)
    else:
        places = _largest(_rank_by_day(snapshot.day[docs], request.sort), end)
    order = np.lexsort(_sort_keys(snapshot, docs[places], scores[places], request.sort))
    page: Array = places[order[request.offset : end]]
    return page


def _largest(keys: Array, count: int) -> Array:
    """Places of the `count` largest keys and of all that equal the last of them."""
    if count >= len(keys):
        return np.arange(len(keys))
    last = np.partition(keys, len(keys) - count)[len(keys) - count]
    return np.flatnonzero(keys >= last)


def _sort_keys(snapshot: Snapshot, docs: Array, scores: Array, sort: Sort) -> tuple[Array, ...]:
    """What `EngineResults` promises, ascending, the most significant last."""
    day, ids = snapshot.day[docs], snapshot.ids[docs]
    if sort == "relevance":
        return ids, -day, -scores
    return (-ids if sort == "newest" else ids), -_rank_by_day(day, sort)


def _rank_by_day(day: Array, sort: Sort) -> Array:
    """The larger the earlier in the list; undated documents, of day 0, are last both ways."""
    return day if sort == "newest" else np.where(day == 0, -np.iinfo(np.int32).max, -day)
