"""A collection that a benchmark keeps is gone on with by its next run."""

from __future__ import annotations

from pathlib import Path

from _collection import kept

from corpus.records import Document
from indexer import SearchRequest, open_searcher


def test_what_an_earlier_run_made_is_gone_on_with(tmp_path: Path) -> None:
    made = [Document(url=f"http://a.test/{at}", title="条例", text=f"公园免费开放{at}。") for at in range(3)]
    with kept(tmp_path, made[:2]) as (store, _):
        first = store.identity
    with kept(tmp_path, made) as (store, config):
        assert (store.identity, store.last_revision()) == (first, 3)
        assert open_searcher(store, config).search(SearchRequest("公园")).total == 3
