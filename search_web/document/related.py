"""Where else the text of a document stands, its versions under other addresses, and what to read besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from corpus.records import StoredDocument
from corpus.store import Held, MarkState, RelationKind, Store
from indexer import Relations, Searcher
from indexer.duplicates import Kind
from indexer.errors import IndexFault


@dataclass(frozen=True, slots=True)
class RelatedDocuments:
    """Published documents, latest first."""

    copies: tuple[Held, ...] = ()
    """The same text."""
    versions: tuple[Held, ...] = ()
    """The same document with parts of it changed."""


@dataclass(frozen=True, slots=True)
class SaidDocuments:
    """Published documents that staff set in a relation to one, the oldest word first."""

    successors: tuple[StoredDocument, ...] = ()
    predecessors: tuple[StoredDocument, ...] = ()
    explanations: tuple[StoredDocument, ...] = ()
    originals: tuple[StoredDocument, ...] = ()
    corrected_by: tuple[StoredDocument, ...] = ()
    corrects: tuple[StoredDocument, ...] = ()
    denied: frozenset[int] = frozenset()
    """Ids of those that do not correct it, nor are corrected by it, whatever they seem to do."""


SAID = ("successors", "predecessors", "explanations", "originals", "corrected_by", "corrects")
"""Relations in which staff may set a document."""


def related_documents(store: Store, number: int) -> RelatedDocuments:
    """What a reader of a document may want to know of; what staff called distinct is left out."""
    members = {held.id: held for held in store.duplicates.members([number])}
    ours = members.pop(number, None)
    if ours is None:
        return RelatedDocuments()
    members = dict(_not_distinct(store, ours, members))
    copies = [held for held in members.values() if ours.copy_of and held.copy_of == ours.copy_of]
    same = {number, *(held.id for held in copies)}
    revised = [pair for pair in store.duplicates.pairs(same) if pair.kind == Kind.REVISED.value]
    numbers = {other for pair in revised for other in (pair.left, pair.right)} - same
    versions = [held for held in members.values() if held.id in numbers]
    return RelatedDocuments(_latest_first(copies), _latest_first(versions))


def to_read_besides(
    searcher: Searcher, stored: StoredDocument, shown: RelatedDocuments, said: SaidDocuments
) -> Relations:
    """As `related_besides` has it; a document is read without an index, too."""
    try:
        return related_besides(searcher, stored, shown, said)
    except IndexFault:
        return _besides(Relations(), shown, said)


def corrections_besides(searcher: Searcher, stored: StoredDocument, said: SaidDocuments) -> Relations:
    """What was found to correct it, or to be corrected by it, and was not said; nothing without an index."""
    try:
        found = searcher.correcting(stored)
    except IndexFault:
        return Relations()
    told = said.denied.union(one.id for part in SAID for one in getattr(said, part))
    left = (tuple(one for one in some if one.id not in told) for some in (found.corrected_by, found.corrects))
    return Relations(**dict(zip(("corrected_by", "corrects"), left, strict=True)))


def related_besides(
    searcher: Searcher, stored: StoredDocument, shown: RelatedDocuments, said: SaidDocuments
) -> Relations:
    """What is `said`, and found beside that and what is `shown`. Raises IndexFault."""
    return _besides(searcher.related(stored), shown, said)


def _besides(found: Relations, shown: RelatedDocuments, said: SaidDocuments) -> Relations:
    told = {held.id for held in (*shown.copies, *shown.versions)}
    told |= {one.id for part in SAID for one in getattr(said, part)}
    lists = {one.name: getattr(found, one.name) for one in fields(found)}
    for name in ("corrected_by", "corrects"):
        lists[name] = tuple(one for one in lists[name] if one.id not in said.denied)
    left = {name: tuple(one for one in some if one.id not in told) for name, some in lists.items()}
    first = {name: getattr(said, name) for name in SAID}
    return Relations(**left | {name: (*some, *left[name]) for name, some in first.items()})


def said_documents(store: Store, number: int) -> SaidDocuments:
    """What staff say stands to a document; withdrawn ones are left out."""
    said = store.said_relations.of(number)
    every = store.documents([one.other if one.first == number else one.first for one in said])
    held = {one.id: one for one in every if one.withdrawn_at is None}

    def those(kind: RelationKind, *, others: bool) -> tuple[StoredDocument, ...]:
        pairs = [(one.first, one.other) for one in said if one.kind is kind]
        ends = pairs if others else [(other, first) for first, other in pairs]
        return tuple(held[other] for own, other in ends if own == number and other in held)

    return SaidDocuments(
        successors=those(RelationKind.SUCCESSOR, others=True),
        predecessors=those(RelationKind.SUCCESSOR, others=False),
        explanations=those(RelationKind.READING, others=True),
        originals=those(RelationKind.READING, others=False),
        corrected_by=those(RelationKind.CORRECTS, others=True),
        corrects=those(RelationKind.CORRECTS, others=False),
        denied=frozenset(
            one.other if one.first == number else one.first
            for one in said
            if one.kind is RelationKind.NOT_CORRECTS
        ),
    )


def _not_distinct(store: Store, ours: Held, members: Mapping[int, Held]) -> Iterator[tuple[int, Held]]:
    marks = store.duplicates.marks(ours.url)
    for number, held in members.items():
        mark = marks.get((min(ours.url, held.url), max(ours.url, held.url)))
        if mark is None or mark.state is not MarkState.DISTINCT:
            yield number, held


def _latest_first(found: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(found, key=lambda held: (held.published_on or date.min, held.id), reverse=True))
