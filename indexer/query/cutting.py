"""Cuts what a person typed into words as the collection has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.query.collection_names import Known
from indexer.query.thesaurus import Thesaurus
from indexer.query.together import LONGEST_NAME, compound, named_in_one, without_particles
from indexer.text import Segmenter, as_word, asked_whole


@dataclass(frozen=True, slots=True)
class Cutter:
    """The words of a query, with what a figure or a name of the collection is in one."""

    segmenter: Segmenter
    thesaurus: Thesaurus
    known: Known

    def cut(self, text: str) -> tuple[str, ...]:
        """Its words, with what is one whole: 3.5%, and not 3 and 5."""
        found = asked_whole(text)
        for one in reversed([one for one in found if not one.parts_tell]):
            text = f"{text[: one.start]}\n{text[one.end :]}"
        return tuple(
            dict.fromkeys([*self._words_of(text), *(one.word for one in found), *self.compounds(text)])
        )

    def compounds(self, text: str) -> Iterator[str]:
        """What is one for the collection though the segmenter cuts it."""
        terms, parts = self.thesaurus.officials, text.split("\n")
        short = [part for part in parts if len(part) <= LONGEST_NAME or part in terms]
        cut = ((part, self.segmenter.cut(part)) for part in short)
        found = (part if part in terms and len(one) > 1 else compound(part, one) for part, one in cut)
        return filter(self.known.stands, filter(None, found))

    def _words_of(self, text: str) -> list[str]:
        parts = (self._pieces(part) for part in text.split("\n"))
        return [word for pieces in parts for piece in pieces if (word := as_word(piece))]

    def _pieces(self, part: str) -> list[str]:
        pieces = without_particles(self.segmenter.cut(part))
        if len(part) <= LONGEST_NAME and 1 < len(pieces) < len(part) and self._is_listed(part):
            return list(part)
        named = named_in_one(part, pieces)
        return named if named == pieces or self.known.stands(part) else pieces

    def _is_listed(self, part: str) -> bool:
        """Whether it stands nowhere as typed, but its characters one by one do: 鸡鸭鹅 for 鸡、鸭、鹅."""
        if part.isascii() or not part.isalpha():
            return False
        return not self.known.stands(part) and self.known.stands("、".join(part))

    def parts_of(self, text: str) -> frozenset[str]:
        """Words that only stand within what is one: the 2019, 5 and 15 of a day."""
        within = (text[one.start : one.end] for one in asked_whole(text))
        parts = [*within, *self.compounds(text)]
        return frozenset(word for part in parts for word in self._words_of(part) if word != part)
