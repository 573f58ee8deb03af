"""What a term adds to a score, and how many documents have it, remembered for one state of the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.engines.contract import idf
from indexer.engines.opensearch.queries import Query, at_least
from indexer.engines.opensearch.view import View
from indexer.query.weights import K1, PAIR

MOST = 100_000
"""Counts that are remembered. A guess."""

FIELDS = {"word": "words", "pair": "content", "character": "content.characters"}


def term(kind: str, text: str, boost: float = 1.0) -> Query:
    """Documents with a word, pair or character; scores as BM25 without idf, times `boost`."""
    return {"term": {FIELDS[kind]: {"value": text, "boost": boost}}}


@dataclass(slots=True)
class TermCounts:
    """Of one view; several threads may ask."""

    view: View
    _counts: dict[str, int] = field(default_factory=dict)
    """By a digest of each query."""

    def learn(self, queries: Iterable[Query]) -> None:
        """Ask for all of them at once, so that asking for each costs nothing."""
        if len(self._counts) > MOST:
            self._counts.clear()
        new = {key: query for query in queries if (key := _key(query)) not in self._counts}
        self._counts.update(zip(new, self.view.counts(list(new.values())), strict=True))

    def sharing(self, scored: Sequence[Query], levels: Sequence[float]) -> list[int]:
        """Documents whose scores add up to so much, for each of the levels: all in one pass over them."""
        keys = [_key(at_least(scored, least)) for least in levels]
        found = [count for key in keys if (count := self._counts.get(key)) is not None]
        if len(found) < len(keys):
            found = self.view.levels(scored, levels)
            self._counts.update(zip(keys, found, strict=True))
        return found

    def count(self, query: Query) -> int:
        """Documents that it finds."""
        key = _key(query)
        found = self._counts.get(key)
        if found is None:
            (found,) = self.view.counts([query])
            self._counts[key] = found
        return found

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """Documents that each of them finds."""
        self.learn(queries)
        return list(map(self.count, queries))

    def idf(self, query: Query) -> float:
        """How much it tells."""
        return idf(self.count(query), self.view.documents)

    def rarity(self, words: Sequence[str]) -> list[float]:
        """0 for a word of every document, 1 for one that none or one has."""
        self.learn(term("word", word) for word in words)
        most = idf(1, self.view.documents)
        return [min(1.0, self.idf(term("word", word)) / most) if most else 1.0 for word in words]

    def worth(self, kind: str, texts: Iterable[str], weight: float = 1.0) -> tuple[Query, ...]:
        """BM25 of each of them."""
        return tuple(
            term(kind, text, weight * (K1 + 1) * self.idf(plain))
            for text in texts
            if self.count(plain := term(kind, text))
        )

    def pairs_worth(self, pairs: Iterable[str], weight: float = 1.0) -> tuple[Query, ...]:
        """BM25 of pairs of characters."""
        return self.worth("pair", pairs, weight * PAIR)


def _key(query: Query) -> str:
    return hashlib.blake2b(json.dumps(query).encode(), digest_size=16).hexdigest()
