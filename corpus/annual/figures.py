"""Which documents each figure counts: the figure is how many they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from corpus.catalogue import ended
from corpus.clock import CHINA
from corpus.records import agencies_of
from corpus.store import Counted, Store

RULES, NORMS = "规章", "规范性文件"
"""Words of what tells of a document's kind, of 规章 and of 行政规范性文件."""

DECISIONS = {"licences": "行政许可决定", "penalties": "行政处罚决定", "measures": "行政强制决定"}
"""Words of a title or of what tells of the kind, of decisions."""

NOT_ITSELF = ("解读", "征求意见", "草案", "清理", "目录", "备案", "规章制度", "图解", "问答")
"""Words of a title or of what tells of the kind, of what speaks of such a document and is none."""

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
    """The documents that each figure counts, by its key; and those that ended, nobody knows when."""

    counted: dict[str, list[Counted]]
    ended_some_time: list[Counted]


def figures(store: Store, scope: Scope) -> Figures:
    """All figures of a scope. Raises StoreError."""
    words = (RULES, NORMS, *DECISIONS.values())
    held = [one for one in store.annual.named(words, list(DECISIONS.values())) if scope.holds(one)]
    counted: dict[str, list[Counted]] = {key: [] for key in FIGURES}
    unknown = []
    for one in held:
        kind = _kind(one)
        if kind is None:
            continue
        made = one.dated_on.year if one.dated_on else None
        if kind in DECISIONS:
            if made == scope.year:
                counted[kind].append(one)
            continue
        end = _year_of_end(store, one) if ended(one.validity) else None
        if made == scope.year:
            counted[f"{kind}_made"].append(one)
        if end == scope.year:
            counted[f"{kind}_ended"].append(one)
        if made is not None and made <= scope.year and (not ended(one.validity) or (end or 0) > scope.year):
            counted[f"{kind}_valid"].append(one)
        if ended(one.validity) and end is None:
            unknown.append(one)
    return Figures(counted, unknown)


def _kind(one: Counted) -> str | None:
    """What a document counts as; None for what only speaks of such."""
    if _says(NOT_ITSELF, one.title, *one.kinds):
        return None
    for key, word in DECISIONS.items():
        if _says((word,), one.title, *one.kinds):
            return key
    if _says((NORMS,), *one.kinds):
        return "norms"
    return "rules" if _says((RULES,), *one.kinds) else None


def _says(words: Iterable[str], *texts: str | None) -> bool:
    return any(word in (text or "") for word in words for text in texts)


def _year_of_end(store: Store, one: Counted) -> int | None:
    """When its page, or staff, first said that it had ended; None where it came so."""
    versions = store.versions(one.id)
    for later, former in pairwise(versions):
        if not ended(former.document.validity):
            return later.recorded_at.astimezone(CHINA).year
    return None
