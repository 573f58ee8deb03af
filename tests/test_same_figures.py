"""Relevance and duplicates have the same figures on all four pairs of a database and an engine."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from _edits import SORTS, Edited, make
from _laws import open_collection
from duplicates import judge, posting, shares
from opensearch_node import far, line
from pairs import PAIRS, pair_at

from corpus.config import Config
from corpus.exchange.imports import parse_record
from corpus.records import Document
from corpus.store import open_store
from indexer.building import build
from indexer.duplicates import open_checker
from indexer.evaluation import evaluate

__all__ = ["far", "line"]

ARTICLES, QUESTIONS, POSTINGS = 640, 40, 2
"""Articles of so many laws, a question about each law, postings of each sort."""

NEAR = 0.005
"""By which figures of relevance may differ."""

OVERLAP = 0.95
"""Of the first ten of a question, at least."""


@dataclass
class Material:
    """What stands in the collection, and what is asked of it."""

    documents: list[Document]
    postings: dict[str, list[Edited]]
    queries: Path
    qrels: Path


@dataclass
class Figures:
    """Of one pair."""

    relevance: dict[str, float]
    first_ten: dict[str, set[str]]
    duplicates: dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def material(law_data: Path) -> Material:
    collection = open_collection(law_data, 1)
    postings = {sort: list(make(sort, collection, POSTINGS, 1)) for sort in SORTS}
    edited = [one for made in postings.values() for one in made]
    counterparts = {one.counterpart for one in edited}
    documents = [document for document in collection.documents() if document.url in counterparts]
    documents += {one.stands.url: one.stands for one in edited if one.stands}.values()
    with lzma.open(law_data / "articles.jsonl.xz") as lines:
        documents += [parse_record(line, set()) for line in islice(lines, ARTICLES)]
    queries, qrels = law_data / "some.tsv", law_data / "some.qrels"
    for some, name in ((queries, "questions.dev.tsv"), (qrels, "questions.dev.qrels")):
        asked = (law_data / name).read_text(encoding="utf-8").splitlines(keepends=True)
        some.write_text("".join(asked[:QUESTIONS]), encoding="utf-8")
    return Material(documents, postings, queries, qrels)


@pytest.fixture(scope="module")
def expected(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return measured(Config(data=tmp_path_factory.mktemp("reference")), material)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("database", "engine"), PAIRS, indirect=["database"])
def test_figures_of_relevance_and_duplicates_are_the_same_on_all_pairs(
    data: Path, engine: str, request: pytest.FixtureRequest, expected: Figures, material: Material
) -> None:
    found = measured(pair_at(data, engine, request), material)
    assert found.duplicates == expected.duplicates
    for name, figure in expected.relevance.items():
        assert found.relevance[name] == pytest.approx(figure, abs=NEAR), name
    shares_of_ten = [
        len(ten & found.first_ten[question]) / len(ten) for question, ten in expected.first_ten.items()
    ]
    assert sum(shares_of_ten) / len(shares_of_ten) >= OVERLAP


def test_the_figures_are_of_something(expected: Figures) -> None:
    assert expected.relevance["recall@10"] > 0.5
    assert {sort for sort, of in expected.duplicates.items() if of.get("found") == 100} >= {
        "repost",
        "notice",
    }


def measured(config: Config, material: Material) -> Figures:
    """Stored, indexed, asked, and postings checked."""
    with open_store(config.store_url) as store:
        store.put_many(material.documents)
        build(store, config)
        evaluation = evaluate(store, config, material.queries, material.qrels)
        checker = open_checker(store, config)
        duplicates = {
            sort: shares([judge(one, checker.check(posting(one.posting))) for one in made])
            for sort, made in material.postings.items()
        }
    first_ten: dict[str, set[str]] = {}
    for one in evaluation.run:
        if one.rank <= 10:
            first_ten.setdefault(one.question, set()).add(one.url)
    relevance = {name: figure for name, figure in evaluation.figures.items() if not name.endswith("_ms")}
    return Figures(relevance, first_ten, duplicates)
