"""Finds what stands to a document in a relation that its reader should know of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

from corpus.catalogue import ended
from corpus.lazy_regex import lazy_regex
from corpus.records import Document, StoredDocument
from corpus.store import Store
from indexer.engines import EngineReader, EngineRequest, EngineResults, Near
from indexer.query import All, Any, Called, Node, Phrase
from indexer.related.correcting import of_corrected, of_notice
from indexer.related.titles import LEAST, explained_by, explains, own_name, subject
from indexer.text import normalise, normalise_line
from indexer.text.citations import cited_in_order, work_key, works
from indexer.text.correcting import Reading, calls, corrects, notice_of
from indexer.text.jurisdictions import of_part, says_of_it, without_places

MOST = 10
"""Documents of one relation. A guess."""
MOST_NAMED = 30
"""Works that one document names and that are looked for. A guess."""
LOOKED_AT = 200
"""Documents found of which the best are chosen: a law has many versions, and articles of its own. A guess."""
LOOKED_AT_CORRECTED = 50
"""Documents of which one may correct the other, whose texts are read for it. A guess."""
REPEALING = 20
"""Documents whose texts are read for whether they end another. A guess."""
ALIKE = 0.1
"""Of the score that a document has for what it is about itself, what one like it has at least: most of
its own is for having the words as they stand. A guess."""

_ENDS = lazy_regex("废止|停止执行|失效|不再执行|停止施行")
"""What is said of a document that is over."""
_NEAR = 120
"""Characters between its name and that. A guess: lists of what is over are long, sentences are not."""


RelatedNumbers: TypeAlias = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Relations:
    """Published documents, the nearest first; each in one relation at the most."""

    successors: tuple[StoredDocument, ...] = ()
    """The version in force of the same law, or what says that this one is over."""
    predecessors: tuple[StoredDocument, ...] = ()
    """What this one took the place of: staff say so, it is not looked for."""
    originals: tuple[StoredDocument, ...] = ()
    """What this one explains."""
    explanations: tuple[StoredDocument, ...] = ()
    """What explains this one."""
    named: tuple[StoredDocument, ...] = ()
    """Laws and policies that its text names, in the order of the text."""
    corrected_by: tuple[StoredDocument, ...] = ()
    """Notices that correct this one."""
    corrects: tuple[StoredDocument, ...] = ()
    """What this one, a notice, corrects."""
    alike: tuple[StoredDocument, ...] = ()
    """About the same, by title, and by meaning where that is known."""

    def numbers(self) -> RelatedNumbers:
        """The ids of each relation, by its name: what is small enough to be remembered."""
        lists = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: tuple(one.id for one in found) for name, found in lists.items()}


def as_now(store: Store, numbers: RelatedNumbers) -> Relations:
    """The documents of each relation as they are now, without those that were withdrawn meanwhile."""
    every = store.documents([number for some in numbers.values() for number in some])
    held = {one.id: one for one in every if one.withdrawn_at is None}
    lists = {name: tuple(held[number] for number in some if number in held) for name, some in numbers.items()}
    return Relations(**lists)


def relations(
    reader: EngineReader, store: Store, stored: StoredDocument, title: Node, near: Near | None
) -> Relations:
    """`title`: what its title says it is about, as a query; `near`: what means the same, where that is known.

    Raises IndexFault.
    """
    finder = _Finder(reader, store, stored)
    corrected, notices = finder.corrected(), finder.notices()
    successors = finder.successors()
    partners = finder.partners(title)
    originals, explanations = (partners, ()) if explains(stored.document) else ((), partners)
    named = finder.named()
    alike = finder.alike(title, near)
    return Relations(
        successors=successors,
        originals=originals,
        explanations=explanations,
        named=named,
        corrected_by=notices,
        corrects=corrected,
        alike=alike,
    )


def correcting(reader: EngineReader, store: Store, stored: StoredDocument) -> Relations:
    """What corrects it and what it corrects alone. Raises IndexFault."""
    finder = _Finder(reader, store, stored)
    corrected = finder.corrected()
    return Relations(corrected_by=finder.notices(), corrects=corrected)


class _Finder:
    """Remembers what was found already, so that nothing is told twice."""

    def __init__(self, reader: EngineReader, store: Store, stored: StoredDocument) -> None:
        self._reader = reader
        self._store = store
        self._own = stored
        self._title = normalise_line(stored.document.title)
        self._told = {stored.id}
        self._reading = Reading(stored.document)

    def corrected(self) -> tuple[StoredDocument, ...]:
        """What it corrects; what its title has whole goes for all else."""
        own = self._own.document
        found = [one for one in self._asked_for(of_notice(own)) if self._corrects(one)]
        return self._taken([one for one in found if calls(own.title, one.document.title)] or found)

    def notices(self) -> tuple[StoredDocument, ...]:
        """What corrects it."""
        found = self._asked_for(of_corrected(self._own.document))
        return self._taken(one for one in found if corrects(Reading(one.document), self._reading))

    def _corrects(self, one: StoredDocument) -> bool:
        return corrects(self._reading, Reading(one.document))

    def successors(self) -> tuple[StoredDocument, ...]:
        key = work_key(self._title)
        found = self._asked(Called((key,)), LOOKED_AT) if key else None
        later = dict(zip(found.ids, found.later, strict=False)).get(self._own.id, 0) if found else 0
        return self._taken([*self._documents([later] if later else []), *self._repealing()])

    def _repealing(self) -> Iterator[StoredDocument]:
        name = own_name(self._title)
        if len(work_key(name)) < len("中华人民共和国"):
            return
        found = self._asked(All((Phrase(name), Phrase("废止"))), REPEALING)
        over = re.compile(f"{re.escape(name)}[^\n]{{0,{_NEAR}}}?(?:{_ENDS.pattern})")
        for one in self._documents(found.ids):
            newer = _day(one.document) > _day(self._own.document)
            if newer and not explains(one.document) and over.search(normalise(one.document.text)):
                yield one

    def partners(self, title: Node) -> tuple[StoredDocument, ...]:
        """What explains it, or what it explains, by its title, which is also asked for as a query."""
        about = subject(self._title)
        if not about:
            return ()
        short = without_places(about)
        asked = [about.removeprefix("关于"), *([short] if len(work_key(short)) >= LEAST else ())]
        phrased = self._asked(Any(tuple(Phrase(one, title_only=True) for one in asked)), LOOKED_AT)
        numbers = dict.fromkeys([*phrased.ids, *self._asked(title, LOOKED_AT).ids])
        found = [one for one in self._documents(tuple(numbers)) if self._is_partner(one.document)]
        same = [one for one in found if subject(normalise_line(one.document.title)) == about]
        held = [*same, *(one for one in found if one not in same)]
        if explains(self._own.document):
            # It explains the work, not its drafts, where that is there.
            held = [one for one in held if not says_of_it(normalise_line(one.document.title))] or held
        return self._taken(_of_the_same_house(held, self._own.document) or held)

    def _is_partner(self, other: Document) -> bool:
        own = self._own.document
        if explains(own) is explains(other) or notice_of(other.title) is not None:
            return False
        return explained_by(other, own) if explains(own) else explained_by(own, other)

    def named(self) -> tuple[StoredDocument, ...]:
        document = self._own.document
        own = set(works(self._title))
        keys = [key for key in cited_in_order(normalise(document.text)) if key not in own][:MOST_NAMED]
        if not keys:
            return ()
        held = self._documents(self._asked(Called(tuple(keys)), LOOKED_AT).ids)
        best: dict[str, StoredDocument] = {}
        for one in sorted(held, key=_standing, reverse=True):
            for place, key in enumerate(works(normalise_line(one.document.title))):
                if key in keys and (key not in best or (not place and _brings_out(best[key], key))):
                    best[key] = one
        return self._taken((best[key] for key in keys if key in best), MOST_NAMED)

    def alike(self, title: Node, near: Near | None) -> tuple[StoredDocument, ...]:
        found = self._asked(title, 3 * MOST, near)
        scores = dict(zip(found.ids, found.scores, strict=True))
        least = ALIKE * scores.get(self._own.id, max(found.scores, default=0))
        known = scores.keys() if near is None else scores.keys() & set(near.ids)
        alike = {number for number in known if scores[number] >= least}
        return self._taken(one for one in self._documents(found.ids) if one.id in alike)

    def _asked_for(self, node: Node | None) -> list[StoredDocument]:
        found = self._documents(self._asked(node, LOOKED_AT_CORRECTED).ids) if node else []
        return [one for one in found if one.id != self._own.id]

    def _asked(self, node: Node, limit: int, near: Near | None = None) -> EngineResults:
        return self._reader.search(EngineRequest(node, limit=limit, facets=False), lambda: near)

    def _documents(self, numbers: Sequence[int]) -> list[StoredDocument]:
        """Those that are up."""
        return [one for one in self._store.documents(numbers) if one.withdrawn_at is None]

    def _taken(self, found: Iterable[StoredDocument], most: int = MOST) -> tuple[StoredDocument, ...]:
        new = {one.id: one for one in found if one.id not in self._told}
        taken = tuple(new.values())[:most]
        self._told.update(one.id for one in taken)
        return taken


def _of_the_same_house(held: list[StoredDocument], document: Document) -> list[StoredDocument]:
    """Those of the same agency, or else portal: titles are alike everywhere."""
    for name in ("agency", "portal"):
        own = getattr(document, name)
        if own and (same := [one for one in held if getattr(one.document, name) == own]):
            return same
    return []


def _standing(one: StoredDocument) -> tuple[bool, bool, bool, int]:
    """A work before its drafts and readings, what is in force, the whole before its articles, the latest."""
    title = normalise_line(one.document.title)
    itself = not says_of_it(title) and not explains(one.document)
    return itself, not ended(one.document.validity), not of_part(title), _day(one.document)


def _brings_out(one: StoredDocument, key: str) -> bool:
    return work_key(normalise_line(one.document.title)) != key


def _day(document: Document) -> int:
    day = document.issued_on or document.published_on
    return day.toordinal() if day else 0
