"""A document of several agencies is found, counted and suggested under each of them."""

from __future__ import annotations

from pathlib import Path

from databases import config_at

from corpus.catalogue import Filters
from corpus.records import Document
from corpus.store import Store
from indexer import SearchRequest, open_searcher
from indexer.building import build


def test_each_agency_of_a_document_is_a_value_of_its_own(store: Store, data: Path) -> None:
    for number, agency in enumerate(("县教育局；县公安局", "县教育局", "县公安局")):
        store.put(
            Document(f"http://a.test/{number}", f"第{number}号校园安全通知", "校园安全。", agency=agency)
        )
    config = config_at(data)
    build(store, config)
    searcher = open_searcher(store, config)
    found = searcher.search(SearchRequest("校园安全", filters=Filters(agency=("县公安局",))))
    assert {hit.document.document.agency for hit in found.hits} == {"县教育局；县公安局", "县公安局"}
    assert {one.value: one.count for one in found.facets["agency"]} == {"县教育局": 2, "县公安局": 2}
    assert store.wording.values("agency") == [("县公安局", 2), ("县教育局", 2)]
