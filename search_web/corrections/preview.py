"""What a correction of all hits of a search would change, before it does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.records import StoredDocument
from indexer import Searcher, SearchRequest

MOST = 2_000
"""Documents that are corrected in one act. A guess: what somebody can answer for, and some seconds' work."""

AT_ONCE = 200
"""Documents read, whole, at a time. A guess: bounds the memory."""

SHOWN_VALUES, SHOWN_DOCUMENTS = 10, 20
"""Of a field, and of the documents that change. Guesses."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document, as far as a correction is about it."""

    id: int
    version: int
    title: str
    values: Mapping[str, str | None]
    """By field."""


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

    documents: tuple[Held, ...]
    fields: tuple[FieldChange, ...]
    changing: tuple[Held, ...]

    @property
    def mark(self) -> str:
        """Tells whether these are the documents that somebody was shown, as they were."""
        told = "\n".join(f"{one.id} {one.version}" for one in self.documents)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def hits(searcher: Searcher, asked: SearchRequest, names: Iterable[str]) -> Iterator[Held]:
    """All documents found, at most `MOST`, with what they have in some fields. Raises IndexFault."""
    names = tuple(names)
    for offset in range(0, MOST, AT_ONCE):
        page = searcher.search(replace(asked, offset=offset, limit=AT_ONCE, snippets=False, fold=False))
        yield from (_held(hit.document, names) for hit in page.hits)
        if offset + AT_ONCE >= page.total:
            return


def preview(documents: Sequence[Held], said: Mapping[str, str | None]) -> Preview:
    """What saying so of all of them changes."""
    changing = [one for one in documents if any(one.values[name] != value for name, value in said.items())]
    fields = tuple(_field(documents, name, value) for name, value in said.items())
    return Preview(tuple(documents), fields, tuple(changing))


def _field(documents: Sequence[Held], name: str, value: str | None) -> FieldChange:
    counts = Counter(one.values[name] for one in documents)
    same = counts.pop(value, 0)
    former = tuple(counts.most_common(SHOWN_VALUES))
    return FieldChange(name, value, former, sum(counts.values()) - sum(n for _, n in former), same)


def _held(stored: StoredDocument, names: Iterable[str]) -> Held:
    values = {name: getattr(stored.document, name) for name in names}
    texts = {name: str(value) if value else None for name, value in values.items()}
    return Held(stored.id, stored.version, stored.document.title, texts)
