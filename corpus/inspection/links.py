"""Links of a portal that lead nowhere, and portals that cannot be read at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from corpus.clock import CHINA, china_day, clock_fault, now
from corpus.config import Config
from corpus.inspection.findings import Finding, Kind
from corpus.store import RunState, Store
from corpus.store.inspection import DeadPage

REPEATED = 2
"""Visits in a row that must fail before a page counts as broken: one night's fault is none. A guess."""


def portals_down(runs: list[RunState]) -> Iterator[Finding]:
    """Portals whose last crawl could not be finished, and since when."""
    for run in runs:
        if run.problem and run.finished_at is None:
            since = f"{run.started_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
            yield Finding(Kind.PORTAL_DOWN, run.portal, None, f"{since} 起没有读完：{run.problem}")


def clocks_off(runs: list[RunState]) -> Iterator[Finding]:
    """Portals whose last answers told another day than this machine."""
    for run in runs:
        if run.clock_days is not None:
            yield Finding(Kind.CLOCK_OFF, run.portal, None, clock_fault(run.clock_days))


def broken_links(store: Store, config: Config, runs: list[RunState], today: date) -> Iterator[Finding]:
    """Addresses that are gone or keep failing, and that a page still links to.

    Every list is read to its end within `crawl.full_read_days`: what was not met since is linked no more.
    """
    until = max(datetime.combine(today, time.max, CHINA), now())
    for run in runs:
        since = min(run.started_at, until) - timedelta(days=config.crawl.full_read_days)
        for page in store.inspection.dead_pages(run.portal, since, until, REPEATED):
            yield Finding(
                Kind.BROKEN_LINK,
                run.portal,
                page.column,
                _said(page),
                title=page.title,
                url=page.url,
                found_on=page.found_on,
            )


def _said(page: DeadPage) -> str:
    if page.since is not None:
        return f"页面或附件不存在（HTTP {page.status}），{china_day(page.since)} 发现。"
    return f"多次访问都失败：{page.error}"
