"""Postings decoded for ranking: the same whatever their form, in no more memory than they may take."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from indexer.engines.whoosh.postings import (
    DENSE_SHARE,
    ENTRY_BYTES,
    Postings,
    PostingsCache,
    postings,
    presences,
)
from indexer.segments.array_writer import Array

LIMIT = 20_000
DOCUMENTS = 10_000
FEW, MANY = int(DOCUMENTS * DENSE_SHARE), int(DOCUMENTS * DENSE_SHARE) + 1


def docs(number: int) -> Array:
    return np.linspace(0, DOCUMENTS - 1, number).astype(np.intp)


def of_size(count: int) -> Postings:
    return postings(np.arange(count), np.ones(count, dtype=np.float32), DOCUMENTS)


def test_the_cache_never_holds_more_than_its_limit() -> None:
    cache = PostingsCache(LIMIT)
    for number, count in enumerate((10, 400, 1_000, 9_000, 400, 1_200, 30, 700)):
        cache.get(("word", str(number)), partial(of_size, count))
        assert 0 < cache.bytes <= LIMIT


def test_what_was_used_last_stays_and_what_was_not_goes() -> None:
    cache, decoded = PostingsCache(LIMIT), list[str]()

    def ask(word: str) -> None:
        def decode() -> Postings:
            decoded.append(word)
            return of_size(700)

        cache.get(("word", word), decode)

    for word in ("甲", "乙", "丙", "甲", "丁", "甲", "乙"):
        ask(word)
    assert decoded == ["甲", "乙", "丙", "丁", "乙"]


def test_frequent_and_rare_terms_add_the_same_way() -> None:
    for count in (10, 9_000):
        one, scores = of_size(count), np.zeros(DOCUMENTS, dtype=np.float32)
        one.add_to(scores)
        assert scores.sum() == one.count == one.presence(DOCUMENTS).sum() == count


@pytest.mark.parametrize("number", [FEW, MANY])
def test_documents_that_are_looked_at_have_the_same_scores_as_among_all(number: int) -> None:
    held = postings(docs(number), np.arange(1, number + 1, dtype=np.float32), DOCUMENTS)
    every, few = np.ones((2, DOCUMENTS), dtype=np.float32)
    held.add_to(every)
    held.add_to(few, docs(7))
    assert few[docs(7)].tolist() == every[docs(7)].tolist()


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
