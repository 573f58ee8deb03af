"""What waits for a word of staff, counted, each count with the page where it is dealt with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from time import monotonic

from flask import url_for

from corpus.answer_memory import AnswerMemory
from corpus.config import Config
from corpus.inspection import NAMES, Kind, inspect
from corpus.store import PersonalFilter, Store
from indexer.duplicates import GroupState, groups

FRESH_SECONDS = 300
"""So long a count is told again while staff did nothing: 150,000 documents take 2.5 s to count. A guess."""

SUBJECTS = {
    "采集失败": (Kind.PORTAL_DOWN, Kind.CLOCK_OFF, Kind.UNREAD_COLUMN, Kind.UNCHECKED_COLUMN),
    "等待确认": (Kind.HELD_BACK, Kind.NOT_WITHDRAWN, Kind.OVERWRITTEN),
    "巡检发现": (
        Kind.EMPTY_COLUMN,
        Kind.STALE_COLUMN,
        Kind.BROKEN_LINK,
        Kind.HIDDEN_PARTS,
        Kind.FUTURE_DATE,
        Kind.PUBLISHED_BEFORE_ISSUED,
        Kind.ONE_DAY,
        Kind.PUBLISHED_LATE,
    ),
}
"""What an inspection finds, by what staff have to do about it; every kind in one of them."""


CRAWL_FAILED = (Kind.PORTAL_DOWN, Kind.UNREAD_COLUMN)
"""What the page of crawls shows."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits."""

    name: str
    count: int
    unit: str
    address: str


@dataclass(frozen=True, slots=True)
class InspectedCounts:
    """What costs seconds to count where there is much."""

    found: Counter[Kind]
    duplicates: int


_remembered: AnswerMemory[str, InspectedCounts] = AnswerMemory(1)


def waiting(store: Store, config: Config) -> dict[str, list[Waiting]]:
    """By subject; empty lists where nothing waits. Raises StoreError."""
    state = (store.identity, store.last_revision(), store.audit.count(), monotonic() // FRESH_SECONDS)
    counts = _remembered.get(state, store.identity, lambda: _count(store, config))
    listed = {
        subject: [
            Waiting(NAMES[kind], counts.found[kind], "处", _address(kind))
            for kind in kinds
            if counts.found[kind]
        ]
        for subject, kinds in SUBJECTS.items()
    }
    duplicates = Waiting("还没有处理", counts.duplicates, "组", url_for("staff.duplicates.overview"))
    threshold = config.search.past_query_threshold
    unanswered = len(store.unanswered_queries.kept(threshold)) if threshold else 0
    searches = Waiting("没有查到", unanswered, "种", url_for("staff.waiting.unanswered"))
    unlooked = store.personal_findings.count(PersonalFilter())
    personal = Waiting("没有核对", unlooked, "份", url_for("staff.privacy.overview"))
    return listed | {
        "误公开": [personal] if unlooked else [],
        "重复文件": [duplicates] if duplicates.count else [],
        "公众检索": [searches] if unanswered else [],
    }


def _address(kind: Kind) -> str:
    """Where it is dealt with: a crawl that failed on the page of crawls, among those that failed."""
    if kind in CRAWL_FAILED:
        return url_for("staff.crawls.overview", failed=1)
    return url_for("staff.inspection.findings", kind=kind.value)


def _count(store: Store, config: Config) -> InspectedCounts:
    undecided = groups(store, config, state=GroupState.OPEN)
    return InspectedCounts(inspect(store, config).counts, len(undecided))
