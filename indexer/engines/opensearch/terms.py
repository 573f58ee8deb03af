"""How many documents have a term, remembered for one state of the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.engines.contract import idf
from indexer.engines.opensearch.queries import Query
from indexer.engines.opensearch.view import View

MOST = 100_000
"""Counts that are remembered. A guess."""

FIELDS = {"word": "words", "pair": "content"}


def term(kind: str, text: str, boost: float = 1.0) -> Query:
    """Documents with a word or a pair; scores as BM25 without idf, times `boost`."""
    return {"term": {FIELDS[kind]: {"value": text, "boost": boost}}}


@dataclass(slots=True)
class TermCounts:
    """Of one view; several threads may ask."""

    view: View
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def learn(self, terms: Iterable[tuple[str, str]]) -> None:
        """Ask for all of them at once, each a kind and a text, so that asking for each costs nothing."""
        if len(self._counts) > MOST:
            self._counts.clear()
        new = [one for one in dict.fromkeys(terms) if one not in self._counts]
        self._counts.update(zip(new, self.view.counts([term(*one) for one in new]), strict=True))

    def count(self, kind: str, text: str) -> int:
        """Documents that have it."""
        self.learn([(kind, text)])
        return self._counts[kind, text]

    def idf(self, kind: str, text: str) -> float:
        """How much it tells."""
        return idf(self.count(kind, text), self.view.documents)

    def rarity(self, words: Sequence[str]) -> list[float]:
        """0 for a word of every document, 1 for one that none or one has."""
        self.learn(("word", word) for word in words)
        most = idf(1, self.view.documents)
        return [min(1.0, self.idf("word", word) / most) if most else 1.0 for word in words]
