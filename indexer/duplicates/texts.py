"""Texts as they are compared, the figures of a comparison, and what it found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.duplicates.model import Kind, Side
from indexer.duplicates.prepared import Prepared
from indexer.duplicates.titles import Apart


@dataclass(frozen=True, slots=True)
class Relation:
    """What the comparison of a posting with a counterpart found."""

    kind: Kind
    similarity: float
    containment: float
    contained_in: Side | None
    apart: Apart
    corrects: Side | None = None
    """Which of the two corrects the other by its title, if one does."""
    printed: Kind | None = None
    """How the texts relate where a notice that corrects prints again what it corrects, or a part of it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its title, as it is compared."""

    whole: Prepared
    """Without a page's frame."""
    bare: Prepared
    """Without the sentences of forms and frames."""
    title: str | None
    plain: str
    """The title without what tells editions apart."""
    agency: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of shingles."""

    jaccard: float
    ours: float
    """Of our text that stands in theirs."""
    theirs: float


def figures(ours: Prepared, theirs: Prepared) -> Figures:
    """Exact Jaccard and containment of the masked texts."""
    smaller, larger = sorted((ours.grams, theirs.grams), key=len)
    shared = int((larger[np.searchsorted(larger[:-1], smaller)] == smaller).sum()) if len(smaller) else 0
    one, other = len(ours.grams), len(theirs.grams)
    return Figures(shared / max(one + other - shared, 1), shared / max(one, 1), shared / max(other, 1))
