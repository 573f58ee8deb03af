"""What a run of characters may have been before one slip: the ways to undo it, as rows for the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indexer.suggest.beside import Beside
from indexer.suggest.characters import Codes
from indexer.suggest.confusions import Confusions
from indexer.suggest.language_model import ORDER, LanguageModel, Logs

AROUND = ORDER - 1
"""Characters on each side whose likelihood an edit changes."""

WIDTH = 2 * AROUND + 2
"""The widest row: two characters may be swapped."""

HOLDING = 3
"""Times that three neighbours must occur to hold."""

MOST_FITTING = 24
"""Characters weighed for one place and kind. More found nothing else."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Ways to undo one kind of slip at one place of a run."""

    kind: str
    start: int
    end: int
    """What they replace in the run."""
    instead: Codes
    """A row for each: what they put there."""


def edits(run: Codes, beside: Beside, confusions: Confusions, *, other: bool = True) -> list[Edits]:
    """Those at broken places whose characters have been neighbours somewhere, a kind and place together.

    `other`: also characters that neither sound nor look like the one they replace, the most by far.
    """
    broken = _Breaks(run, beside.model)
    every = (
        Edits(one.kind, one.start, one.end, _fitting(one, beside)[:, None])
        if isinstance(one, _Choice)
        else one
        for one in _possible(run, broken, beside, confusions, other)
    )
    return [one for one in every if len(one.instead)]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Characters of which those are to be found that fit between two neighbours, 0 where there is none."""

    kind: str
    start: int
    end: int
    before: int
    found: Codes
    after: int


def _possible(
    run: Codes, broken: _Breaks, beside: Beside, confusions: Confusions, other: bool
) -> Iterator[Edits | _Choice]:
    for place, code in enumerate(run.tolist()):
        before = int(run[place - 1]) if place else 0
        after = int(run[place + 1]) if place + 1 < len(run) else 0
        if broken.between(place, place + 1):
            for kind, found in confusions.of(code):
                yield _Choice(kind, place, place + 1, before, found, after)
            if other:
                found = (beside.following(before) if before else beside.preceding(after))[0]
                yield _Choice("other", place, place + 1, before, found, after)
            if before == code:
                yield Edits("extra", place, place + 1, np.zeros((1, 0), dtype=np.int64))
        if place and before != code and broken.between(place - 1, place + 1):
            yield Edits("swapped", place - 1, place + 1, np.array([[code, before]], dtype=np.int64))
        if place and broken.between(place, place):
            yield _Choice("missing", place, place, before, beside.following(before)[0], code)


class _Breaks:
    """Where a run holds together: three neighbours that the collection has hold at all between them."""

    def __init__(self, run: Codes, model: LanguageModel) -> None:
        self._stand: list[bool] = (model.log_counts(run, 3) >= np.log(HOLDING)).tolist()

    def between(self, start: int, end: int) -> bool:
        """Whether most triples that an edit changes are broken; a gap is between two characters."""
        touched = self._stand[max(0, start - 2) : end if start < end else start]
        most = len(touched) // 2 if start < end else 1
        return sum(touched) <= most


def rows(run: Codes, found: list[Edits]) -> Codes:
    """The run around each of the edits, after each of its choices, with 0 where there is nothing."""
    padded = np.concatenate((np.zeros(AROUND, np.int64), run, np.zeros(AROUND, np.int64)))
    after = np.zeros((sum(len(edit.instead) for edit in found), WIDTH), dtype=np.int64)
    at = 0
    for edit in found:
        count, size = edit.instead.shape
        own = after[at : at + count]
        own[:, :AROUND] = padded[edit.start : edit.start + AROUND]
        own[:, AROUND : AROUND + size] = edit.instead
        onward = edit.end + AROUND
        own[:, AROUND + size : 2 * AROUND + size] = padded[onward : onward + AROUND]
        at += count
    return after


def _fitting(one: _Choice, beside: Beside) -> Codes:
    """Those that have stood after the one neighbour and before the other, most often first."""
    if not (one.before or one.after):
        return one.found
    told, most = _told(one, beside)
    # As methods: NumPy's functions of these names take longer to find them than they take.
    kept = (most >= 0).nonzero()[0]
    told = told[kept]
    if len(kept) > MOST_FITTING:
        ranked = told.copy()
        ranked.partition(len(ranked) - MOST_FITTING)
        often = told >= ranked[len(ranked) - MOST_FITTING]
        kept, told = kept[often], told[often]
    return one.found[kept[(-told).argsort(kind="stable")[:MOST_FITTING]]]


def _told(one: _Choice, beside: Beside) -> tuple[Logs, Logs]:
    """How often each stood beside both neighbours together, and beside the one where that is more often.

    A neighbour that is not there counts nothing.
    """
    if not one.before:
        before = beside.before(one.after, one.found)
        return before, before
    after = beside.after(one.before, one.found)
    if not one.after:
        return after, after
    before = beside.before(one.after, one.found)
    return after + before, np.maximum(after, before)
