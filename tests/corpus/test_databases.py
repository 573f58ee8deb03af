"""What both kinds of database have to do alike, and how each says what is wrong with it."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from databases import config_at
from sqlalchemy.sql.compiler import SQLCompiler

from corpus.config import Config, StoreSettings
from corpus.errors import ConfigError, DriverMissing, GongkaiError, StoreBusy, StoreUnreachable
from corpus.records import Change, Document, PageState
from corpus.store import MarkState, Store, database, open_store
from corpus.store.database import dialect

LONG = "http://a.test/?" + "長\\" * 20_000
"""Longer than any B-tree takes, and with what begins an escape."""


def test_addresses_are_keys_however_long_they_are(store: Store) -> None:
    one, other = Document(LONG + "1", "一"), Document(LONG + "2", "二")
    assert store.put_many([one, other]) == [Change.NEW, Change.NEW]
    assert store.put(one) is Change.UNCHANGED
    found = store.by_url(LONG + "2")
    assert found is not None
    assert found.document == other
    store.visits.save([PageState(LONG, status=200)])
    store.visits.save([PageState(LONG, status=404)])
    assert store.visits.recall([LONG])[LONG].page.status == 404
    store.duplicates.mark([(one.url, other.url)], MarkState.HANDLED, "甲")
    store.duplicates.mark([(other.url, one.url)], MarkState.DISTINCT, "乙")
    assert [mark.by for mark in store.duplicates.marks().values()] == ["乙"]


def test_a_statement_that_is_put_again_is_made_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made, original = [], SQLCompiler.visit_insert

    def counted(compiler: SQLCompiler, *arguments: Any, **named: Any) -> str:
        made.append(compiler.dialect.name)
        return original(compiler, *arguments, **named)

    monkeypatch.setattr(SQLCompiler, "visit_insert", counted)
    for number in range(5):
        store.visits.save([PageState(f"u{number}")])
    assert len(made) == 1


def test_documents_without_a_date_come_last(store: Store) -> None:
    dates = [None, date(2023, 1, 1), date(2024, 1, 1), None]
    store.put_many([Document(f"u{n}", str(n), issued_on=day) for n, day in enumerate(dates)])
    assert [stored.document.title for stored in store.catalogue()] == ["2", "1", "3", "0"]


def test_the_character_that_postgresql_cannot_hold_is_taken_out_on_the_way_in(store: Store) -> None:
    store.put(Document("u\0rl", "标\0题", text="正\0文", keywords=("词\0",)))
    stored = store.by_url("url")
    assert stored is not None
    assert stored.document == Document("url", "标题", text="正文", keywords=("词",))
    assert store.put(Document("u\0rl", "标\0题", text="正\0文", keywords=("词\0",))) is Change.UNCHANGED


def test_values_stand_in_the_order_of_their_code_points(store: Store) -> None:
    names = ["b", "a", "B", "é", "中", "A", "z"]
    store.put_many([Document(name, name, agency=name) for name in names])
    assert [value for value, _ in store.wording.values("agency")] == sorted(names)


def test_a_number_that_no_document_can_have_has_none(store: Store) -> None:
    store.put(Document("u", "一"))
    assert store.documents([2**31, 1, 2**80])[0].id == 1
    assert store.get(2**63) is None


def test_a_writer_that_waits_too_long_says_that_another_writes(
    data: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = dialect.BUSY_SECONDS
    for module in list(sys.modules.values()):
        if getattr(module, "BUSY_SECONDS", None) == patience:
            monkeypatch.setattr(module, "BUSY_SECONDS", 1)
    url = config_at(data).store_url
    engine = database.connect(url)
    with (
        database.transaction(engine, writes=True),
        open_store(url) as other,
        pytest.raises(StoreBusy, match="另一个进程正在写入"),
    ):
        other.put(Document("u", "一"))
    engine.dispose()


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        with pytest.raises(StoreUnreachable) as caught:
            open_store(f"postgresql+psycopg://gongkai:s3cret@127.0.0.1:{port}/gongkai?password=s3cret")
    assert f"127.0.0.1:{port}/gongkai" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "store.url" in str(caught.value)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_is_not_there_is_unreachable(data: Path) -> None:
    with pytest.raises(StoreUnreachable, match="no_such"):
        open_store(config_at(data).store_url.rpartition("/")[0] + "/no_such")


@pytest.mark.parametrize(
    "address", ["mysql://u:s3cret@h/d", "postgresql://u:s3cret@h", "postgresql://u:s3@cret@h/d", "s3cret"]
)
def test_an_address_that_is_none_is_told_without_what_stands_in_it(address: str) -> None:
    with pytest.raises(ConfigError, match=r"store\.url") as caught:
        open_store(address)
    assert "s3" not in str(caught.value)


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DriverMissing, match=r"gongkai\[postgres\]"):
        open_store("postgresql+psycopg://gongkai@127.0.0.1/gongkai")


def test_passwords_do_not_stand_in_what_a_configuration_says_of_itself() -> None:
    assert "s3cret" not in repr(Config(store=StoreSettings(url="postgresql://u:s3cret@h/d")))


def test_a_name_is_free_when_its_holder_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the database sees that the connection is gone."""
    unseen: list[Any] = []
    monkeypatch.setattr(store._engine.dialect, "do_close", unseen.append)
    for _ in range(2):
        with suppress(ZeroDivisionError), store.lock("crawl p", GongkaiError("held")):
            raise ZeroDivisionError
    for connection in unseen:
        connection.close()


def test_what_a_thread_holds_while_the_store_is_closed_is_closed_after_it(data: Path) -> None:
    opened = open_store(config_at(data).store_url)
    with opened._engine.connect() as held:
        own = held.connection.dbapi_connection
        opened.close()
        assert held.exec_driver_sql("SELECT 1").scalar() == 1
    with pytest.raises(Exception, match="closed"):
        own.cursor().execute("SELECT 1")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_interruption_is_none_of_the_database(store: Store) -> None:
    """Though the connection, in the midst of a statement, cannot be put back either."""

    def interrupted() -> None:
        with database.transaction(store._engine, writes=False) as connection:
            connection.connection.driver_connection.pgconn.send_query(b"SELECT pg_sleep(1)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
