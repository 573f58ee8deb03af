"""Filters, facets and the order of a page, over the documents a tree matched."""

from __future__ import annotations

import numpy as np

from corpus.catalogue import Filters
from indexer.engines.base import FACETS, EngineRequest, EngineResults, FacetCounts, Sort
from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.matching import match
from indexer.engines.whoosh.snapshot import Snapshot


def answer(snapshot: Snapshot, request: EngineRequest, revision: int) -> EngineResults:
    """Run one request."""
    found = match(snapshot, request.node)
    masks = {name: mask for name in FACETS if (mask := _filter(snapshot, request.filters, name)) is not None}
    docs = np.flatnonzero(_narrowed(found.mask, list(masks.values())))
    scores = found.scores[docs] if found.scores is not None else np.zeros(len(docs), dtype=np.float32)
    page = _page(snapshot, docs, scores, request)
    return EngineResults(
        total=len(docs),
        ids=tuple(snapshot.ids[docs[page]].tolist()),
        scores=tuple(scores[page].tolist()),
        facets=_facets(snapshot, found.mask, docs, masks),
        revision=revision,
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


def _narrowed(mask: Array, filters: list[Array]) -> Array:
    for one in filters:
        mask = mask & one
    return mask


def _page(snapshot: Snapshot, docs: Array, scores: Array, request: EngineRequest) -> Array:
    """Places among `docs` of one page's documents, in order."""
    end = request.offset + request.limit
    if request.offset >= len(docs) or request.limit <= 0:
        return np.zeros(0, dtype=np.intp)
    first, *ties = _sort_keys(snapshot, docs, scores, request.sort)
    places = _smallest(first, end)
    order = np.lexsort((*(tie[places] for tie in reversed(ties)), first[places]))
    page: Array = places[order[request.offset : end]]
    return page


def _sort_keys(snapshot: Snapshot, docs: Array, scores: Array, sort: Sort) -> list[Array]:
    """Ascending, the most significant first."""
    day, ids = snapshot.day[docs], snapshot.ids[docs]
    if sort == "relevance":
        return [-scores, -day, ids]
    if sort == "newest":
        return [-day, -ids]
    return [np.where(day == 0, np.iinfo(np.int32).max, day), ids]


def _smallest(keys: Array, count: int) -> Array:
    """Places of the `count` smallest keys and of all that equal the last of them."""
    if count >= len(keys):
        return np.arange(len(keys))
    last = np.partition(keys, count - 1)[count - 1]
    return np.flatnonzero(keys <= last)


def _facets(snapshot: Snapshot, found: Array, docs: Array, masks: dict[str, Array]) -> FacetCounts:
    facets: FacetCounts = {}
    for name in FACETS:
        others = [mask for other, mask in masks.items() if other != name]
        counted = np.flatnonzero(_narrowed(found, others)) if name in masks else docs
        codes = snapshot.columns[name][counted]
        facets[name] = _years(codes) if name == "year" else _values(codes, snapshot.values[name])
    return facets


def _years(years: Array) -> tuple[tuple[int, int], ...]:
    counts = np.bincount(years, minlength=1)
    return tuple((int(year), int(counts[year])) for year in np.flatnonzero(counts)[::-1] if year)


def _values(codes: Array, values: list[str]) -> tuple[tuple[str, int], ...]:
    counts = np.bincount(codes, minlength=len(values) + 1).tolist()
    present = ((value, count) for value, count in zip(values, counts[1:], strict=True) if count)
    return tuple(sorted(present, key=lambda one: (-one[1], one[0])))
