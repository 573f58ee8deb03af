"""What a query means, for queries that say what they are about in running words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indexer.engines import Near
from indexer.meaning import Meanings
from indexer.query import MAX_CHARACTERS, ParsedQuery, Words
from indexer.query.weights import MEANT, MEANT_FARTHEST, MEANT_JOINING, MEANT_KNOWN
from indexer.searching.answers import SearchRequest
from indexer.searching.asked import running
from indexer.text import without_surrogates

LEAST_WORDS = 3
"""Telling words that a query has to have: who types one or two knows the word that is wanted. A guess."""

LIKELY = 2 * LEAST_WORDS
"""Characters of as many words, as a rule; what is shorter is read when it is parsed. A guess."""

COMMANDS = frozenset('":：')
"""Signs of exact phrases and fields, which are left to their words."""

LIKE_KNOWN, LIKE_JOINING = 200, 10
"""Documents nearest to another whose nearness counts, and those that need no word of its title. Guesses."""

LIKE_LEAST = 0.93
"""Cosine of documents that may be about the same. Shown for 110 of 985 policies and regulations are 82 of the
91 that share most words of the title at 0.92 and at 0.93, 75 at 0.935, and 374, 259 and 194 that share none
(a test of pupils beside the terms of a college); for 110 others 96 and 95 of 99, and 280 and 165."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found by meaning."""

    near: Near
    starts: Mapping[int, int]
    """By document, where the passage begins that means most what was asked."""


def words_with_meaning(request: SearchRequest, parsed: ParsedQuery) -> Words | None:
    """The running words of a query whose meaning counts; None for one that is left to its words."""
    if not request.meaning or request.sort != "relevance" or parsed.literal or request.limited:
        return None
    words = running(parsed.node)
    if words is None:
        return None
    telling = words.words if words.telling is None else (*words.telling, *words.lone)
    if len(telling) < LEAST_WORDS:
        return None
    return words


def read_ahead(meanings: Meanings, request: SearchRequest) -> None:
    """Have a query read while it is parsed and its words are matched, if its meaning is likely to count."""
    asked = request.meaning and request.sort == "relevance" and not request.limited and not request.hurried
    if asked and len(request.query) >= LIKELY and COMMANDS.isdisjoint(request.query):
        read(meanings, request.query)


def read(meanings: Meanings, query: str) -> None:
    """Have a query read in another thread, unless it is already."""
    meanings.read(_as_read(query))


def _as_read(query: str) -> str:
    return without_surrogates(query[:MAX_CHARACTERS]).strip()


def meant_by(meanings: Meanings, words: Words, query: str) -> Meant | None:
    """What means what these words of a query say; None where no vectors are to be had."""
    found = meanings.nearest(_as_read(query), MEANT_KNOWN, MEANT_JOINING)
    if found is None:
        return None
    least = max(found.cosines[-1], found.cosines[0] - MEANT_FARTHEST)
    nearness = MEANT * np.maximum(0, found.cosines - least)
    ids = tuple(found.documents.tolist())
    near = Near(words.text, ids, tuple(nearness.tolist()), MEANT_JOINING)
    joining = slice(MEANT_JOINING)
    return Meant(near, dict(zip(ids[joining], found.starts[joining].tolist(), strict=True)))


def like(meanings: Meanings, number: int) -> Near | None:
    """What means the same as a document; None where that is not known."""
    found = meanings.like(number, LIKE_KNOWN)
    if found is None:
        return None
    alike = int(np.count_nonzero(found.cosines >= LIKE_LEAST))
    nearness = MEANT * np.maximum(0, found.cosines - found.cosines[-1])[:alike]
    ids = tuple(found.documents[:alike].tolist())
    return Near("", ids, tuple(nearness.tolist()), LIKE_JOINING)
