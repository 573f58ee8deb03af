"""Joins what was found by meaning to what the words found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from indexer.engines.contract import Nearby
from indexer.engines.whoosh.segment_format import key_hash
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.words import Match
from indexer.segments.array_writer import Array
from indexer.text import title_key


def joined(snapshot: Snapshot, found: Match, nearby: Nearby) -> tuple[Match, Array]:
    """With the nearest documents too, and nearness counted; and which the words would not have found.

    A query that is the title of a document knows what it wants; what the words found for certain has as much
    as the nearest, so that nothing comes before it for being near; and of a few words, what has all goes
    before what lacks one. It counts less in a document of a place that nobody asked for.
    """
    near = nearby() if found.scores is not None else None
    if found.scores is None or near is None or len(snapshot.named(key_hash(title_key(near.asked)))):
        return found, np.zeros(0, dtype=np.intp)
    docs, known = snapshot.places(np.array(near.ids, dtype=np.int64))
    mask = found.mask.copy()
    nearness = np.zeros(len(mask), dtype=np.float32)
    nearness[docs] = np.array(near.nearness, dtype=np.float32)[known]
    if found.certain is not None and near.nearness:
        nearness[found.certain] = max(near.nearness)
    if found.ahead is not None and near.nearness:
        nearness += found.ahead * np.float32(max(near.nearness))
    if found.kept is not None:
        nearness *= found.kept
    scores = np.add(found.scores, nearness, out=nearness)
    beside = docs[(known < near.joining) & ~mask[docs]]
    mask[beside] = True
    return replace(found, mask=mask, scores=scores), beside
