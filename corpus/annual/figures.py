"""Which documents each figure counts: the figure is how many they are."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.annual.what_counts import DECISIONS, NORMATIVE, NORMS, RULES, SHORT, what_counts
from corpus.catalogue import ended
from corpus.clock import CHINA
from corpus.records import agencies_of
from corpus.store import Counted, Store

FIGURES = {
    "rules_made": "规章：本年制发件数",
    "rules_ended": "规章：本年废止件数",
    "rules_valid": "规章：现行有效件数",
    "norms_made": "行政规范性文件：本年制发件数",
    "norms_ended": "行政规范性文件：本年废止件数",
    "norms_valid": "行政规范性文件：现行有效件数",
    "licences": "行政许可：本年处理决定数量",
    "penalties": "行政处罚：本年处理决定数量",
    "measures": "行政强制：本年处理决定数量",
}
"""By key, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures, of which year."""

    year: int
    portal: str | None = None
    agency: str | None = None

    def holds(self, one: Counted) -> bool:
        """Whether a document is of this portal and of this agency, alone or with others."""
        return self.portal in (None, one.portal) and (
            self.agency is None or self.agency in agencies_of(one.agency)
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The documents that each figure counts, by its key; and those that ended, nobody knows when.

    They came so, or a former version cannot be read.
    """

    counted: dict[str, list[Counted]]
    ended_some_time: list[Counted]
    unreadable: list[Counted]


def figures(store: Store, scope: Scope) -> Figures:
    """All figures of a scope. Raises StoreError."""
    words = (RULES, NORMS, *DECISIONS.values())
    held = [one for one in store.annual.named(words, list(SHORT.values())) if scope.holds(one)]
    counted: dict[str, list[Counted]] = {key: [] for key in FIGURES}
    unknown: list[Counted] = []
    unreadable: list[Counted] = []
    kinds = {one.id: what_counts(one.title, one.kinds) for one in held}
    over = [one.id for one in held if ended(one.validity) and kinds[one.id] in NORMATIVE]
    ended_at, damaged = store.annual.ended_at(over)
    ends = {number: at.astimezone(CHINA).year for number, at in ended_at.items()}
    for one in held:
        kind = kinds[one.id]
        if kind is None:
            continue
        made = one.dated_on.year if one.dated_on else None
        if kind in DECISIONS:
            if made == scope.year:
                counted[kind].append(one)
            continue
        # When its page, or staff, first said so; nobody knows where it came so.
        end = ends.get(one.id)
        if made == scope.year:
            counted[f"{kind}_made"].append(one)
        if end == scope.year:
            counted[f"{kind}_ended"].append(one)
        if made is not None and made <= scope.year and (not ended(one.validity) or (end or 0) > scope.year):
            counted[f"{kind}_valid"].append(one)
        if ended(one.validity) and end is None:
            (unreadable if one.id in damaged else unknown).append(one)
    return Figures(counted, unknown, unreadable)
