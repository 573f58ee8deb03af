"""Whether an edit that makes a run likelier is believed: it must make words, or stand in the collection.

Measured on 147,288 articles; docs/relevance.md has the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, partial

import numpy as np

from indexer.query.filler import FILLER
from indexer.suggest.characters import Codes, text_of
from indexer.suggest.edits import Edits
from indexer.suggest.language_model import ORDER, LanguageModel
from indexer.suggest.vocabulary import Vocabulary

ALIKE = ("sound", "near", "look", "swapped")
"""Slips that leave a trace of what was meant; the others could be anything."""

OFTEN = 3
"""Times that four neighbours must occur to stand. Single documents are no evidence."""

SOLID = 5
"""Characters of a stretch that stands, from which it is believed without a word in it."""

LONG = 7
"""Characters of a stretch that is believed against words that were right as they were."""

PAIR_GAIN = 3.5
"""What a word of two characters must gain: it has many neighbours. 3.0 touched a third more right queries."""

LONE_PAIR_GAIN = 5.0
"""The same where nothing about it stands in the collection."""

SURE_GAIN = 12.0
"""What leaves no doubt of an edit that makes a word in a stretch, whatever words the run had there:
侵害它人的姓名. With 10.0 three of 963 questions more were touched, one wrongly; with this one, rightly."""


@dataclass(frozen=True, slots=True)
class CutPiece:
    """A word of a run, where it stands, and whether it is one."""

    start: int
    end: int
    text: str
    known: bool

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit changes it, or puts something at one of its ends."""
        return self.start < end and self.end > start if start < end else self.start <= start <= self.end


class Belief(Enum):
    """What the evidence says of an edit."""

    HELD = auto()
    WHERE_IT_STANDS = auto()
    """Where the mended run as a whole stands in a document."""
    NOT_HELD = auto()


class Evidence:
    """Believes edits or not, by one state of the model, and as one state of the index cuts texts."""

    def __init__(self, model: LanguageModel, words: Vocabulary, cut: Callable[[str], list[str]]) -> None:
        self._model = model
        self._words = words
        self._pieces = cache(partial(_cut_up, words, cut))

    def made(self, better: Codes, edit: Edits) -> list[str]:
        """The words that the edit makes or touches in `better`, which it makes of a run."""
        end = edit.start + edit.instead.shape[1]
        pieces = self._pieces(text_of(better))
        return [piece.text for piece in pieces if piece.known and piece.touches(edit.start, end)]

    def weigh(self, better: Codes, edit: Edits, run: str, gain: float) -> Belief:
        """Whether `better`, which the edit makes of the run, is believed to be meant."""
        size = edit.instead.shape[1]
        text, pieces = text_of(better), self._pieces(run)
        former = [piece for piece in pieces if piece.touches(edit.start, edit.end)]
        every = self._pieces(text)
        made = [piece for piece in every if piece.touches(edit.start, edit.start + size)]
        stretch = self._stretch(better, edit.start, size, onward=edit.kind == "missing")
        word = max((piece.end - piece.start for piece in made if piece.known), default=0)
        verbatim = self._verbatim(edit, former, word, stretch, gain)
        if verbatim and text in self._words:
            return Belief.HELD
        fragment = any(not piece.known and piece.text not in self._words.alone for piece in former)
        if edit.kind in ALIKE:
            pair = word == 2 and gain >= (PAIR_GAIN if stretch else LONE_PAIR_GAIN)
            held = (word > 2 or stretch > SOLID or pair) if fragment else stretch >= LONG
            held = held or (gain >= PAIR_GAIN and _rejoined(pieces, made, every))
            held = held or (gain >= SURE_GAIN and word > 1 and stretch >= SOLID)
        elif edit.kind == "other":
            held = fragment and word > 3
        else:
            held = self._completed(edit, former, made, stretch, fragment)
        if held:
            return Belief.HELD
        return Belief.WHERE_IT_STANDS if verbatim else Belief.NOT_HELD

    def _verbatim(self, edit: Edits, former: list[CutPiece], word: int, stretch: int, gain: float) -> bool:
        """Whether it would do that the whole run stands in the collection, or is a word."""
        odd = any(not piece.known and piece.text not in FILLER for piece in former)
        size = (former[-1].end - former[0].start) if former else 0
        if edit.kind == "other":
            return odd and ((word > 2 and gain >= PAIR_GAIN) or stretch >= LONG)
        sure = word > 1 or stretch >= SOLID
        odd = odd or edit.kind == "extra"
        return sure and (odd or (edit.kind in ALIKE and size > 1 and all(piece.known for piece in former)))

    def _completed(
        self, edit: Edits, former: list[CutPiece], made: list[CutPiece], stretch: int, fragment: bool
    ) -> bool:
        """Whether a character that was missing, or one too many, left a fragment that is now whole."""
        if stretch >= LONG and not any(piece.text in FILLER for piece in made):
            return True
        whole_before = any(piece.text in self._words.alone for piece in former)
        if whole_before or any(piece.text in FILLER for piece in made):
            return False
        for piece in made:
            place = edit.start - piece.start
            rest = piece.text[:place] + piece.text[place + 1 :]
            whole = 0 <= place < len(piece.text) and piece.known
            if whole and rest not in self._words and rest not in self._words.alone:
                return fragment and stretch >= (ORDER if piece.end - piece.start > 2 else SOLID)
        return False

    def _stretch(self, run: Codes, start: int, size: int, onward: bool) -> int:
        """Characters about a place that stand so in the collection, four neighbours at a time; 0 for none.

        `onward`: at an end of the run they are counted on from there, since nothing stands at the other side.
        """
        stand = self._model.log_counts(run, ORDER) >= np.log(OFTEN)
        first, last = start - ORDER + 1, start + max(size, 1)
        if onward and first < 0:
            last = min(ORDER, len(stand)) if stand[:last].all() else last
        elif onward and last > len(stand) and stand[first:].all():
            first = len(stand) - ORDER
        longest = here = 0
        for place in range(max(0, first), min(len(stand), last)):
            here = here + 1 if stand[place] else 0
            longest = max(longest, here)
        return longest + ORDER - 1 if longest else 0


def _cut_up(words: Vocabulary, cut: Callable[[str], list[str]], text: str) -> list[CutPiece]:
    """The words of a run."""
    pieces, start = [], 0
    for word in cut(text):
        end = start + len(word)
        pieces.append(CutPiece(start, end, word, len(word) > 1 and word in words))
        start = end
    return pieces


def _rejoined(pieces: list[CutPiece], made: list[CutPiece], every: list[CutPiece]) -> bool:
    """Whether words came of pieces that had fallen apart, what is no word among them.

    公祖, which is a word, and 房 are 公租房; 公祖, 房租 and 金 are 公租房 and 租金; 着 and 江省 are 浙江省.
    For edits that keep the length. `made`: the words that the edit touches; `every`: all words then.
    """
    for word in made:
        start, end = word.start, word.end
        while True:
            parts = [piece for piece in pieces if piece.touches(start, end)]
            now = [piece for piece in every if piece.touches(start, end)]
            wider = min(start, parts[0].start, now[0].start), max(end, parts[-1].end, now[-1].end)
            if wider == (start, end):
                break
            start, end = wider
        apart = any(_is_fallen_apart(part) for part in parts)
        if apart and len(word.text) > 2 and len(now) < len(parts) and all(piece.known for piece in now):
            return True
    return False


def _is_fallen_apart(piece: CutPiece) -> bool:
    """A single character that says nothing by itself, or several that are no word."""
    return not piece.known and piece.text not in FILLER
