"""What every engine counts the same way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from corpus.lazy_regex import lazy_regex
from indexer.query import Body, Related, Words
from indexer.query.filler import FILLER
from indexer.query.framing import LAWS
from indexer.query.weights import (
    BODY,
    BODY_ASKED,
    CITED,
    CITED_LEAST,
    ELSEWHERE,
    FEW,
    FEW_PARTED,
    FEW_TITLED,
    LEADING,
    STATE_SHARE,
    TITLED,
    WHERE,
)
from indexer.text.jurisdictions import PROVINCES

LONGEST_VERBATIM = 30
"""Characters of a text that is looked for as it was typed; longer ones are sentences. A guess."""

_WITH_KIND = lazy_regex("(?=([\u4e00-\u9fff]{2,8}?[省市县区州盟旗]))")
"""What may be the name of a place in full, wherever it begins."""

_PROVINCE = lazy_regex("|".join(PROVINCES))
"""One behind the other: 上海南路 is in 上海, and not in 海南."""


def idf(count: int, documents: int) -> float:
    """How much a term tells that `count` of `documents` have; always positive (Lucene's form of BM25)."""
    return math.log1p((documents - count + 0.5) / (count + 0.5))


def chinese_pairs(text: str) -> list[str]:
    """Each two neighbouring letters or characters that are not both ASCII, once, in the order of the text."""
    found = (text[i : i + 2] for i in range(len(text) - 1))
    return list(dict.fromkeys(pair for pair in found if not pair.isascii() and pair.isalnum()))


def asked(node: Words) -> tuple[str, ...]:
    """The words that a document is asked to have."""
    return node.words if node.telling is None else tuple(sorted(node.telling))


def matters(node: Words) -> tuple[str, ...]:
    """The words that say what is asked for, where others say where; nothing where none do."""
    return tuple(word for word in asked(node) if word not in node.placed) if node.placed else ()


def shares(node: Words, told: Mapping[str, float]) -> dict[str, float]:
    """What each telling word has of what they tell together; those that say where no more than WHERE."""
    about = sum(told[word] for word in matters(node))
    where = sum(worth for word, worth in told.items() if word in node.placed)
    less = min(1.0, WHERE * about / where) if about and where else 1.0
    weights = {word: worth * (less if about and word in node.placed else 1.0) for word, worth in told.items()}
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()} if total else weights


def weighed(node: Words) -> tuple[str, ...]:
    """The words by which it counts how much of the text a document has."""
    return (*asked(node), *sorted(node.lone))


def typed_whole(node: Words | Related) -> bool:
    """Whether documents are looked for that have the text just as it was typed, or would be said now."""
    return len(node.words) > 1 and 1 < len(node.text) <= LONGEST_VERBATIM and "\n" not in node.text


def leading_whole(node: Words, related: Related) -> bool:
    """Whether documents are looked for that have a leading term as it is: several words stand for it."""
    return typed_whole(related) or (len(node.words) > 1 and len(related.text) > 1)


def leading(node: Words) -> list[Related]:
    """The leading terms of a text that are looked for as they are. They stand for one thing, and each tells
    as much as the one that tells least: 特困人员 and 农村五保供养.
    """
    return [one for one in node.related if one.leads and leading_whole(node, one)]


def names_of(node: Words) -> list[str]:
    """Names of what a text may ask for as a whole: itself, terms that lead, the law about what it is about
    (道路交通安全法 for 道路交通安全).
    """
    about = "".join(node.subject) or (node.text if len(node.words) == 1 else "")
    called = bool(about) and about in node.text and not about.endswith(LAWS)
    laws = [about + kind for kind in LAWS] if called else []
    return [node.text, *(one.text for one in node.related if one.leads), *laws]


def names_all(node: Words) -> bool:
    """Whether the text is a few words that are all wanted, and no question."""
    telling, parts = asked(node), node.text.count("\n") + 1
    most = FEW if parts == 1 or parts > FEW else FEW_PARTED
    naming = frozenset(word for body in node.bodies for word in body.instead)
    others = (word for word in node.words if (len(word) > 1 or word in FILLER) and word not in naming)
    if len(node.words) == 1 or not all(any(word in one for one in telling) for word in others):
        return False
    # What names an agency is one thing, however it is cut: 地方志编纂办公室.
    beside = sum(len(word) > 1 for word in telling if word not in naming)
    return beside + (not naming.isdisjoint(telling)) <= most


def few(node: Words) -> bool:
    """Whether the text names one thing, or a few that are all wanted."""
    return names_all(node) or len(asked(node)) == 1


def stands_within(word: str, node: Words) -> bool:
    """Whether it counts within longer words too, as 物业 in 物业管理; no letters, no character of a few."""
    return not word.isascii() and (len(word) > 1 or len(node.text) == 1)


def bodies_beside(node: Words) -> tuple[Body, ...]:
    """The agencies that a text names beside something else, for which titles need not name them."""
    return tuple(body for body in node.bodies if not body.instead.issuperset(asked(node)))


def body_worth(node: Words, body: Body, told: float) -> float:
    """What is added to the documents of an agency that tells so much."""
    return BODY * told + (BODY_ASKED if body.instead.issuperset(asked(node)) else 0.0)


def titled_worth(node: Words) -> float:
    """What is added to titles with all of it; less where the words were typed as one, and may stand so."""
    return FEW_TITLED if few(node) and not typed_whole(node) else TITLED


def typed_parts(node: Words) -> list[str]:
    """Of a few words with blanks between them what stands together and is more than one: 北京 安全生产."""
    parts = node.text.split("\n")
    if len(parts) == 1 or not names_all(node):
        return []
    places = {part for part in parts for word in node.placed if part[:-1] == word}
    told = (part for part in parts if part not in places and part not in node.words)
    return [part for part in told if len(part) > 1 and not part.isascii()]


def added(node: Words) -> Iterator[tuple[Related, list[str], list[str]]]:
    """Each other way to say it, with the words and pairs that neither the text nor a weightier way has.

    An agency has many names of the same words, which tell no more than once.
    """
    words, pairs = set(node.words), set(chinese_pairs(node.text))
    for related in sorted(node.related, key=lambda one: -weight_of(one)):
        new = [word for word in related.words if word not in words]
        between = [pair for pair in chinese_pairs(related.text) if pair not in pairs]
        words.update(new)
        pairs.update(between)
        yield related, new, between


def weight_of(related: Related) -> float:
    """What its words count against those of the query."""
    return LEADING if related.leads else related.weight


def place_names(node: Words) -> set[str]:
    """What may be the name of a place in a text, or in another way to say it."""
    text = "\n".join([node.text, *(related.text for related in node.related)])
    full = {found[1] for found in _WITH_KIND.finditer(text)}
    words = (word for related in node.related for word in related.words)
    return {*node.words, *words, *full, *_PROVINCE.findall(text)}


def kept_unasked(states: int, documents: int) -> float:
    """What a document of another place keeps of its score where the text names no place; `states`: how many
    of the documents are the state's.
    """
    return 1 - (1 - ELSEWHERE) * _state(states, documents)


def cited_worth(states: int, documents: int) -> float:
    """What a document gains of its score with the logarithm of the number that cite it; `states` as above."""
    return max(CITED_LEAST, CITED * _state(states, documents))


def _state(states: int, documents: int) -> float:
    """How far a collection is the state's: 1 where STATE_SHARE of it or more is."""
    return min(1.0, states / (STATE_SHARE * max(documents, 1)))
