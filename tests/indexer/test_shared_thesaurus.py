"""Hosts that only serve search with the thesaurus of the machine that indexes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from databases import config_at

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from corpus.web_settings import SearchSettings
from indexer import SearchRequest, open_searcher
from indexer.building import build


@pytest.fixture
def indexing(store: Store, data: Path, tmp_path: Path) -> Config:
    """The machine that indexes, with a thesaurus of its own."""
    own = tmp_path / "own.txt"
    own.write_text("高龄津贴: 寿星钱\n", encoding="utf-8")
    config = replace(config_at(data), search=SearchSettings(thesaurus=str(own)))
    store.put(Document("u:a", "关于发放高龄津贴的通知", "高龄津贴每月发放。"))
    build(store, config)
    return config


def related(store: Store, config: Config) -> tuple[str, ...]:
    return open_searcher(store, config).search(SearchRequest("寿星钱")).related


def test_a_host_without_a_thesaurus_takes_that_of_the_machine_that_indexes(
    store: Store, data: Path, indexing: Config
) -> None:
    assert related(store, config_at(data)) == related(store, indexing) == ("高龄津贴",)


def test_what_the_indexing_machine_gives_up_is_given_up_everywhere(
    store: Store, data: Path, indexing: Config
) -> None:
    build(store, config_at(data))
    assert related(store, config_at(data)) == ()


def test_a_broken_thesaurus_is_told_and_the_former_one_stays(
    store: Store, data: Path, indexing: Config
) -> None:
    store.put(Document("u:b", "另一份通知", "正文。"))
    build(store, replace(indexing, search=SearchSettings(thesaurus=str(data / "none.txt"))))
    assert related(store, config_at(data)) == ("高龄津贴",)
