"""What a run of characters may have been before one slip: the ways to undo it, as rows for the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indexer.suggest.characters import Codes, runs
from indexer.suggest.confusions import Confusions
from indexer.suggest.language_model import ORDER, LanguageModel

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


def edits(run: Codes, model: LanguageModel, confusions: Confusions, *, other: bool = True) -> list[Edits]:
    """Those at broken places whose characters have been neighbours somewhere, a kind and place together.

    `other`: also characters that neither sound nor look like the one they replace, the most by far.
    """
    found = list(_possible(run, model, confusions, other))
    fitting = iter(_fitting(model, [one for one in found if isinstance(one, _Choice)]))
    return [
        Edits(one.kind, one.start, one.end, next(fitting)[:, None]) if isinstance(one, _Choice) else one
        for one in found
    ]


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
    run: Codes, model: LanguageModel, confusions: Confusions, other: bool
) -> Iterator[Edits | _Choice]:
    broken = _Breaks(run, model)
    for place, code in enumerate(run.tolist()):
        before = int(run[place - 1]) if place else 0
        after = int(run[place + 1]) if place + 1 < len(run) else 0
        if broken.between(place, place + 1):
            for kind, found in confusions.of(code):
                yield _Choice(kind, place, place + 1, before, found, after)
            if other:
                found = model.following(before) if before else model.preceding(after)
                yield _Choice("other", place, place + 1, before, found, after)
            if before == code:
                yield Edits("extra", place, place + 1, np.zeros((1, 0), dtype=np.int64))
        if place and before != code and broken.between(place - 1, place + 1):
            yield Edits("swapped", place - 1, place + 1, np.array([[code, before]], dtype=np.int64))
        if place and broken.between(place, place):
            yield _Choice("missing", place, place, before, model.following(before), code)


class _Breaks:
    """Where a run holds together: three neighbours that the collection has hold at all between them."""

    def __init__(self, run: Codes, model: LanguageModel) -> None:
        self._stand = model.log_counts(runs(run, 3)) >= np.log(HOLDING)

    def between(self, start: int, end: int) -> bool:
        """Whether most triples that an edit changes are broken; a gap is between two characters."""
        touched = self._stand[max(0, start - 2) : end if start < end else start]
        most = len(touched) // 2 if start < end else 1
        return int(touched.sum()) <= most


def around(run: Codes, edit: Edits) -> tuple[Codes, Codes]:
    """The run around the edit, before and after it, as rows `WIDTH` wide with 0 where there is nothing."""
    padded = np.concatenate((np.zeros(AROUND, np.int64), run, np.zeros(WIDTH, np.int64)))
    start, end = edit.start + AROUND, edit.end + AROUND
    count, size = edit.instead.shape
    after = np.zeros((count, WIDTH), dtype=np.int64)
    after[:, :AROUND] = padded[start - AROUND : start]
    after[:, AROUND : AROUND + size] = edit.instead
    after[:, AROUND + size : 2 * AROUND + size] = padded[end : end + AROUND]
    former = np.zeros((1, WIDTH), dtype=np.int64)
    former[0, : end + AROUND - (start - AROUND)] = padded[start - AROUND : end + AROUND]
    return former, after


def _fitting(model: LanguageModel, choices: list[_Choice]) -> list[Codes]:
    """For each those that have stood after the one neighbour and before the other, most often first.

    All of them are looked up together: one by one took most of a correction's time.
    """
    if not choices:
        return []
    counts = [len(one.found) for one in choices]
    found = np.concatenate([one.found for one in choices])
    before = np.repeat([one.before for one in choices], counts)
    after = np.repeat([one.after for one in choices], counts)
    left = np.where(before > 0, model.log_counts(np.column_stack((before, found))), np.float32(0))
    right = np.where(after > 0, model.log_counts(np.column_stack((found, after))), np.float32(0))
    # A neighbour that is not there counts nothing, and stands with anything where the other is not there.
    stood = ((before > 0) & (left >= 0)) | ((after > 0) & (right >= 0)) | ((before == 0) & (after == 0))
    ends = np.cumsum(counts)
    told = left + right
    fitting = []
    for start, end, one in zip(ends - counts, ends, choices, strict=True):
        kept = np.flatnonzero(stood[start:end])
        if one.before or one.after:
            kept = kept[np.argsort(-told[start:end][kept], kind="stable")[:MOST_FITTING]]
        fitting.append(one.found[kept])
    return fitting
