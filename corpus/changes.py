"""What changed between two versions of a document: field by field, and its text paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from corpus.fields import NAMES
from corpus.lazy_regex import lazy_regex
from corpus.records import DOCUMENT_FIELDS, Document

ParagraphKind = Literal["same", "added", "removed"]

COMPARED = tuple(key for key in NAMES if key in DOCUMENT_FIELDS)
"""What can change, in the order in which it is shown. All but the text are compared as wholes."""

MOST_PARAGRAPHS = 2_000
"""Longer stretches without a common beginning or end are taken as rewritten: bounds the time to seconds."""

MOST_CHARACTERS = 2_000
"""Longer paragraphs are not compared within. Of 3,471 laws, fewer than one paragraph in 1,000 is. A guess."""

ALIKE = 0.5
"""Share that two paragraphs must have in common to be shown as one that was changed. A guess."""

MOST_SHIFTED = 2
"""Paragraphs that may have come, or gone, between two that were changed and stand for each other. A guess."""

LONGEST_RUN = 4
"""Unchanged paragraphs in a row that are shown; of more, the first and the last. A guess."""

_WORDS = lazy_regex(r"[0-9A-Za-z]+|.", re.DOTALL)
"""A number or a Latin word changes as a whole, Chinese by the character."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value is another one now; None where there is none."""

    field: str
    before: str | None
    after: str | None

    @property
    def name(self) -> str:
        """The field in the words of the law."""
        return NAMES[self.field]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters within a paragraph."""

    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what came and went within it."""

    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """As it was; empty for a new one."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def after(self) -> str:
        """As it is; empty for one that is gone."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was."""
        return all(piece.kind == "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Fold:
    """Unchanged paragraphs in a row that need not be read."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed."""

    fields: tuple[FieldChange, ...]
    text: tuple[Paragraph | Fold, ...]
    """Empty when the text is the same."""


def changed_names(before: Document, after: Document) -> tuple[str, ...]:
    """What `after` changed in `before`, in the words of the law; cheap."""
    return tuple(NAMES[key] for key in _changed(before, after))


def compare(before: Document, after: Document) -> Difference:
    """What `after` changed in `before`."""
    changed = (
        FieldChange(key, _plain(before, key), _plain(after, key))
        for key in _changed(before, after)
        if key != "text"
    )
    return Difference(tuple(changed), compare_texts(before.text, after.text))


def _changed(before: Document, after: Document) -> Iterator[str]:
    return (key for key in COMPARED if getattr(before, key) != getattr(after, key))


def compare_texts(before: str, after: str) -> tuple[Paragraph | Fold, ...]:
    """The paragraphs of both texts in one row; empty when the texts say the same."""
    old, new = _paragraphs(before), _paragraphs(after)
    if old == new:
        return ()
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    tail = old[len(old) - end :]
    return tuple(_folded([*map(_same, old[:start]), *middle, *map(_same, tail)]))


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many paragraphs both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        yield from (_whole("removed", text) for text in old)
        yield from (_whole("added", text) for text in new)
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from map(_same, old[i:j])
        else:
            for gone, come in _paired(old[i:j], new[k:m]):
                yield from _replaced(gone, come)


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Paragraphs that may stand for each other, in order; None beside one that came, or went."""
    if len(old) > len(new):
        yield from ((gone, come) for come, gone in _paired(new, old))
        return
    spare, at = len(new) - len(old), 0
    for text in old:
        shifts = range(min(spare, MOST_SHIFTED) + 1) if spare else ()
        shift = next((one for one in shifts if _alike(text, new[at + one])), 0)
        yield from ((None, come) for come in new[at : at + shift])
        yield text, new[at + shift]
        spare, at = spare - shift, at + shift + 1
    yield from ((None, come) for come in new[at:])


def _replaced(old: str | None, new: str | None) -> Iterator[Paragraph]:
    """One paragraph changed within, or one gone and one come."""
    if old and new and _alike(old, new):
        yield Paragraph(tuple(_within(_WORDS.findall(old), _WORDS.findall(new))))
        return
    if old:
        yield _whole("removed", old)
    if new:
        yield _whole("added", new)


def _alike(old: str, new: str) -> bool:
    """Whether one paragraph may have become the other."""
    if max(len(old), len(new)) > MOST_CHARACTERS:
        return False
    matcher = SequenceMatcher(None, _WORDS.findall(old), _WORDS.findall(new), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _within(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i:j]))
            continue
        if i < j:
            yield Piece("removed", "".join(old[i:j]))
        if k < m:
            yield Piece("added", "".join(new[k:m]))


def _whole(kind: ParagraphKind, text: str) -> Paragraph:
    return Paragraph((Piece(kind, text),))


def _same(text: str) -> Paragraph:
    return _whole("same", text)


def _folded(paragraphs: list[Paragraph]) -> Iterator[Paragraph | Fold]:
    """Of a long unchanged run only the paragraphs next to a change, for bearings."""
    runs = [(same, list(group)) for same, group in groupby(paragraphs, key=lambda p: p.unchanged)]
    for place, (same, run) in enumerate(runs):
        if not same or len(run) <= LONGEST_RUN:
            yield from run
            continue
        first = 0 if place == 0 else 1
        last = len(run) - (0 if place == len(runs) - 1 else 1)
        yield from run[:first]
        yield Fold(tuple(paragraph.after for paragraph in run[first:last]))
        yield from run[last:]


def _plain(document: Document, name: str) -> str | None:
    value = getattr(document, name)
    if name == "attachments":
        return "；".join(f"{file.title}（{(file.sha256 or '没有存下')[:8]}）" for file in value) or None
    if name == "keywords":
        return "；".join(value) or None
    return value.isoformat() if isinstance(value, date) else value or None
