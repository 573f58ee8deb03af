"""How much each term of a query tells: what a passage is chosen by."""

from __future__ import annotations

from indexer.engines import EngineReader
from indexer.query import ParsedQuery
from indexer.text import normalise_line

LONGEST_TYPED = 30
"""Characters of a query that is marked as a whole; longer ones are sentences. A guess."""


def term_weights(reader: EngineReader, parsed: ParsedQuery, query: str) -> dict[str, float]:
    """The terms to mark and how much each tells; single characters (的, 吗) only for want of others.

    A few words that stand together as they were typed tell as much as all of them; another way to say some of
    them tells no more than its share of those.
    """
    weights = dict(zip(parsed.terms, reader.rarity(parsed.terms), strict=True))
    for way in parsed.ways:
        told = sum(weights.get(word, 0.0) for word in way.instead if word != way.text)
        if told and way.text in weights and way.text not in way.instead:
            weights[way.text] = min(weights[way.text], way.weight * told)
    telling = {term: weight for term, weight in weights.items() if len(term) > 1 or term.isascii()}
    typed = normalise_line(query)
    if len(weights) > 1 and len(typed) <= LONGEST_TYPED and typed.isalnum() and reader.standing([typed])[0]:
        return {**weights, typed: sum(weights.values())}
    return telling or weights
