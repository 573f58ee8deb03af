"""Postings decoded for ranking: the same whatever their form, in no more memory than they need."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.engines.whoosh.postings import DENSE_SHARE, ENTRY_BYTES, Postings, postings, presences
from indexer.segments.array_writer import Array

DOCUMENTS = 800
FEW, MANY = int(DOCUMENTS * DENSE_SHARE), int(DOCUMENTS * DENSE_SHARE) + 1


def docs(number: int) -> Array:
    return np.linspace(0, DOCUMENTS - 1, number).astype(np.intp)


@pytest.mark.parametrize("number", [0, FEW, MANY])
def test_scores_and_presence_are_those_of_the_documents(number: int) -> None:
    where = docs(number)
    impacts = np.arange(1, number + 1, dtype=np.float32)
    held, scores = postings(where, impacts, DOCUMENTS), np.ones(DOCUMENTS, dtype=np.float32)
    held.add_to(scores)
    assert scores[where].tolist() == (impacts + 1).tolist()
    assert scores.sum() == DOCUMENTS + impacts.sum()
    for one in (held, presences(where, DOCUMENTS)):
        assert np.flatnonzero(one.presence(DOCUMENTS)).tolist() == where.tolist()
        shares = np.zeros(DOCUMENTS, dtype=np.float32)
        one.add_presence_to(shares, 0.5)
        assert (one.count, shares.sum()) == (number, number / 2)


def test_a_document_takes_eight_bytes_and_four_where_it_is_only_there() -> None:
    where, impacts = docs(FEW), np.ones(FEW, dtype=np.float32)

    def own(held: Postings) -> int:
        return held.bytes - ENTRY_BYTES

    assert own(postings(where, impacts, DOCUMENTS)) == 8 * FEW
    assert own(presences(where, DOCUMENTS)) == 4 * FEW
    assert own(presences(docs(MANY), DOCUMENTS)) == DOCUMENTS
