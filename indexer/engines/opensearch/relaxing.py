"""Running words: what they are worth, and how many of them a document has to have."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.engines.contract import DEGREES, Degree, chinese_pairs
from indexer.engines.opensearch.documents import key_of
from indexer.engines.opensearch.queries import Query, all_of, any_of, at_least, worth
from indexer.engines.opensearch.terms import TermCounts, term
from indexer.query import Phrase, Words
from indexer.query.weights import ALL_WORDS, ENOUGH, K1, PAIR, SHARES, TITLE_ASKED
from indexer.text import title_key

LEAST_SHARE = 1e-9
"""More than nothing."""


def found_by(terms: TermCounts, node: Words) -> tuple[Query, tuple[Query, ...], Degree]:
    """Which documents, what adds to their scores, and the degree."""
    scores = words_worth(terms, node.words) + pairs_worth(terms, node.text)
    for related in node.related:
        new = tuple(word for word in related.words if word not in node.words)
        scores += words_worth(terms, new, related.weight)
        scores += pairs_worth(terms, related.text, related.weight, but=node.text)
    shares = _shares(terms, node)
    mask, degree = _relaxed(terms, node, shares)
    scores += (worth(at_least(shares, SHARES["all"]), ALL_WORDS),)
    if key := title_key(node.text):
        scores += (worth({"term": {"name": key_of(key)}}, TITLE_ASKED),)
    return mask, scores, degree


def words_worth(terms: TermCounts, words: tuple[str, ...], weight: float = 1.0) -> tuple[Query, ...]:
    """BM25 of each of the words."""
    return tuple(
        term("word", word, weight * (K1 + 1) * terms.idf("word", word))
        for word in words
        if terms.count("word", word)
    )


def pairs_worth(terms: TermCounts, text: str, weight: float = 1.0, but: str = "") -> tuple[Query, ...]:
    """BM25 of the pairs of a text that another does not have."""
    return tuple(
        term("pair", pair, weight * PAIR * (K1 + 1) * terms.idf("pair", pair))
        for pair in chinese_pairs(text)
        if pair not in but and terms.count("pair", pair)
    )


def terms_of_words(node: Words | Phrase) -> Iterator[tuple[str, str]]:
    """All whose frequency the scores depend on, each a kind and a text."""
    yield from (("pair", pair) for pair in chinese_pairs(node.text))
    if isinstance(node, Words):
        yield from (("word", word) for word in (*node.words, *(node.telling or ())))
        for related in node.related:
            yield from (("word", word) for word in related.words)
            yield from (("pair", pair) for pair in chinese_pairs(related.text))


def _shares(terms: TermCounts, node: Words) -> list[Query]:
    """Of each telling word, what it tells of what they all tell; said in another way it counts as much."""
    telling = node.words if node.telling is None else sorted(node.telling)
    total = sum(terms.idf("word", word) for word in telling)
    queries = []
    for word in telling:
        otherwise = [_having(related.words) for related in node.related if word in related.instead]
        if share := terms.idf("word", word) / (total or 1.0):
            queries.append(worth(any_of([term("word", word), *otherwise]), share))
    return queries


def _having(words: tuple[str, ...]) -> Query:
    return all_of([term("word", word) for word in words])


def _relaxed(terms: TermCounts, node: Words, shares: list[Query]) -> tuple[Query, Degree]:
    """Documents with as much of the telling words as leaves enough of them; filler alone is not enough."""
    said = [_having(related.words) for related in node.related]
    found = any_of([*(term("word", word) for word in node.words), *said])
    degrees = DEGREES[:-1]
    counts = _counted(terms, found, shares)
    if not any(terms.count("word", word) for word in node.words):
        # Cut differently there, or nowhere together: what shares a pair is better than nothing.
        found = any_of([*(term("pair", pair) for pair in chinese_pairs(node.text)), *said])
        counts = _counted(terms, found, shares)
    if counts[0]:
        found = all_of([found, at_least(shares, LEAST_SHARE)])
    enough = min(ENOUGH, max(terms.view.documents // 100, ENOUGH // 10))
    for degree, count in zip(degrees, counts[2:], strict=True):
        if count >= enough:
            return all_of([found, at_least(shares, SHARES[degree])]), degree
    whole = counts[2] == (counts[0] or counts[1])
    return found, "all" if whole else DEGREES[-1]


def _counted(terms: TermCounts, found: Query, shares: list[Query]) -> list[int]:
    """Of what was found: how many have any share, all, and how many each degree leaves."""
    levels = [at_least(shares, least) for least in (LEAST_SHARE, *map(SHARES.__getitem__, DEGREES[:-1]))]
    every, told, *each = terms.view.counts([found, *(all_of([found, level]) for level in levels)])
    return [told, every, *each]
