"""Dates that cannot be right, and documents that were published late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from corpus.fields import NAMES
from corpus.inspection.columns import ColumnReport
from corpus.inspection.findings import Finding, Kind
from corpus.inspection.workdays import Workdays
from corpus.store import Store
from corpus.store.inspection import Dates
from corpus.web_settings import InspectionSettings

REGULATIONS_BEGIN = date(2008, 5, 1)
"""When the first regulations came into force (Order 492, Article 38): no earlier document is late."""

WHOLE_COLUMN = 10
"""Documents from which a column on one day looks forged rather than new. A guess."""

WHOLE_SHARE = 0.9
"""Share of a column's documents that counts as all of them: a few come after a migration. A guess."""


def odd_dates(store: Store, today: date) -> Iterator[Finding]:
    """Documents dated in the future, or published before they were made."""
    future = store.inspection.dated_in_future(today)
    for dates in future:
        yield _about(Kind.FUTURE_DATE, dates, f"{_days_to_come(dates, today)} 在今天（{today}）之后。")
    told = {dates.id for dates in future}
    for dates in store.inspection.published_before_issued():
        if dates.id not in told:
            says = f"发布日期 {dates.published_on} 早于成文日期 {dates.issued_on}。"
            yield _about(Kind.PUBLISHED_BEFORE_ISSUED, dates, says)


def crowded_columns(store: Store, reports: Sequence[ColumnReport]) -> Iterator[Finding]:
    """Columns whose documents all, or nearly all, were published on one day."""
    by_name = {(report.portal, report.name): report for report in reports}
    for day in store.inspection.crowded_days(WHOLE_COLUMN):
        report = by_name.get((day.portal, day.column))
        if report is not None and day.documents >= report.documents * WHOLE_SHARE:
            says = f"{report.documents} 份文件中有 {day.documents} 份的发布日期是 {day.published_on}。"
            yield Finding(Kind.ONE_DAY, day.portal, day.column, says, url=report.url)


def late(
    store: Store, calendar: Workdays, settings: InspectionSettings, today: date
) -> tuple[list[Finding], int]:
    """Documents published after the working days that the regulations leave, and how many cannot be judged.

    A document published in a year whose holidays are not known yet is not judged.
    """
    found, unjudged = [], 0
    most = settings.disclosure_workdays
    # So many working days take at least so many days: the rest never leaves the store.
    for dates in store.inspection.published_long_after(most, REGULATIONS_BEGIN, today):
        issued, published = dates.issued_on, dates.published_on
        if issued is None or published is None:
            continue
        if published > calendar.last_day:
            unjudged += 1
        elif (days := calendar.between(issued, published)) > most:
            says = f"{issued} 成文，{published} 发布，隔了 {days} 个工作日，期限是 {most} 个工作日。"
            found.append(_about(Kind.PUBLISHED_LATE, dates, says))
    return found, unjudged


def _about(kind: Kind, dates: Dates, says: str) -> Finding:
    return Finding(kind, dates.portal, dates.column, says, document=dates.id)


def _days_to_come(dates: Dates, today: date) -> str:
    named = ((NAMES["published_on"], dates.published_on), (NAMES["issued_on"], dates.issued_on))
    return "、".join(f"{name} {day}" for name, day in named if day and day > today)
