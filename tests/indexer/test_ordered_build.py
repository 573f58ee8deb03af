"""An indexing that is begun for somebody runs by itself, and says what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from helpers_indexing import ask, made_documents

from corpus.config import Config
from corpus.store import Store
from indexer import IndexOrders
from indexer.errors import IndexBusy


@pytest.fixture
def orders(config: Config) -> Iterator[IndexOrders]:
    made = IndexOrders(replace(config, search=replace(config.search, meaning="off")))
    yield made
    made.close()
    made.wait(120)


def test_what_waits_is_indexed_and_the_end_is_written_down(
    store: Store, config: Config, orders: IndexOrders
) -> None:
    store.put_many(made_documents(20))
    orders.start("王芳")
    with pytest.raises(IndexBusy):
        orders.start("李雷")
    orders.wait(120)
    (event,) = store.audit.all()
    assert (event.who, event.action, event.outcome) == ("王芳", "编入索引结束", "编入 20 件，移出 0 件")
    assert ask(store, config, "公园").total
    orders.start("王芳")
    orders.wait(120)
    assert [one.outcome for one in store.audit.all()][1:] == ["已是最新，没有需要编入的文件"]


def test_what_could_not_be_done_besides_is_written_down(
    store: Store, config: Config, orders: IndexOrders
) -> None:
    store.put_many(made_documents(20))
    with store.lock("duplicates", IndexBusy()):
        orders.start("王芳")
        orders.wait(120)
    (event,) = store.audit.all()
    assert event.outcome.startswith("编入 20 件，移出 0 件；另一个进程正在查找重复")


def test_one_that_is_ended_at_its_beginning_says_so(
    store: Store, orders: IndexOrders, capfd: pytest.CaptureFixture[str]
) -> None:
    store.put_many(made_documents(20))
    orders.start("王芳")
    orders.close()
    orders.wait(120)
    assert [event.outcome for event in store.audit.all()] == ["服务停止，编入中断，下次接着编入"]
    assert "Traceback" not in capfd.readouterr().err
