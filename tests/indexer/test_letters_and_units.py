from __future__ import annotations

import pytest
from helpers_indexing import ask

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from indexer.building import build

WRITTEN = {
    "PM2.5": "今日PM2.5浓度下降",
    "5G": "建成5G基站",
    "100㎡": "面积100㎡以上",
    "1.5元": "每吨1.5元计收",
    "A4": "用A4纸打印",
    "℃": "气温37℃以上",
    "№": "编号№为准",
}


@pytest.mark.parametrize("query", WRITTEN)
def test_letters_numbers_and_units_are_found(store: Store, config: Config, query: str) -> None:
    for number, text in enumerate(WRITTEN.values()):
        store.put(Document(url=f"http://portal.test/{number}", title="公告", text=text))
    build(store, config)
    hits = ask(store, config, query).hits
    assert hits[0].document.document.text == WRITTEN[query]
    assert ask(store, config, f'"{query}"').total == 1
