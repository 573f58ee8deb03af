"""Mends slips in a query where the collection's own wording is far likelier. A right query is never touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np

from indexer.query.filler import FILLER
from indexer.suggest.edits import AROUND, Confusions, Edits, around, edits
from indexer.text.segment import alone
from indexer.suggest.model import ORDER, Codes, Model, codes, text_of

GAINS = {"sound": 3.0, "near": 5.0, "look": 4.5, "swapped": 2.5, "missing": 4.0, "other": 8.0, "extra": 6.0}
"""How much likelier (in logarithms) a run must become by undoing each kind of slip."""

REAL_WORDS = 3.0
"""What it must gain beyond that where the typed characters make words, if not a term (工商认定)."""

SHORT = {2: 3.0, 3: 2.0}
ALIKE = ("sound", "look", "swapped", "near")
TERM = 4
SETTLED = 3
"""Times that four neighbours must occur for none of them to be doubted."""

MOST_MENDED = 3
"""Slips mended in one run. A guess."""

MOST_TRIED = 24
"""The likeliest edits whose words are looked at. A guess."""

LONGEST_RUN = 40
"""Characters of a run that is looked at; longer ones are pasted paragraphs. A guess."""

LEAST_CHARACTERS = 20
"""Times that a character must occur to be put into a query. A guess."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_SAID = "|".join(sorted((word for word in FILLER if len(word) > 1), key=len, reverse=True))
_ASKING = re.compile(f"(是?(?:{_SAID})[是的]?|[吗呢吧啊么嘛]$)")
"""What stands about a term in a question: no part of it, and not to be changed."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of a run, where it stands, and whether it is one."""

    start: int
    end: int
    text: str
    known: bool

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit changes it, or puts something at one of its ends."""
        return self.start < end and self.end > start if start < end else self.start <= start <= self.end


class Corrector:
    """Weighs every way to undo a slip by one state of the model."""

    def __init__(
        self, model: Model, words: Collection[str], cut: Callable[[str], list[str]]
    ) -> None:
        """`words`: what is a word; `cut` parts a run into words."""
        self._model = model
        self._words = words
        self._cut = cut
        self._alone = FILLER | alone()
        self._confusions = Confusions(model.common(LEAST_CHARACTERS))

    def correct(self, query: str, stands: Callable[[str], bool]) -> str | None:
        """The query, mended, or None. `stands`: whether a text stands anywhere in the collection."""
        mended = _CHINESE.sub(lambda run: self._mend(run.group(), stands), query)
        return mended if mended != query else None

    def _mend(self, text: str, stands: Callable[[str], bool]) -> str:
        if len(text) > LONGEST_RUN or stands(text):
            return text
        return "".join(
            part if number % 2 else self._mended(part, stands) for number, part in enumerate(_ASKING.split(text))
        )

    def _mended(self, text: str, stands: Callable[[str], bool]) -> str:
        for _ in range(MOST_MENDED):
            better = self._better(text, stands) if len(text) > 1 else None
            if better is None:
                break
            text = better
        return text

    def _better(self, text: str, stands: Callable[[str], bool]) -> str | None:
        """The run after the one edit that makes it likelier by the most beyond what its kind must."""
        run, pieces = codes(text), self._pieces(text)
        found = [
            edit
            for edit in edits(run, self._model, self._confusions)
            if len(edit.instead) and not _within_filler(edit, pieces)
        ]
        for gain, edit, choice in self._likelier(run, found):
            better = _applied(run, edit, choice)
            if self._holds(better, edit, pieces, gain, stands):
                return text_of(better)
        return None

    def _likelier(self, run: Codes, found: list[Edits]) -> Iterator[tuple[float, Edits, int]]:
        """Edits that gain what they must, the largest gain first."""
        if not found:
            return
        pairs = [around(run, edit) for edit in found]
        before = self._model.log_probability(np.concatenate([former for former, _ in pairs]), AROUND)
        after = self._model.log_probability(np.concatenate([rows for _, rows in pairs]), AROUND)
        counts = np.array([len(edit.instead) for edit in found])
        owed = before + np.array([GAINS[edit.kind] for edit in found], dtype=np.float32)
        gains = after - np.repeat(owed, counts)
        ends = np.cumsum(counts)
        for best in np.argsort(-gains)[:MOST_TRIED].tolist():
            if gains[best] <= 0:
                return
            number = int(np.searchsorted(ends, best, side="right"))
            yield float(gains[best]), found[number], best - int(ends[number] - counts[number])

    def _holds(self, better: Codes, edit: Edits, pieces: list[_Piece], gain: float, stands: Callable[[str], bool]) -> bool:
        """Whether what was put in stands in a word, or in a stretch that the collection has."""
        size = edit.instead.shape[1]
        former = [piece for piece in pieces if piece.touches(edit.start, edit.end)]
        made = [piece for piece in self._pieces(text_of(better)) if piece.touches(edit.start, edit.start + size)]
        stretch = self._stretch(better, edit.start, size)
        word = max((piece.end - piece.start for piece in made if piece.known), default=0)
        fragment = any(not piece.known and piece.text not in self._alone for piece in former)
        odd = any(not piece.known and piece.text not in FILLER for piece in former)
        alike = edit.kind in ALIKE
        if len(better) > 2 and (odd or (alike and len(better) > 3 and all(piece.known for piece in former))):
            mended = text_of(better)
            if mended in self._words or stands(mended):
                return True
        if edit.kind == "other":
            return fragment and word > TERM - 1
        if edit.kind in ("missing", "extra"):
            if stretch > TERM + 2:
                return True
            return fragment and stretch > TERM - (word > 2) and self._completed(made, edit)
        if not fragment:
            return stretch > TERM + 2
        return word > 2 or stretch > TERM + 1 or (word == 2 and gain >= SHORT[2])

    def _completed(self, made: list[_Piece], edit: Edits) -> bool:
        """Whether the character that was missing makes a word of what was none."""
        for piece in made:
            place = edit.start - piece.start
            rest = piece.text[:place] + piece.text[place + 1 :]
            if 0 <= place < len(piece.text) and piece.known and rest not in self._words and rest not in self._alone:
                return True
        return False

    def _stretch(self, run: Codes, start: int, size: int) -> int:
        """Characters around a place that stand so in the collection, four neighbours at a time; 0 if none.

        Neighbours on one side of the place alone tell nothing, except at an end of the run.
        """
        if len(run) < ORDER:
            return 0
        windows = np.lib.stride_tricks.sliding_window_view(run, ORDER)
        stand = self._model.log_counts(windows) >= np.log(SETTLED)
        first = max(0, start - ORDER + 1)
        last = min(len(windows), start + max(size, 1))
        longest = here = 0
        for place in range(first, last):
            here = here + 1 if stand[place] else 0
            longest = max(longest, here)
        return longest + ORDER - 1 if longest else 0

    def _pieces(self, text: str) -> list[_Piece]:
        pieces, start = [], 0
        for word in self._cut(text):
            end = start + len(word)
            pieces.append(_Piece(start, end, word, len(word) > 1 and word in self._words))
            start = end
        return pieces


def _within_filler(edit: Edits, pieces: list[_Piece]) -> bool:
    """Whether it changes a word of questions (怎么, 是否)."""
    return any(
        len(piece.text) > 1 and piece.text in FILLER and piece.start < edit.end and piece.end > edit.start
        for piece in pieces
    )


def _applied(run: Codes, edit: Edits, choice: int) -> Codes:
    return np.concatenate((run[: edit.start], edit.instead[choice], run[edit.end :]))
