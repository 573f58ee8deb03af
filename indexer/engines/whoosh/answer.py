"""Filters and the order of a page, over the documents a tree matched."""

from __future__ import annotations

import numpy as np

from corpus.fields import single_values
from indexer.engines.contract import EngineRequest, EngineResults, Nearby, Sort, agencies_named
from indexer.engines.whoosh.facets import count_facets, narrowed
from indexer.engines.whoosh.matching import match
from indexer.engines.whoosh.nearness import joined
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.words import Match
from indexer.query import Node
from indexer.segments.array_writer import Array

SPARSE = 1 / 64
"""Results of less than this share of the documents are ranked one by one, larger ones by blocks. A guess."""

NO_DOCUMENTS = np.zeros(0, dtype=np.intp)

BLOCK = 512
"""Documents of a block: of each only the best is looked at first. A guess."""


def answer(snapshot: Snapshot, request: EngineRequest, near: Nearby, revision: int) -> EngineResults:
    """Run one request."""
    found, beside = joined(snapshot, match(snapshot, request.node), near)
    chosen = request.filters.chosen.items()
    masks = {name: _filter(snapshot, name, values) for name, values in chosen}
    passing = narrowed(found.mask, list(masks.values()))
    others = _spare(snapshot, passing, request.node) if request.fold else NO_DOCUMENTS
    kept = passing
    if len(others):
        kept = passing.copy()
        kept[others] = False
    total = int(np.count_nonzero(kept))
    docs = _page(snapshot, found, kept, total, request)
    return EngineResults(
        total=total,
        ids=tuple(snapshot.ids[docs].tolist()),
        scores=tuple(_scores(snapshot, found, docs).tolist()),
        facets=count_facets(snapshot, found.mask, passing, masks, request.fold) if request.facets else {},
        revision=revision,
        degree=found.degree,
        whole=None if found.whole is None else int(np.count_nonzero(kept & found.whole)),
        later=tuple(int(snapshot.ids[one]) if one >= 0 else 0 for one in snapshot.later[docs].tolist()),
        copies=tuple(snapshot.copies.of(doc, others) for doc in docs.tolist()),
        joined=int(np.count_nonzero(kept[beside])),
        by_meaning=frozenset(snapshot.ids[np.intersect1d(docs, beside)].tolist() if len(beside) else ()),
    )


def _spare(snapshot: Snapshot, passing: Array, node: Node) -> Array:
    """The copies that another one stands for."""
    among = snapshot.copies.among(passing)
    agencies = agencies_named(node, snapshot.values["agency"]) if len(among) else ()
    return snapshot.copies.spare(among, snapshot.of_agency(tuple(agencies)) if agencies else None)


def _scores(snapshot: Snapshot, found: Match, docs: Array | slice) -> Array:
    """float32, for each of `docs`: what matched, a little for being new, and by its standing."""
    if found.scores is None:
        return np.zeros_like(snapshot.fresh[docs])
    scores: Array = found.scores[docs] + snapshot.fresh[docs]
    scores *= snapshot.standing[docs]
    return scores


def _filter(snapshot: Snapshot, name: str, values: tuple[str | int, ...]) -> Array:
    """bool, for each document: whether it has any of the values of a field."""
    if name != "year":
        held = enumerate(snapshot.values[name], 1)
        values = tuple(code for code, value in held if not set(values).isdisjoint(single_values(name, value)))
    column = snapshot.columns[name]
    mask = np.zeros(len(column), dtype=bool)
    for value in values:
        mask |= column == value
    return mask


def _page(snapshot: Snapshot, found: Match, kept: Array, total: int, request: EngineRequest) -> Array:
    """The documents of one page, in order."""
    end = request.offset + request.limit
    if request.offset >= total or request.limit <= 0:
        return np.zeros(0, dtype=np.intp)
    if total <= len(kept) * SPARSE:
        docs = np.flatnonzero(kept)
    else:
        docs = _contenders(_keys(snapshot, found, slice(None), request.sort), kept, end)
    order = np.lexsort(_sort_keys(snapshot, docs, _keys(snapshot, found, docs, request.sort), request.sort))
    page: Array = docs[order[request.offset : end]]
    return page


def _contenders(keys: Array, kept: Array, count: int) -> Array:
    """The `count` kept ones with the largest keys, and whatever else reaches the best of the blocks."""
    if not len(keys):
        return np.flatnonzero(kept)
    # As products, none below 0: choosing by a mask takes ten times as long.
    keys = (keys - min(keys.min(), 0)) * kept
    best = np.maximum.reduceat(keys, np.arange(0, len(keys), BLOCK))
    if count > len(best):
        return np.flatnonzero(kept)
    least = np.partition(best, len(best) - count)[len(best) - count]
    return np.flatnonzero(kept & (keys >= least))


def _keys(snapshot: Snapshot, found: Match, docs: Array | slice, sort: Sort) -> Array:
    """The larger the earlier in the list; undated documents, of day 0, are last both ways."""
    if sort == "relevance":
        return _scores(snapshot, found, docs)
    day = (snapshot.posted if sort.startswith("published") else snapshot.day)[docs]
    return day if sort.endswith("newest") else np.where(day == 0, -np.iinfo(np.int32).max, -day)


def _sort_keys(snapshot: Snapshot, docs: Array, keys: Array, sort: Sort) -> tuple[Array, ...]:
    """What `EngineResults` promises, ascending, the most significant last."""
    ids = snapshot.ids[docs]
    if sort == "relevance":
        return ids, -snapshot.day[docs], -keys
    return (-ids if sort.endswith("newest") else ids), -keys
