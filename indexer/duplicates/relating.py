"""What of documents is related to a text, and which comes first."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.records import StoredDocument
from indexer.duplicates.kinds import relate
from indexer.duplicates.model import NO_DUPLICATES, Kind, Side
from indexer.duplicates.text_cache import Ready
from indexer.duplicates.texts import Relation, Text
from indexer.duplicates.titles import Apart
from indexer.text.correcting import corrects_by_title

ORDER = (Kind.SAME, Kind.REVISED, Kind.REWRITTEN, Kind.FORWARDS, Kind.EXTRACT, Kind.CORRECTS, Kind.SERIES)

NOTICES: dict[str, Side] = {"forwards": "posting", "covers": "counterpart"}
"""Which of two documents is the covering notice, by the keys with which they find each other."""

MOST_NAMED = 20
"""Documents of one title from which it is a form's, and names none of them. A guess."""

RelatedDocument = tuple[StoredDocument, Relation]
"""A published document and how it relates to a text."""


def related(ours: Text, others: Iterable[Ready], series: bool = True) -> list[RelatedDocument]:
    """Those of the others that have to do with a text; `series` as `relate` has it."""
    found = []
    for stored, theirs in others:
        relation = relate(ours, theirs, series) if stored.withdrawn_at is None else None
        if relation is not None:
            found.append((stored, relation))
    return found


def naming(notice: Side, posting: str | None, counterpart: str | None) -> Relation:
    """A covering notice, or one that corrects, and what it names; the two titles."""
    ours, theirs = (posting, counterpart) if notice == "posting" else (counterpart, posting)
    if corrects_by_title(ours, theirs):
        return Relation(Kind.CORRECTS, 0.0, 0.0, None, Apart(""), notice)
    return Relation(Kind.FORWARDS, 0.0, 0.0, notice, Apart(""))


def rank(found: RelatedDocument) -> tuple[bool, float, int, int]:
    """What comes first has the least."""
    stored, relation = found
    nearness = max(relation.similarity, relation.containment * 0.9)
    return relation.kind in NO_DUPLICATES, -nearness, ORDER.index(relation.kind), stored.id
