from __future__ import annotations

from functools import partial

import numpy as np

from indexer.engines.whoosh.postings import Postings, PostingsCache, postings

LIMIT = 20_000
DOCUMENTS = 10_000


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
            return of_size(500)

        cache.get(("word", word), decode)

    for word in ("甲", "乙", "丙", "甲", "丁", "甲", "乙"):
        ask(word)
    assert decoded == ["甲", "乙", "丙", "丁", "乙"]


def test_frequent_and_rare_terms_add_the_same_way() -> None:
    for count in (10, 9_000):
        one, scores = of_size(count), np.zeros(DOCUMENTS, dtype=np.float32)
        one.add_to(scores)
        assert scores.sum() == one.count == one.presence(DOCUMENTS).sum() == count
