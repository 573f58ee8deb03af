"""The groups of documents that say the same, over the whole collection."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.config import Config
from corpus.store import Held, Mark, MarkState, Pair, Store
from indexer.duplicates.best_copy import choose
from indexer.duplicates.model import Group, GroupState, Kind, Marked, Member, Scope

Marks = Mapping[tuple[str, str], Mark]


def groups(
    store: Store,
    config: Config,
    *,
    column: str | None = None,
    agency: str | None = None,
    kind: Kind | None = None,
    scope: Scope | None = None,
    state: GroupState | None = None,
) -> list[Group]:
    """All groups within the filters, the largest first.

    A column or an agency chooses the groups with a document of it, and shows them whole.
    """
    made = _made(store, config, store.duplicates.members(), store.duplicates.pairs())
    chosen = [
        group
        for group in made
        if (column is None or any(member.column == column for member in group.members))
        and (agency is None or any(member.agency == agency for member in group.members))
        and (kind is None or kind in group.kinds)
        and (scope is None or group.scope is scope)
        and (state is None or group.state is state)
    ]
    return sorted(chosen, key=lambda group: (-len(group.members), group.id))


def group_of(store: Store, config: Config, number: int) -> Group | None:
    """The group of a document: where else it stands, and its versions under other addresses."""
    held = store.duplicates.members([number])
    return next(_made(store, config, held, store.duplicates.pairs(h.id for h in held)), None)


def _made(store: Store, config: Config, held: Sequence[Held], pairs: Iterable[Pair]) -> Iterator[Group]:
    marks = store.duplicates.marks()
    by_group: dict[int, list[Held]] = defaultdict(list)
    for one in held:
        by_group[one.group].append(one)
    by_document: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_document[pair.left].append(pair)
        by_document[pair.right].append(pair)
    for number, members in by_group.items():
        if len(members) > 1:
            yield _group(number, members, by_document, marks, config)


def _group(
    number: int, members: Sequence[Held], pairs: Mapping[int, Sequence[Pair]], marks: Marks, config: Config
) -> Group:
    best, why = choose(members, config)
    urls = {held.id: held.url for held in members}
    held_by = _tree(best.id, pairs, urls, marks)
    listed = [_member(held, held_by.get(held.id)) for held in members if held is not best]
    listed.sort(key=lambda member: (-(member.similarity or 0), member.id))
    keep = _member(best, None)
    portals = {held.portal for held in members}
    marked = _handled(members, pairs, urls, marks)
    kinds = Counter(member.kind for member in listed if member.kind)
    return Group(
        id=number,
        members=(keep, *listed),
        keep=keep,
        why=why,
        kinds=tuple(kind for kind, _ in kinds.most_common()),
        scope=Scope.WITHIN if len(portals) == 1 else Scope.ACROSS,
        state=GroupState.HANDLED if marked else GroupState.OPEN,
        marked=Marked(marked.by, marked.at) if marked else None,
    )


def _tree(
    root: int, pairs: Mapping[int, Sequence[Pair]], urls: Mapping[int, str], marks: Marks
) -> dict[int, Pair]:
    """For every other document of a group the pair through which it hangs on the one to keep."""
    found: dict[int, Pair] = {}
    front, seen = [root], {root}
    while front:
        reached = []
        for number in front:
            for pair in sorted(pairs.get(number, ()), key=lambda pair: -pair.similarity):
                other = pair.left if pair.right == number else pair.right
                if other in urls and other not in seen and not _distinct(pair, urls, marks):
                    seen.add(other)
                    found[other] = pair
                    reached.append(other)
        front = reached
    return found


def _distinct(pair: Pair, urls: Mapping[int, str], marks: Marks) -> bool:
    mark = marks.get(_key(urls[pair.left], urls[pair.right]))
    return mark is not None and mark.state is MarkState.DISTINCT


def _handled(
    members: Sequence[Held], pairs: Mapping[int, Sequence[Pair]], urls: Mapping[int, str], marks: Marks
) -> Mark | None:
    """The latest mark of a group whose every pair was handled; None while one was not."""
    found = []
    for pair in {pair for held in members for pair in pairs.get(held.id, ())}:
        if pair.left not in urls or pair.right not in urls:
            continue
        mark = marks.get(_key(urls[pair.left], urls[pair.right]))
        if mark is None:
            return None
        if mark.state is MarkState.HANDLED:
            found.append(mark)
    return max(found, key=lambda mark: mark.at) if found else None


def _member(held: Held, pair: Pair | None) -> Member:
    return Member(
        id=held.id,
        url=held.url,
        title=held.title,
        portal=held.portal,
        column=held.column,
        agency=held.agency,
        document_number=held.document_number,
        issued_on=held.issued_on,
        published_on=held.published_on,
        kind=Kind(pair.kind) if pair else None,
        similarity=pair.similarity if pair else None,
        reason=pair.reason if pair else None,
    )


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
