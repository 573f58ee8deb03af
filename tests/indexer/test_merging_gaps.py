"""What only deleted documents had goes in a merge, however much of it stands together."""

from __future__ import annotations

import random

import pytest

from corpus.config import Config
from indexer.engines import EngineRequest, IndexedDocument
from indexer.engines.whoosh import WhooshEngine, merge_terms
from indexer.query import Node, Phrase, Words
from indexer.text import fingerprint

MANY = 40


def document(number: int) -> IndexedDocument:
    """Words of its own stand together in the order of terms, beside those of its neighbours."""
    own = " ".join(f"w{number:03d}{part}" for part in "abcdefgh")
    return IndexedDocument(number, f"第{number}份", f"公园 {own}")


def opened(config: Config) -> WhooshEngine:
    return WhooshEngine(config, fingerprint(config.index))


def answers(config: Config) -> list[object]:
    reader = opened(config).reader()
    words = [Words((f"w{n:03d}a",), "") for n in range(MANY)]
    nodes: list[Node] = [*words, *(Phrase(f"第{n}份") for n in range(MANY))]
    found = [reader.search(EngineRequest(node, limit=MANY)) for node in nodes]
    return [(one.total, one.ids, [round(score, 4) for score in one.scores]) for one in found]


@pytest.mark.parametrize("seed", range(12))
def test_a_merge_over_many_deleted_documents_is_as_made_anew(
    config: Config, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(merge_terms, "WINDOW", 8)
    chance = random.Random(seed)
    first = chance.randrange(MANY - 8)
    gone = [*range(first, first + 8), *chance.sample(range(MANY), 5)]
    for numbers, removed in ((range(MANY), ()), (range(MANY, 3 * MANY), gone)):
        with opened(config).writer(rebuild=False, store="") as writer:
            writer.remove(removed)
            writer.add(document(number) for number in numbers)
            writer.commit(1)
    assert opened(config).status().segments == 1
    grown = answers(config)
    with opened(config).writer(rebuild=True, store="") as writer:
        writer.add(document(number) for number in range(3 * MANY) if number not in gone)
        writer.commit(2)
    assert grown == answers(config)


def test_documents_without_a_word_are_merged(config: Config) -> None:
    for number in (1, 2):
        with opened(config).writer(rebuild=False, store="") as writer:
            writer.add([IndexedDocument(number, "！", "")])
            writer.commit(number)
    assert opened(config).status().segments == 1
    assert opened(config).reader().search(EngineRequest()).total == 2
