"""A node of its own that has little room, for writes under way and on its disk; and no k-NN."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from _nodes import Nodes
from engine_contract import ids
from meaning_stand_in import StandIn, refresh, take_place
from opensearch_node import VARIABLE

from corpus.config import Config, IndexSettings
from corpus.records import Document
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from indexer.engines import Engine, IndexedDocument
from indexer.engines.open import open_engine
from indexer.engines.opensearch.cluster import Cluster
from indexer.errors import IndexReadOnly
from indexer.meaning import keep
from indexer.query import Term

WRITERS, DOCUMENTS = 6, 30
REQUEST, ROOM = 60_000, "60kb"
"""Bytes of a writer's request, and of all that the node holds at once."""

MARKS = "cluster.routing.allocation.disk.watermark"
PATIENCE = 120

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if VARIABLE not in os.environ:
        pytest.skip(f"{VARIABLE} names no OpenSearch node: without it there may be no Java here")
    scarce = (f"indexing_pressure.memory.limit={ROOM}", "cluster.info.update.interval=10s", *free("1b"))
    nodes = Nodes(tmp_path_factory.mktemp("scarce"), 1, settings=scarce)
    yield nodes.urls
    nodes.end()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a machine with much else to do."""
    monkeypatch.setattr("indexer.engines.opensearch.cluster.SEARCH_PATIENCE", 60)
    monkeypatch.setattr("indexer.engines.opensearch.generations.LOOK_PATIENCE", 60)


def free(least: str) -> list[str]:
    """Settings by which a disk with less free is full."""
    return [f"{MARKS}.{mark}={least}" for mark in ("low", "high", "flood_stage")]


def engine_at(url: str, data: Path, name: str) -> Engine:
    return open_engine(
        Config(data=data / name, index=IndexSettings(engine="opensearch", url=f"{url}/{name}"))
    )


def written(engine: Engine, first: int, count: int) -> None:
    with engine.writer(rebuild=False, store="") as writer:
        numbers = range(first, first + count)
        writer.add(IndexedDocument(n, f"第{n}号", "公园开放。" * 200, revision=n) for n in numbers)
        writer.commit(first + count)


def refused(url: str) -> int:
    """Requests for which the node had no room so far."""
    told = Cluster(url).ask("GET", "/_nodes/stats/indexing_pressure")["nodes"]
    (node,) = told.values()
    total = node["indexing_pressure"]["memory"]["total"]
    return int(total["coordinating_rejections"] + total["primary_rejections"])


def test_a_cluster_without_k_nn_keeps_no_vectors_and_those_of_this_machine_are_looked_through(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    take_place(monkeypatch)
    config = Config(data=tmp_path, index=IndexSettings(engine="opensearch", url=f"{url}/plain"))
    with open_store(config.store_url) as store:
        store.put(Document(url="http://a.test/1", title="市容条例", text="乱扔烟蒂的，由城管部门处罚。"))
        build(store, config)
        refresh(store, config, StandIn())
        keep(store, config, lambda done, total: None)
        response = open_searcher(store, config).search(SearchRequest("在街上丢烟头要罚款多少"))
    assert response.meaning
    assert response.hits[0].by_meaning
    assert not Cluster(url).ask("GET", "/plain.vectors-*")
    assert not caplog.records


def test_a_cluster_without_room_for_what_is_written_gets_it_again(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.bulk.MOST_BYTES", REQUEST)
    engines = [engine_at(url, tmp_path, f"writer{number}") for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda engine: written(engine, 1, DOCUMENTS), engines))
    assert refused(url) > 0
    for engine in engines:
        assert len(ids(engine, Term("公园"))) == DOCUMENTS


def test_a_disk_that_fills_up_is_told_and_is_gone_on_with_when_there_is_room(
    url: str, tmp_path: Path
) -> None:
    engine, cluster = engine_at(url, tmp_path, "filling"), Cluster(url)
    written(engine, 1, 1)
    set_free(cluster, "1pb")
    until(lambda: refuses(engine))
    set_free(cluster, None)
    until(lambda: not refuses(engine))
    assert ids(engine, Term("公园")) == {1, 2}


def set_free(cluster: Cluster, least: str | None) -> None:
    """From now on; None: as the node was started."""
    marks = [f"{MARKS}.{mark}" for mark in ("low", "high", "flood_stage")]
    cluster.ask("PUT", "/_cluster/settings", {"transient": dict.fromkeys(marks, least)})


def refuses(engine: Engine) -> bool:
    """Whether it says, when it gets a second document, that its disk is nearly full."""
    try:
        written(engine, 2, 1)
    except IndexReadOnly as fault:
        return "清理磁盘" in str(fault)
    return False


def until(true: Callable[[], bool]) -> None:
    """The node looks at its disk every ten seconds."""
    deadline = monotonic() + PATIENCE
    while not true():
        assert monotonic() < deadline
        sleep(1)
