"""The state of each column: when it last had a new item, and whether it could be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from corpus.clock import china_day
from corpus.config import Config
from corpus.inspection.findings import Finding, Kind
from corpus.inspection.kinds import ColumnKind, kind_of, limit_days
from corpus.reading_now import is_named, is_paused
from corpus.records import ColumnState
from corpus.store import Store
from corpus.store.inspection import ColumnCount

UNCHECKED_DAYS = 7
"""A configured column that we have not read for longer cannot be judged: crawls are daily. A guess."""


@dataclass(slots=True)
class ColumnReport:
    """A column of a portal as the inspection sees it."""

    portal: str | None
    name: str | None
    """None for the documents of a portal that stand in no known column."""
    url: str | None
    """Of its first list page; None where it is known from documents alone."""
    kind: ColumnKind
    limit_days: int | None
    documents: int
    """Published ones in the store; one that stands in several columns counts in the first."""
    entries: int | None
    """Of its list; None where no list was read."""
    last_on: date | None
    """Day of the latest item that is not still to come."""
    judged_on: date
    """The day to which `idle_days` counts: that of the last reading, else today."""
    checked_at: datetime | None
    error: str | None
    found: Counter[Kind] = field(default_factory=Counter)
    """How much was found in it, by kind."""

    @property
    def idle_days(self) -> int | None:
        """Days without a new item."""
        return (self.judged_on - self.last_on).days if self.last_on else None


def column_reports(store: Store, config: Config, today: date) -> list[ColumnReport]:
    """Every column that the crawler reads or a document stands in, portal by portal."""
    counts = {(count.portal, count.column): count for count in store.inspection.columns(today)}
    every = store.crawl_memory.columns()
    states = [state for state in every if is_named(config, state.portal, state.name)]
    reports = [_read(state, counts.get((state.portal, state.name)), config, today) for state in states]
    known, ever = ({(state.portal, state.name) for state in some} for some in (states, every))
    reports += [
        _unread(count, config, today, expected=key not in ever)
        for key, count in counts.items()
        if key not in known
    ]
    return sorted(reports, key=lambda r: (r.portal or "", r.name is None, r.name or "", r.url or ""))


def column_findings(
    reports: Iterable[ColumnReport], store: Store, config: Config, today: date
) -> Iterator[Finding]:
    """What is wrong with the columns as such."""
    reports = list(reports)
    barren = [r.url for r in reports if r.error and r.url and not r.entries and not r.documents]
    failing = store.inspection.failing(barren)
    configured = {portal.name for portal in config.portal}
    for report in reports:
        if is_paused(config, report.portal, report.name):
            continue
        kind, says = _judged(report, report.url in failing, report.portal in configured, today)
        if kind is not None:
            yield Finding(kind, report.portal, report.name, says, url=report.url)


def _judged(report: ColumnReport, failing: bool, configured: bool, today: date) -> tuple[Kind | None, str]:
    read = china_day(report.checked_at) if report.checked_at else None
    if read and configured and read > today:
        return Kind.UNCHECKED_COLUMN, f"最近一次读取记为 {read}，这一天还没有到：当时的本机时间有误。"
    if read and configured and (today - read).days > UNCHECKED_DAYS:
        return Kind.UNCHECKED_COLUMN, f"最近一次读取是 {read}，已有 {(today - read).days} 天。"
    if report.url and not report.entries and not report.documents and not failing:
        return Kind.EMPTY_COLUMN, f"{read} 读取时，栏目里没有一条内容。"
    if report.error:
        return Kind.UNREAD_COLUMN, report.error
    idle, limit = report.idle_days, report.limit_days
    if idle is not None and limit is not None and idle > limit:
        return Kind.STALE_COLUMN, f"最近一条是 {report.last_on}，已有 {idle} 天没有更新；期限是 {limit} 天。"
    return None, ""


def _read(state: ColumnState, count: ColumnCount | None, config: Config, today: date) -> ColumnReport:
    kind = kind_of(state.name)
    days = [day for day in (state.latest_on, count.latest_on if count else None) if day]
    return ColumnReport(
        portal=state.portal,
        name=state.name,
        url=state.url,
        kind=kind,
        limit_days=limit_days(kind, config.inspection),
        documents=count.documents if count else 0,
        entries=state.entries,
        last_on=max(days, default=None),
        judged_on=min(china_day(state.checked_at), today),
        checked_at=state.checked_at,
        error=state.error,
    )


def _unread(count: ColumnCount, config: Config, today: date, *, expected: bool) -> ColumnReport:
    """`expected`: whether something new is to come; not where it was read, and is not to be any more."""
    kind = kind_of(count.column)
    return ColumnReport(
        portal=count.portal,
        name=count.column,
        url=None,
        kind=kind,
        limit_days=limit_days(kind, config.inspection) if expected else None,
        documents=count.documents,
        entries=None,
        last_on=count.latest_on,
        judged_on=today,
        checked_at=None,
        error=None,
    )
