"""Documents of which one may be damaged."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.errors import RowUnreadable
from corpus.records import StoredDocument
from corpus.store import Store


def readable(store: Store, numbers: Iterable[int]) -> list[StoredDocument]:
    """Without those that cannot be read: they are gone through when they were fetched again."""
    wanted = list(numbers)
    try:
        return store.documents(wanted)
    except RowUnreadable:
        return [one for number in wanted for one in _one(store, number)]


def _one(store: Store, number: int) -> list[StoredDocument]:
    try:
        return store.documents([number])
    except RowUnreadable:
        return []
