"""What terms add to the scores of documents."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from indexer.engines.whoosh.postings import EVERY, Postings
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.query.weights import PAIR
from indexer.segments.array_writer import Array


def word_scores(snapshot: Snapshot, words: Iterable[str], docs: Array | slice = EVERY) -> Array:
    """float32, for each of some documents: what words add to its score."""
    return _summed(snapshot, map(snapshot.word, words), docs)


def pair_scores(snapshot: Snapshot, pairs: Iterable[str], docs: Array | slice = EVERY) -> Array:
    """float32, for each of some documents: what pairs of characters add to its score."""
    scores = _summed(snapshot, map(snapshot.pair, pairs), docs)
    scores *= np.float32(PAIR)
    return scores


def _summed(snapshot: Snapshot, terms: Iterable[Postings], docs: Array | slice) -> Array:
    scores: Array = np.zeros(snapshot.documents, dtype=np.float32)
    for term in terms:
        term.add_to(scores, docs)
    return scores[docs]
