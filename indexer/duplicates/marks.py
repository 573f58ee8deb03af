"""What staff say of duplicates, and what the search makes of it at the next build."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.store import MarkState, Store


def mark(store: Store, pairs: Iterable[tuple[str, str]], state: MarkState, by: str) -> None:
    """Say the same of several pairs of addresses, for example of `Group.pairs`."""
    store.duplicates.mark(pairs, state, by)


def unmark(store: Store, pairs: Iterable[tuple[str, str]]) -> None:
    """Take back what was said of these pairs."""
    store.duplicates.unmark(pairs)
