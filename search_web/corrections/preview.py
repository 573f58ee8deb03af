"""What a correction of all hits of a search would change, before it does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.records import StoredDocument
from indexer import Searcher, SearchRequest

MOST = 2_000
"""Documents that are corrected in one act. A guess: what somebody can answer for, and some seconds' work."""

AT_ONCE = 200
"""Documents read at a time. A guess: bounds the memory."""

SHOWN_VALUES, SHOWN_DOCUMENTS = 10, 20
"""Of a field, and of the documents that change. Guesses."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field."""

    name: str
    value: str | None
    """What it will be."""
    former: tuple[tuple[str | None, int], ...]
    """What it is in the documents that change, and in how many, the most frequent first."""
    others: int
    """Documents with further values."""
    same: int
    """Documents that have the value already."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All hits, and what changes of them."""

    documents: tuple[StoredDocument, ...]
    fields: tuple[FieldChange, ...]
    changing: tuple[StoredDocument, ...]

    @property
    def mark(self) -> str:
        """Tells whether these are the documents that somebody was shown, as they were."""
        told = "\n".join(f"{one.id} {one.version}" for one in self.documents)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def hits(searcher: Searcher, asked: SearchRequest) -> Iterator[StoredDocument]:
    """All documents found, at most `MOST`. Raises IndexFault."""
    for offset in range(0, MOST, AT_ONCE):
        page = searcher.search(replace(asked, offset=offset, limit=AT_ONCE, snippets=False, fold=False))
        yield from (hit.document for hit in page.hits)
        if offset + AT_ONCE >= page.total:
            return


def preview(documents: Sequence[StoredDocument], said: Mapping[str, str | None]) -> Preview:
    """What saying so of all of them changes."""
    changing = [one for one in documents if any(_held(one, name) != value for name, value in said.items())]
    fields = tuple(_field(documents, name, value) for name, value in said.items())
    return Preview(tuple(documents), fields, tuple(changing))


def _field(documents: Sequence[StoredDocument], name: str, value: str | None) -> FieldChange:
    counts = Counter(_held(one, name) for one in documents)
    same = counts.pop(value, 0)
    former = tuple(counts.most_common(SHOWN_VALUES))
    return FieldChange(name, value, former, sum(counts.values()) - sum(n for _, n in former), same)


def _held(one: StoredDocument, name: str) -> str | None:
    held = getattr(one.document, name)
    return str(held) if held else None
