"""How often addresses searched in a minute."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from corpus.store import Store, database, staff_schema

ONE, OTHER = ("search", "192.0.2.7"), ("suggest", "192.0.2.7")


def rows(store: Store) -> list[tuple[int, str]]:
    table = staff_schema.search_count
    with database.transaction(store._engine, writes=False) as connection:
        return list(connection.execute(select(table.c.minute, table.c.key)).tuples())


def test_all_that_ask_are_added_up(store: Store, tmp_path: Path) -> None:
    counts, key = store.search_counts, tmp_path / "key"
    assert counts.add(7, {ONE: 2, OTHER: 1}, key) == {ONE: 2, OTHER: 1}
    assert counts.add(7, {ONE: 3}, key) == {ONE: 5}
    assert counts.add(8, {ONE: 1}, key) == {ONE: 1}


def test_they_go_with_their_minute(store: Store, tmp_path: Path) -> None:
    counts, key = store.search_counts, tmp_path / "key"
    counts.add(7, {ONE: 2}, key)
    counts.add(9, {ONE: 1}, key)
    assert counts.add(7, {ONE: 1}, key) == {ONE: 1}
    counts.forget(11)
    assert rows(store) == []


def test_addresses_cannot_be_tried_without_the_key(store: Store, tmp_path: Path) -> None:
    counts = store.search_counts
    for minute, name in ((7, "a"), (7, "b"), (8, "a")):
        counts.add(minute, {ONE: 1}, tmp_path / name)
    assert len({key for _, key in rows(store)}) == 3
