"""Joins what was found by meaning to what the words found."""

from __future__ import annotations

from dataclasses import replace

from indexer.engines.contract import Near
from indexer.engines.opensearch.queries import NONE, Query, all_of, any_of, worth
from indexer.engines.opensearch.relaxing import Compiled

NEARNESS = "params.near['' + doc['id'].value]"


def nearest(near: Near) -> Query:
    """Those that are found even if the words do not find them."""
    return {"terms": {"id": list(near.ids[: near.joining])}}


def joined(words: Compiled, near: Near) -> Compiled:
    """With the nearest documents too; the scores of the words stay those of what they found.

    What the words found for certain has as much as the nearest: nothing comes before it for being near; and
    of a few words, what has all goes before what lacks one. Of a place that is not asked for it counts less.
    """
    certain = words.certain or NONE
    known = {"bool": {"filter": [{"terms": {"id": list(near.ids)}}], "must_not": [certain]}}
    nearness = dict(zip(map(str, near.ids), near.nearness, strict=True))
    script = {"source": NEARNESS, "params": {"near": nearness}}
    nearer: list[Query] = [{"script_score": {"query": known, "script": script}}]
    if near.nearness:
        nearer.append(worth(certain, max(near.nearness)))
        if words.ahead is not None:
            nearer.append(worth(all_of([words.mask, words.ahead]), max(near.nearness)))
    if words.elsewhere is not None:
        nearer = [words.elsewhere.less(tuple(nearer))]
    scores = (*filter(None, [words.guarded]), *nearer)
    return replace(words, mask=any_of([words.mask, nearest(near)]), scores=scores)
