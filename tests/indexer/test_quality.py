"""How well questions of the public find the articles that answer them; the floors only rise. Evaluations."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from helpers_indexing import made_documents

from corpus.config import Config, IndexSettings
from corpus.exchange.imports import import_file
from corpus.store import Store, open_store
from indexer.building import build
from indexer.building.filling import fill
from indexer.building.learning import learn
from indexer.engines.open import open_engine
from indexer.errors import JudgementsBroken
from indexer.evaluation import evaluate, write_run
from indexer.intake import Spool

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FLOORS = Path(__file__).parents[2] / "benchmarks" / "floors.toml"


def index_words(store: Store, config: Config) -> None:
    """What `build` does, without the search for duplicates, which takes most of its time."""
    learning = partial(learn, store, config.index)
    writing = open_engine(config).writer(rebuild=False, store=store.identity, learn=learning)
    with Spool() as spool, writing as writer:
        fill(writer, store, spool, lambda done, total: None)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_questions_of_the_public_find_their_articles(shared_data: Path, config: Config) -> None:
    config = replace(config, index=IndexSettings())
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["search"]
    with open_store(config.store_url) as store:
        import_file(str(shared_data / "articles.jsonl.xz"), store, on_bad=lambda fault: None)
        index_words(store, config)
        found = evaluate(
            store, config, shared_data / "questions.dev.tsv", shared_data / "questions.dev.qrels"
        )
    missed = {
        name: found.figures[name] for name, floor in floors.items() if found.figures[name] < floor / 100
    }
    assert not missed


@pytest.fixture
def judged(tmp_path: Path) -> tuple[Path, Path]:
    queries, qrels = tmp_path / "q.tsv", tmp_path / "q.qrels"
    document = made_documents(1)[0]
    queries.write_text(f"q1\t{document.title}\nq2\t没有评判的问题\n", encoding="utf-8")
    qrels.write_text(f"q1 0 {document.url} 1\nq1 0 http://gone.test/ 1\n", encoding="utf-8")
    return queries, qrels


def test_an_evaluation_counts_what_it_finds(config: Config, judged: tuple[Path, Path]) -> None:
    with open_store(config.store_url) as store:
        store.put_many(made_documents(30))
        build(store, config)
        found = evaluate(store, config, *judged)
    assert (found.queries, found.judged) == (1, 1)
    assert found.figures["recall@100"] == 0.5
    assert found.figures["mrr@10"] == 1.0
    assert 0 < found.figures["p50_ms"] <= found.figures["p95_ms"]
    assert {"recall@5", "recall@10", "ndcg@10", "cold_p50_ms", "cold_p95_ms"} < found.figures.keys()
    written = BytesIO()
    write_run(found.run, written)
    first = written.getvalue().decode().splitlines()[0].split()
    assert first[:2] + first[3:4] == ["q1", "Q0", "1"]


@pytest.mark.parametrize(
    ("queries", "qrels"),
    [("q1 没有制表符\n", "q1 0 u 1\n"), ("q1\t问\n", "q1 u 1\n"), ("q1\t问\n", "q2 0 u 1\n"), ("", "")],
)
def test_broken_judgements_are_named(config: Config, tmp_path: Path, queries: str, qrels: str) -> None:
    (tmp_path / "q.tsv").write_text(queries, encoding="utf-8")
    (tmp_path / "q.qrels").write_text(qrels, encoding="utf-8")
    with open_store(config.store_url) as store, pytest.raises(JudgementsBroken, match="q\\."):
        evaluate(store, config, tmp_path / "q.tsv", tmp_path / "q.qrels")


def test_a_missing_file_of_judgements_is_named(config: Config, tmp_path: Path) -> None:
    with open_store(config.store_url) as store, pytest.raises(JudgementsBroken, match="nowhere"):
        evaluate(store, config, tmp_path / "nowhere.tsv", tmp_path / "nowhere.qrels")
