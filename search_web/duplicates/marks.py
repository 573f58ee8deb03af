"""What staff said of duplicates, as they said it: one press of a button may mark many pairs."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from corpus.config import Config
from corpus.store import Mark, MarkState, Store
from indexer.duplicates import Group, group_of, mark, unmark
from search_web.shared.errors import Refused
from search_web.shared.request_parameters import document_number

TAKE_BACK = "unmark"
"""What a button says that takes a mark back; the others say the state."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one person said at one time."""

    state: MarkState
    by: str
    at: datetime
    pairs: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """Names it among the others."""
        return f"{self.at.isoformat()} {self.state.value} {self.by}"

    @property
    def one(self) -> str | None:
        """The document that was told from several others."""
        in_all = set(self.pairs[0]).intersection(*self.pairs)
        return min(in_all) if len(self.pairs) > 1 and in_all else None

    @property
    def urls(self) -> list[str]:
        """The documents it is about, `one` first."""
        one = self.one
        return sorted({url for pair in self.pairs for url in pair}, key=lambda url: (url != one, url))


def batches(marks: Iterable[Mark]) -> list[Batch]:
    """The marks that were set together, latest first."""
    together: dict[tuple[datetime, str, str], list[Mark]] = defaultdict(list)
    for said in marks:
        together[said.at, said.state.value, said.by].append(said)
    found = [
        Batch(some[0].state, some[0].by, some[0].at, tuple((said.left_url, said.right_url) for said in some))
        for some in together.values()
    ]
    return sorted(found, key=lambda batch: batch.at, reverse=True)


def fingerprint(group: Group) -> str:
    """Tells whether a group is still the one that was looked at."""
    return f"{zlib.crc32(' '.join(str(member.id) for member in group.members).encode()):08x}"


def carry_out(button: str, by: str, store: Store, config: Config) -> None:
    """Do what a button says: a state or `TAKE_BACK`, and of which documents. Raises Refused."""
    verb, _, what = button.partition(" ")
    state = next((state for state in MarkState if state.value == verb), None)
    if state is None and verb != TAKE_BACK:
        raise Refused(400, "没有这种标记，什么也没有保存。请返回上一页，用页面上的按钮标记。")
    pairs = _pairs(what.split(), store, config, every=state is not MarkState.HANDLED)
    if state is None:
        unmark(store, pairs)
    else:
        mark(store, pairs, state, by)


def _pairs(words: list[str], store: Store, config: Config, *, every: bool) -> list[tuple[str, str]]:
    """The addresses meant by `pair 3 9`, `group 3 fingerprint` or `member 3 fingerprint 9`.

    Of a group `every` pair, or those that were found.
    """
    match words:
        case ["pair", left, right] if left != right:
            stored = store.documents([document_number(left), document_number(right)])
            if len(stored) == 2:
                return [(stored[0].document.url, stored[1].document.url)]
        case ["group", number, seen]:
            if group := _group(number, seen, store, config):
                return list(group.pairs) if every else _found(group, store)
        case ["member", number, seen, document]:
            if group := _group(number, seen, store, config):
                urls = {member.url for member in group.members if member.id == document_number(document)}
                return [pair for pair in group.pairs if urls.intersection(pair)]
    raise Refused(409, "这一组文件刚有变化，标记没有保存。请返回上一页刷新，看过以后再标记。")


def _found(group: Group, store: Store) -> list[tuple[str, str]]:
    """The pairs that hold a group together."""
    urls = {member.id: member.url for member in group.members}
    pairs = store.duplicates.pairs(urls)
    return [(urls[pair.left], urls[pair.right]) for pair in pairs if {pair.left, pair.right} <= urls.keys()]


def _group(number: str, seen: str, store: Store, config: Config) -> Group | None:
    """The group if it is still what somebody saw."""
    group = group_of(store, config, document_number(number))
    return group if group and fingerprint(group) == seen else None
