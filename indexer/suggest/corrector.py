"""Mends slips in a query where the collection's own wording is far likelier; a right query is not touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

import numpy as np

from indexer.query.filler import FILLER
from indexer.suggest.edits import AROUND, Confusions, Edits, around, edits
from indexer.suggest.evidence import Evidence
from indexer.suggest.model import Codes, Model, codes, text_of

GAINS = {"sound": 3.0, "near": 5.0, "look": 4.5, "swapped": 2.5, "missing": 4.0, "other": 8.0, "extra": 6.0}
"""How much likelier (in logarithms) a run must become by undoing each kind of slip: the fewer ways to
undo one, the less. Tuned on 1,500 injected errors and 2,660 right queries."""

SENTENCE = 2.5
"""What an edit must gain beyond that in a whole sentence: the public's own wording is right in ways that no
official document shows. Without it 1.3 of 100 right queries were touched rather than 0.6."""

MOST_MENDED = 3
"""Slips mended in one run. A guess."""

MOST_TRIED = 24
"""The likeliest edits that are looked at. A guess."""

LONGEST_RUN = 40
"""Characters of a run that is looked at; longer ones are pasted paragraphs. A guess."""

LEAST_CHARACTERS = 20
"""Times that a character must occur to be put into a query. A guess."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_SAID = "|".join(sorted((word for word in FILLER if len(word) > 1), key=len, reverse=True))
_SENTENCE = re.compile("[，。；？！,;?!]|[吗呢吧]$")
_ASKING = re.compile(f"(是?(?:{_SAID})[是的]?|[吗呢吧啊么嘛]$)")
"""What stands about a term in a question: no part of it, and not to be changed."""


class Corrector:
    """Weighs every way to undo a slip by one state of the model."""

    def __init__(self, model: Model, words: Container[object], cut: Callable[[str], list[str]]) -> None:
        """`words`: what is a word; `cut` parts a run into words."""
        self._model = model
        self._evidence = Evidence(model, words, cut)
        self._confusions = Confusions(model.common(LEAST_CHARACTERS))

    def correct(self, query: str, stands: Callable[[str], bool]) -> str | None:
        """The query, mended, or None. `stands`: whether a text stands anywhere in the collection."""
        owed = SENTENCE if _SENTENCE.search(query) else 0.0
        mended = _CHINESE.sub(lambda run: self._mend(run.group(), owed, stands), query)
        return mended if mended != query else None

    def _mend(self, text: str, owed: float, stands: Callable[[str], bool]) -> str:
        """A run, mended between the words of a question."""
        if len(text) > LONGEST_RUN or stands(text):
            return text
        parts = enumerate(_ASKING.split(text))
        return "".join(part if number % 2 else self._mended(part, owed, stands) for number, part in parts)

    def _mended(self, text: str, owed: float, stands: Callable[[str], bool]) -> str:
        for _ in range(MOST_MENDED):
            better = self._better(text, owed, stands) if len(text) > 1 else None
            if better is None:
                break
            text = better
        return text

    def _better(self, text: str, owed: float, stands: Callable[[str], bool]) -> str | None:
        """The run after the edit that is believed and makes it likelier by the most."""
        run, pieces = codes(text), self._evidence.pieces(text)
        for gain, edit, choice in self._likelier(run):
            if gain <= owed or (owed and edit.kind == "other"):
                continue
            better = np.concatenate((run[: edit.start], edit.instead[choice], run[edit.end :]))
            if self._evidence.holds(better, edit, pieces, gain - owed, stands):
                return text_of(better)
        return None

    def _likelier(self, run: Codes) -> Iterator[tuple[float, Edits, int]]:
        """Edits that gain what they must, the largest gain first, each with one of its choices."""
        found = [edit for edit in edits(run, self._model, self._confusions) if len(edit.instead)]
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
