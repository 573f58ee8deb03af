"""ZIP archives of documents: each member by its kind, to a depth."""

from __future__ import annotations

from collections.abc import Callable

from crawler.attachments.budget import Budget, LimitReached, Unreadable
from crawler.attachments.container import Container

_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def read(body: bytes, budget: Budget, read_member: Callable[[bytes, Budget], None]) -> None:
    """The name of each member, then its text; one that cannot be read is only named."""
    container = Container(body, budget)
    budget.depth -= 1
    if budget.depth < 0:
        raise LimitReached
    for name, shown in container.members():
        if name.endswith("/") or any(part in name for part in _LITTER):
            continue
        budget.page()
        budget.line(shown)
        try:
            read_member(container.read(name), budget)
        except Unreadable:
            continue
    budget.depth += 1
