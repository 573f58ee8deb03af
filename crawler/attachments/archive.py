"""ZIP archives of documents: each member by its kind, to a depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from crawler.attachments.budget import Budget, Encrypted, ReadMember, Unreadable
from crawler.attachments.container import Container

_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def read(body: bytes, budget: Budget, read_member: ReadMember) -> None:
    """The name of each member, then its text; one that cannot be read is only named."""
    container = Container(body, budget)
    members = ((shown, partial(container.read, name)) for name, shown in container.members())
    read_members(members, budget, read_member)


def read_members(
    members: Iterable[tuple[str, Callable[[], bytes]]], budget: Budget, read_member: ReadMember
) -> None:
    """Members by their names, each unpacked when its turn comes. Raises Encrypted where all are locked."""
    locked = others = 0
    with budget.deeper():
        for name, content in members:
            if name.endswith("/") or any(part in name for part in _LITTER):
                continue
            budget.page()
            budget.line(name)
            try:
                read_member(content(), budget)
            except Encrypted:
                locked += 1
                continue
            except Unreadable:
                pass
            others += 1
    if locked and not others:
        raise Encrypted
