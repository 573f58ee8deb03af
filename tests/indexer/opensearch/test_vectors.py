"""Vectors that the cluster keeps, on a real node with the k-NN plugin."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest
from cut_line import CutLine
from meaning_stand_in import ASKED, FISHING, LITTER, PARKS, WIDTH, StandIn, refresh, take_place
from opensearch_node import VARIABLE

from corpus.config import Config
from corpus.store import Store, open_store
from indexer import Searcher, SearchRequest, SearchResponse, open_searcher, plain
from indexer.building import add_meaning, build
from indexer.engines import DocumentVectors, KeptVectors
from indexer.engines.open import open_vectors
from indexer.engines.opensearch import Cluster, ClusterVectors
from indexer.engines.opensearch.cluster import Json
from indexer.errors import IndexFault, IndexReadOnly
from indexer.meaning import keep, model
from indexer.meaning.files import whole_numbers
from indexer.meaning.keeping import kept_of
from indexer.segments.array_writer import Array


@pytest.fixture
def config(far: Config) -> Config:
    nodes = Cluster(os.environ[VARIABLE]).ask("GET", "/_nodes/plugins")["nodes"]
    if not all("opensearch-knn" in [one["name"] for one in node["plugins"]] for node in nodes.values()):
        pytest.skip(f"the node of {VARIABLE} lacks k-NN; tests/opensearch/start.sh starts 3.5.0 with it")
    return far


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a machine with much else to do."""
    monkeypatch.setattr("indexer.engines.opensearch.vectors.PATIENCE", 60)
    monkeypatch.setattr("indexer.engines.opensearch.vectors.LOOK_PATIENCE", 60)


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there are so many that the cluster is asked."""
    monkeypatch.setattr("indexer.meaning.meanings.FEW", 0)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.store_url) as opened:
        opened.put_many([LITTER, FISHING, PARKS])
        build(opened, config)
        yield opened


@pytest.fixture
def searcher(store: Store, config: Config, monkeypatch: pytest.MonkeyPatch) -> Searcher:
    given(store, config)
    take_place(monkeypatch)
    return open_searcher(store, config)


def given(store: Store, config: Config) -> KeptVectors:
    """Makes what is lacking and has the cluster keep it."""
    refresh(store, config, StandIn())
    keep(store, config, lambda done, total: None)
    kept = kept_of(store, config)
    assert kept is not None
    return kept


def titles(response: SearchResponse) -> list[str]:
    return [plain(hit.title) for hit in response.hits]


def forget_here(config: Config) -> None:
    """Takes away the vectors of this machine, not the model."""
    for path in config.meaning_path.glob("vectors-*.arrays"):
        path.unlink()
    (config.meaning_path / "CURRENT").unlink()


def test_a_host_without_vectors_finds_what_means_the_same(
    searcher: Searcher, store: Store, config: Config
) -> None:
    looked_through = open_searcher(store, replace(config, index=replace(config.index, engine="whoosh")))
    build(store, replace(config, index=replace(config.index, engine="whoosh")))
    expected = looked_through.search(SearchRequest(ASKED))
    like = store.by_url(LITTER.url)
    assert like is not None
    about = searcher.related(like)
    forget_here(config)
    response = open_searcher(store, config).search(SearchRequest(ASKED))
    assert response.meaning
    assert titles(response) == titles(expected)
    assert [hit.by_meaning for hit in response.hits] == [hit.by_meaning for hit in expected.hits]
    assert plain(response.hits[0].snippet) == LITTER.text
    assert open_searcher(store, config).related(like) == about


def test_what_changes_is_given_and_what_is_withdrawn_goes(store: Store, config: Config) -> None:
    given(store, config)
    fishing = store.by_url(FISHING.url)
    assert fishing is not None
    store.put(replace(PARKS, text="公园。" * 300))
    store.withdraw(FISHING.url)
    kept = given(store, config)
    parks = store.by_url(PARKS.url)
    assert parks is not None
    vectors = kept.of(parks.id)
    assert vectors is not None
    assert vectors.shape[0] > 1
    assert kept.of(fishing.id) is None
    ids, _ = kept.nearest(StandIn().query("钓鱼"), 10)
    assert fishing.id not in ids.tolist()
    assert len(ids) == 2


def test_a_run_that_ends_half_way_is_gone_on_with_and_not_asked_before(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_so_far: list[int] = []

    def put(self: ClusterVectors, documents: Iterable[DocumentVectors], revision: int) -> None:
        every = list(documents)
        if len(given_so_far) == 2:
            raise KeyboardInterrupt
        given_so_far.extend(one.id for one in every)
        put_on(self, every, revision)

    put_on = ClusterVectors.put
    monkeypatch.setattr(import_module("indexer.intake.batches"), "BATCH", 1)
    with monkeypatch.context() as ending:
        ending.setattr(ClusterVectors, "put", put)
        with pytest.raises(KeyboardInterrupt):
            given(store, config)
    kept = kept_of(store, config)
    assert kept is not None
    assert kept.state() == ""
    with monkeypatch.context() as going_on:
        given_so_far.clear()
        going_on.setattr(ClusterVectors, "put", put)
        kept = given(store, config)
    assert len(given_so_far) == 1
    assert kept.state() != ""
    assert len(kept.nearest(StandIn().query(ASKED), 10)[0]) == 3


def test_a_run_without_changes_leaves_them_as_they_are(store: Store, config: Config) -> None:
    assert given(store, config).state() == given(store, config).state()


def test_what_keeps_them_from_the_cluster_is_told(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: ClusterVectors, documents: Iterable[DocumentVectors], revision: int) -> None:
        raise IndexReadOnly

    monkeypatch.setattr("indexer.meaning.is_installed", lambda: True)
    monkeypatch.setattr("indexer.meaning.refresh", lambda store, config, _: refresh(store, config, StandIn()))
    with monkeypatch.context() as refusing:
        refusing.setattr(ClusterVectors, "put", refuse)
        said = add_meaning(store, config, lambda done, total: None)
    assert re.fullmatch(
        r"文件的意思已经算好，没能全部交给检索集群（.*磁盘将满.*）；下次.*接着交。", said or ""
    )
    assert add_meaning(store, config, lambda done, total: None) is None
    assert kept_of(store, config).state() != ""  # type: ignore[union-attr]


def test_an_older_write_never_takes_the_place_of_a_newer_one(store: Store, config: Config) -> None:
    kept = given(store, config)
    (first, *_), _ = kept.nearest(StandIn().query(ASKED), 1)
    assert kept.reached(store.last_revision(), WIDTH) == store.last_revision()
    nothing = np.zeros((0, WIDTH), np.int8)
    kept.put([DocumentVectors(int(first), 0, (), nothing)], store.last_revision())
    assert kept.of(int(first)) is not None


def test_what_reaches_beyond_the_store_is_made_anew(store: Store, config: Config) -> None:
    kept = given(store, config)
    assert kept.reached(store.last_revision() - 1, WIDTH) == 0
    assert kept_of(store, config).state() == ""  # type: ignore[union-attr]
    assert given(store, config).state() != ""


def test_vectors_of_another_model_go(store: Store, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    former = given(store, config)
    assert former.state() != ""
    monkeypatch.setattr(model, "NAME", "another")
    assert given(store, config).state() != ""
    monkeypatch.undo()
    assert kept_of(store, config).state() == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(("method", "what"), [("DELETE", ""), ("POST", "/_close")])
def test_where_they_cannot_be_asked_those_of_this_machine_are_looked_through_and_it_is_said_once(
    searcher: Searcher, config: Config, caplog: pytest.LogCaptureFixture, method: str, what: str
) -> None:
    expected = titles(searcher.search(SearchRequest(ASKED)))
    assert not caplog.records
    cluster = Cluster(config.index.url)
    cluster.ask(method, f"/{cluster.name}.vectors-*{what}")
    for limit in (8, 9):
        response = searcher.search(SearchRequest(ASKED, limit=limit))
        assert response.meaning
        assert titles(response) == expected
    (record,) = caplog.records
    assert "those here are looked through" in record.message


def test_those_that_are_gone_are_given_again(store: Store, config: Config) -> None:
    cluster, state = Cluster(config.index.url), given(store, config).state()
    cluster.ask("DELETE", f"/{cluster.name}.vectors-*")
    assert given(store, config).state() not in ("", state)


def test_one_that_is_deleted_while_it_is_filled_is_filled_anew_by_the_next_run(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete_first(self: ClusterVectors, documents: Iterable[DocumentVectors], revision: int) -> None:
        cluster.ask("DELETE", f"/{cluster.name}.vectors-*")
        put_on(self, documents, revision)

    cluster, put_on = Cluster(config.index.url), ClusterVectors.put
    with monkeypatch.context() as deleting:
        deleting.setattr(ClusterVectors, "put", delete_first)
        with pytest.raises(IndexFault, match="刚刚被删除"):
            given(store, config)
    kept = given(store, config)
    assert kept.state() != ""
    assert len(kept.nearest(StandIn().query(ASKED), 10)[0]) == 3


def test_a_node_without_any_plugin_keeps_none(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_plugins(self: Cluster, method: str, path: str, *args: Any, **params: Any) -> Json:
        if path.endswith("/plugins"):
            params["filter_path"] = params["filter_path"].replace("plugins.name", "plugins.absent")
        return ask(self, method, path, *args, **params)

    ask = Cluster.ask
    monkeypatch.setattr(Cluster, "ask", without_plugins)
    assert given(store, config).state() == ""


def test_who_searches_does_not_wait_long_for_them(
    store: Store, config: Config, line: CutLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = given(store, config)
    monkeypatch.setattr("indexer.engines.opensearch.vectors.PATIENCE", 1)
    line.stall()
    began = monotonic()
    with pytest.raises(IndexFault):
        kept.nearest(StandIn().query(ASKED), 10)
    assert monotonic() - began < 5


@pytest.mark.parametrize("shards", [1, 3])
def test_the_nearest_are_those_that_a_look_at_every_vector_finds(config: Config, shards: int) -> None:
    kept = open_vectors(replace(config, index=replace(config.index, shards=shards)), "test")
    assert kept is not None
    random = np.random.default_rng(3)
    passages = {number: directions(random, 1 + number % 4) for number in range(1, 301)}
    assert kept.reached(300, WIDTH) == 0
    kept.put(
        (
            DocumentVectors(number, number, [at * 100 for at in range(len(own))], whole_numbers(own)[0])
            for number, own in passages.items()
        ),
        300,
    )
    kept.finish()
    asked = directions(random, 1)[0]
    cosines = {number: own @ asked for number, own in passages.items()}
    best = sorted(cosines, key=lambda number: -cosines[number].max())[:100]
    ids, found = kept.nearest(asked, 100)
    assert len(set(ids.tolist()) & set(best)) >= 95
    assert found == pytest.approx([cosines[number].max() for number in ids.tolist()], abs=0.01)
    first = ids[:20].tolist()
    starts = kept.starts(asked, first)
    assert sum(starts[one] == 100 * cosines[one].argmax() for one in first) >= 19


def test_what_was_given_at_first_is_one_graph_before_long(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.vectors.REFRESHED", "1s")
    cluster, kept = Cluster(config.index.url), open_vectors(config, "test")
    assert kept is not None
    assert kept.reached(9, WIDTH) == 0
    random = np.random.default_rng(4)
    for number in range(1, 4):
        own = whole_numbers(directions(random, 2))[0]
        kept.put([DocumentVectors(number, number, (0, 9), own)], number)
        cluster.ask("POST", f"/{cluster.name}.vectors-*/_refresh")
    kept.finish()
    deadline = monotonic() + 60
    while len(graphs(cluster)) > 1:
        assert monotonic() < deadline
        sleep(0.2)


def graphs(cluster: Cluster) -> list[str]:
    """A line for each, of what is searched."""
    told = cluster.ask("GET", f"/_cat/segments/{cluster.name}.vectors-*", format="json", h="searchable")
    return [one for one in told["answer"] if one["searchable"] == "true"]


def directions(random: np.random.Generator, count: int) -> Array:
    vectors: Array = random.normal(size=(count, WIDTH)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
