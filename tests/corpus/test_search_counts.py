"""How often addresses searched in a minute."""

from __future__ import annotations

from corpus.store import Store


def test_all_that_ask_under_a_key_are_added_up(store: Store) -> None:
    counts = store.search_counts
    assert counts.add(7, {"a": 2, "b": 1}) == {"a": 2, "b": 1}
    assert counts.add(7, {"a": 3}) == {"a": 5}
    assert counts.add(8, {"a": 1}) == {"a": 1}


def test_they_go_with_their_minute(store: Store) -> None:
    counts = store.search_counts
    counts.add(7, {"a": 2})
    counts.add(9, {"a": 1})
    assert counts.add(7, {"a": 1}) == {"a": 1}
