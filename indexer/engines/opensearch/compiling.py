"""A query tree to what the cluster is asked: which documents, and what adds to their scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.engines.contract import DEGREES, Degree, asked, chinese_pairs
from indexer.engines.opensearch.documents import key_of
from indexer.engines.opensearch.naming import Jurisdictions
from indexer.engines.opensearch.queries import (
    EVERY,
    Query,
    all_of,
    any_of,
    containing,
    having_all,
    none_of,
    worth,
)
from indexer.engines.opensearch.relaxing import Compiled, Running, queries_of_missing, queries_of_words
from indexer.engines.opensearch.terms import TermCounts, term
from indexer.engines.opensearch.values import Values
from indexer.query import (
    All,
    Any,
    Called,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Term,
    Titled,
    Valued,
    Words,
)
from indexer.query.weights import FIRST
from indexer.text import normalise_line
from indexer.text.numbers import as_token

MOST_WORDS = 40
"""Of a text with more clauses than the cluster takes, to begin with: each word is in up to twelve, its pairs
in one.
"""


class Compiler:
    """For one state of the index."""

    def __init__(self, terms: TermCounts, values: Values) -> None:
        self._terms = terms
        self._values = values
        self._jurisdictions = Jurisdictions(terms, values)

    def compiled(self, node: Node) -> Compiled:
        """Asks the cluster how frequent the words are, and how many documents have how many of them."""
        self._terms.learn(_queries_of(node, self._values))
        texts = (one for one in _parts(node) if isinstance(one, Words))
        self._terms.learn(query for text in texts for query in queries_of_missing(text, self._terms))
        return self._compiled(node)

    def shortened(self, node: Node) -> Iterator[Node]:
        """Shorter and shorter: with the words alone that tell most, as they are. For what somebody pasted."""
        texts = sum(isinstance(one, Words) for one in _parts(node))
        most = max(1, MOST_WORDS // texts) if texts else -1
        if texts:
            yield self._shortened(node, most, whole=True)
        while most >= 0:
            yield self._shortened(node, most, whole=False)
            most = most // 2 if most else -1

    def _shortened(self, node: Node, most: int, whole: bool) -> Node:
        """With so many words of each text, and the pairs of the whole text or of these words; 0: with one
        word, and nothing that it is worth beside.
        """
        match node:
            case Words(words, text) if words:
                telling = asked(node)
                best = sorted(telling or words, key=lambda word: -self._terms.idf(term("word", word)))
                left = tuple(word for word in words if word in best[: most or 1])
                said = text if whole else "\n".join(left)
                told = frozenset(left).intersection(telling)
                return Words(left, said, told, demanded=node.demanded) if most else Term(best[0])
            case All(nodes) | Any(nodes):
                return replace(node, nodes=tuple(self._shortened(one, most, whole) for one in nodes))
            case First(best, rest):
                return First(self._shortened(best, most, whole), self._shortened(rest, most, whole))
            case Preferred(inner, wish, weight):
                return Preferred(self._shortened(inner, most, whole), wish, weight)
            case _:
                return node

    def _compiled(self, node: Node) -> Compiled:
        match node:
            case Term(word):
                return Compiled(term("word", word), self._terms.worth("word", (word,)))
            case Words():
                return Running(self._terms, self._values, node).found(self._jurisdictions)
            case Phrase(text, title_only, unless):
                mask = containing(text, title_only)
                if unless:
                    mask = all_of([mask, none_of([containing(sign, title_only=True) for sign in unless])])
                return Compiled(mask, self._terms.pairs_worth(chinese_pairs(text)))
            case All(nodes):
                return _all(list(map(self._compiled, nodes)))
            case Any(nodes):
                return _any(list(map(self._compiled, nodes)))
            case First(best, rest):
                return self._first(self._compiled(best), self._compiled(rest))
            case Preferred(inner, wish, weight):
                found = self._compiled(inner)
                more = worth(self._compiled(wish).mask, weight)
                return replace(found, scores=(*(found.scores or ()), more))
            case Everything() | Numbered() | Called() | Valued() | Titled() | Dated() | Not():
                return Compiled(self._selected(node))

    def _selected(self, node: Everything | Numbered | Called | Valued | Titled | Dated | Not) -> Query:
        """What adds nothing to a score."""
        match node:
            case Everything():
                return EVERY
            case Numbered(keys):
                return any_of([term("word", as_token(key)) for key in keys])
            case Called(works):
                hashes = [key_of(work) for work in works]
                return any_of([{"terms": {name: hashes}} for name in ("work", "brought")])
            case Valued(name, text):
                values = [value for value in self._values.of(name) if text in normalise_line(value)]
                return {"terms": {name: values}}
            case Titled(word):
                return having_all("titled", (word,))
            case Dated(first, last):
                return {"range": {"day": {"gte": first, "lte": last}}}
            case Not(inner):
                return none_of([self._compiled(inner).mask])

    def _first(self, best: Compiled, rest: Compiled) -> Compiled:
        if self._terms.view.counts([best.mask]) == [0]:
            return rest
        scores = [worth(best.mask, FIRST), *filter(None, [rest.guarded])]
        mask, whole = (any_of([best.mask, one]) for one in (rest.mask, rest.entire))
        return Compiled(mask, tuple(scores), rest.degree, whole, rest.certain, rest.elsewhere, rest.ahead)


def _all(found: Sequence[Compiled]) -> Compiled:
    scores = [one.scores for one in found if one.scores is not None]
    mask = all_of([one.mask for one in found])
    whole = all_of([one.entire for one in found])
    return Compiled(mask, tuple(sum(scores, ())) if scores else None, _widest(found), whole)


def _any(found: Sequence[Compiled]) -> Compiled:
    guarded = tuple(one.guarded for one in found if one.guarded)
    mask, whole = any_of([one.mask for one in found]), any_of([one.entire for one in found])
    counting = any(one.scores is not None for one in found)
    return Compiled(mask, guarded if counting else None, _widest(found), whole)


def _widest(found: Sequence[Compiled]) -> Degree:
    return max((one.degree for one in found), key=DEGREES.index)


def _parts(node: Node) -> Iterator[Node]:
    """A tree's nodes."""
    yield node
    match node:
        case All(nodes) | Any(nodes):
            for inner in nodes:
                yield from _parts(inner)
        case First(one, other) | Preferred(one, other, _):
            yield from _parts(one)
            yield from _parts(other)


def _queries_of(node: Node, values: Values) -> Iterator[Query]:
    """All whose counts the scores of a tree depend on."""
    for one in _parts(node):
        match one:
            case Term(word):
                yield term("word", word)
            case Words() | Phrase():
                yield from queries_of_words(one, values)
