from __future__ import annotations

import random
from pathlib import Path

import pytest
from engine_contract import EngineContract, RemoteEngineContract, search
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory_engine import MemoryEngine
from places_contract import PlacesContract

from corpus.catalogue import Filters
from corpus.config import Config, IndexSettings
from corpus.web_settings import SearchSettings
from indexer.engines import Engine, IndexedDocument
from indexer.engines.whoosh import WhooshEngine
from indexer.query import All, Any, Everything, Node, Not, Phrase, Preferred, Term, Valued, Words
from indexer.text import fingerprint

SENTENCES = ("公园开放。", "县政府通知", "补贴", "〔2019〕5号", "A区 b楼", "\n", "渔民补贴办法", "开放公园")
WORDS = ("公园", "开放", "通知", "补贴", "2019", "b", "渔民", "没有")
texts = st.lists(st.sampled_from(SENTENCES), max_size=6).map("".join)
values = st.sampled_from([None, "甲", "乙", "丙"])
documents = st.lists(
    st.builds(
        IndexedDocument,
        id=st.integers(1, 12),
        title=texts,
        text=texts,
        facets=st.fixed_dictionaries(
            {"column": values, "agency": values, "topic": values, "year": st.sampled_from([None, 2020, 2021])}
        ),
        day=st.integers(0, 3),
        copy_of=st.integers(0, 3),
    ),
    max_size=10,
)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.sampled_from(WORDS).map(Term),
    st.sampled_from(["公", "园开", "放公园", "府通知补", "a区b", "(2019)5", "2019", "补贴办", "。"]).map(
        Phrase
    ),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not), st.tuples(inner, inner).map(All), st.tuples(inner, inner).map(Any)
    ),
    max_leaves=5,
)
filters = st.builds(
    Filters,
    column=st.sampled_from([(), ("甲",), ("甲", "乙")]),
    agency=st.sampled_from([(), ("乙",)]),
    year=st.sampled_from([(), (2020,), (1999,)]),
)


class TestWhooshEngine(PlacesContract, EngineContract):
    @pytest.fixture
    def engine(self, config: Config) -> Engine:
        return WhooshEngine(config, fingerprint(IndexSettings()))


class TestMemoryEngine(RemoteEngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return MemoryEngine(IndexSettings())

    def silence(self, engine: Engine) -> None:
        assert isinstance(engine, MemoryEngine)
        engine.line.cut = True


def agency_of(value: str | None) -> Node:
    return Valued("agency", value or "丁")


def write(engine: Engine, batches: list[list[IndexedDocument]], removed: set[int]) -> None:
    for batch in batches:
        with engine.writer(rebuild=False, store="") as writer:
            writer.add(batch)
            writer.commit(1)
    with engine.writer(rebuild=False, store="") as writer:
        writer.remove(removed)
        writer.commit(2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    batches=st.lists(documents, min_size=1, max_size=3),
    removed=st.sets(st.integers(1, 12), max_size=3),
    tree=st.one_of(trees, st.builds(Preferred, trees, values.map(agency_of), st.just(1.0))),
    wanted=filters,
)
def test_results_and_facets_are_those_of_looking_at_every_document(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[IndexedDocument]],
    removed: set[int],
    tree: Node,
    wanted: Filters,
) -> None:
    ours = WhooshEngine(Config(data=tmp_path_factory.mktemp("index")), fingerprint(IndexSettings()))
    reference = MemoryEngine(IndexSettings())
    for engine in (ours, reference):
        write(engine, batches, removed)
    got, expected = (
        search(engine, tree, filters=wanted, sort="issued_newest") for engine in (ours, reference)
    )
    assert (got.total, got.ids, got.facets) == (expected.total, expected.ids, expected.facets)


def test_scores_depend_on_neither_commits_nor_merges_nor_deleted_documents(tmp_path: Path) -> None:
    chance = random.Random(5)
    made = [
        IndexedDocument(n, chance.choice(SENTENCES), "".join(chance.choices(SENTENCES, k=9)))
        for n in range(1, 60)
    ]
    grown, built = (WhooshEngine(Config(data=tmp_path / name), fingerprint(IndexSettings())) for name in "ab")
    write(grown, [made[:30], *([document] for document in made[20:])], {3, 50})
    write(built, [[document for document in made if document.id not in (3, 50)]], set())
    query = Words(("公园", "补贴", "渔民"), "公园补贴渔民")
    got, expected = search(grown, query), search(built, query)
    assert got.ids == expected.ids
    assert got.scores == pytest.approx(expected.scores, rel=1e-5)
    assert grown.status().segments > built.status().segments == 1


def test_segments_stay_few_however_many_commits(tmp_path: Path) -> None:
    engine = WhooshEngine(Config(data=tmp_path), fingerprint(IndexSettings()))
    write(engine, [[IndexedDocument(n, "公园", f"第{n}份")] for n in range(1, 80)], {7})
    assert engine.status().segments <= 5
    assert search(engine, Term("公园")).total == 78


def test_a_cache_too_small_for_anything_changes_no_answer(tmp_path: Path) -> None:
    config = Config(data=tmp_path, search=SearchSettings(cache_mb=0), index=IndexSettings(processes=1))
    engine = WhooshEngine(config, fingerprint(IndexSettings()))
    write(engine, [[IndexedDocument(n, "公园", "开放") for n in range(1, 20)]], set())
    assert search(engine, Words(("公园", "开放"), "公园开放")).total == 19
