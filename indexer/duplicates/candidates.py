"""Which documents are worth an exact comparison, by the keys they share with a text."""

from __future__ import annotations

import numpy as np

from indexer.duplicates.prepared import Hashes
from indexer.duplicates.signatures import Signature
from indexer.duplicates.tables import Tables

MOST_DOCUMENTS = 200
"""A key in more documents is a form or a site's frame, and finds nothing."""

MOST_COPIES = 1_000
"""Documents with the very same text that are looked at. A guess: bounds the time."""

CANDIDATES = 24
"""Compared exactly, the most promising first; bounds the time of a check."""

LEAST_SHARE = 0.2
"""Of the kept shingles of the smaller text that both must have. Below the weakest kind: a sample."""

LEAST_SHARED = 2
"""Kept shingles that both must have: one alone is a phrase."""


BAND_WEIGHT = 0.2
"""What each common band adds: one is enough to be looked at."""

LINE_WEIGHT = 0.5
"""What common sentences add, by their share of the text's own."""


def candidates(tables: Tables, signature: Signature, leave_out: int | None = None) -> list[int]:
    """Ids of documents, the most promising first."""
    exact = np.unique(tables.find("exact", signature.exact, MOST_COPIES).documents)
    scores: dict[int, float] = dict.fromkeys(exact.tolist(), 2.0)
    _by_shingles(tables, signature, scores)
    _by_keys(tables, "band", signature.band, BAND_WEIGHT, scores)
    _by_keys(tables, "line", signature.line, LINE_WEIGHT / max(len(signature.line), 1), scores)
    scores.pop(leave_out or 0, None)
    likely = (number for number, score in scores.items() if score >= LEAST_SHARE)
    return sorted(likely, key=lambda number: (-scores[number], number))[:CANDIDATES]


def _by_shingles(tables: Tables, signature: Signature, scores: dict[int, float]) -> None:
    found = tables.find("gram", signature.gram, MOST_DOCUMENTS)
    documents, shared = np.unique(found.documents, return_counts=True)
    smaller = np.minimum(tables.kept(documents), max(len(signature.gram), 1))
    share = np.minimum(shared / np.maximum(smaller, 1), 1.0)
    for number, part, count in zip(documents.tolist(), share.tolist(), shared.tolist(), strict=True):
        if count >= LEAST_SHARED:
            scores[number] = scores.get(number, 0.0) + part


def _by_keys(tables: Tables, table: str, keys: Hashes, weight: float, scores: dict[int, float]) -> None:
    found = tables.find(table, keys, MOST_DOCUMENTS)
    documents, shared = np.unique(found.documents, return_counts=True)
    for number, count in zip(documents.tolist(), shared.tolist(), strict=True):
        scores[number] = scores.get(number, 0.0) + weight * count
