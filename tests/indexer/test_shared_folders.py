"""Hosts that only serve have what the machine that indexes made beside the index, through the bucket."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from databases import config_at

from corpus.config import Config, FilesSettings, IndexSettings, StoreSettings
from corpus.records import Document
from corpus.store import Store
from indexer import Following, open_searcher
from indexer.building import build, share
from indexer.duplicates import Posting, open_checker
from indexer.shared_folders import follow
from indexer.shared_folders.notes import bucket_of

TEXT = "年满八十周岁的老年人，由户籍所在地民政部门按月发给高龄津贴，每人每月一百元。"


@pytest.fixture
def indexing(store: Store, data: Path, bucket: str) -> Config:
    """The machine that indexes."""
    config = replace(config_at(data), files=FilesSettings(bucket))
    store.put(Document("u:a", "关于发放高龄津贴的通知", TEXT))
    build(store, config)
    assert share(store, config) is None
    return config


@pytest.fixture
def serving(indexing: Config, tmp_path: Path) -> Config:
    """Another, with nothing in its folder; the index is where both reach it, as a cluster would be."""
    index = IndexSettings(folder=str(indexing.index_path))
    return replace(indexing, data=tmp_path / "other", store=StoreSettings(indexing.store_url), index=index)


def test_a_host_completes_and_checks_as_the_machine_that_indexes(store: Store, serving: Config) -> None:
    searcher, checker = open_searcher(store, serving), open_checker(store, serving)
    assert searcher.suggestions.complete("高龄", 5) == []
    assert follow(store, serving) == 2
    assert searcher.suggestions.complete("高龄", 5)
    assert [found.url for found in checker.check(Posting(TEXT))] == ["u:a"]
    assert follow(store, serving) == 0


def test_it_follows_without_a_restart(store: Store, indexing: Config, serving: Config) -> None:
    searcher = open_searcher(store, serving)
    following = Following(store, serving, every=0.05)
    store.put(Document("u:b", "关于发放托育补贴的通知", TEXT.replace("高龄津贴", "托育补贴")))
    build(store, indexing)
    assert share(store, indexing) is None
    patience = monotonic() + 30
    while not searcher.suggestions.complete("托育", 5) and monotonic() < patience:
        sleep(0.05)
    following.close()
    assert searcher.suggestions.complete("托育", 5)


def test_damage_is_fetched_anew(store: Store, serving: Config) -> None:
    follow(store, serving)
    base = serving.suggestions_path / "base.arrays"
    sound = base.read_bytes()
    base.write_bytes(sound[:-1])
    (serving.suggestions_path / "SUSPECT").write_text("base.arrays")
    assert follow(store, serving) == 1
    assert base.read_bytes() == sound
    assert follow(store, serving) == 0


def test_what_nobody_can_be_fetching_any_more_leaves_the_bucket(store: Store, indexing: Config) -> None:
    kept = set(bucket_of(indexing).digests())
    for number in range(3):
        store.put(Document(f"u:{number}", f"第{number}号托育补贴通知", TEXT))
        build(store, indexing)
        share(store, indexing)
        if number == 0:
            assert kept <= set(bucket_of(indexing).digests())
    assert not kept <= set(bucket_of(indexing).digests())
