"""What came is looked through for what was published by mistake, for a while, at the end of a command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from corpus.config import CrawlSettings
from corpus.errors import StoreError
from corpus.privacy import ScanBusy, catch_up
from corpus.store import Store

T = TypeVar("T")

SECONDS = 30.0
"""For which that may hold up a command: some 25,000 documents of 1,500 characters."""


def check_what_came(store: Store, seconds: float = SECONDS) -> None:
    """Say so where something stands in it; whatever happens here fails nothing else."""
    try:
        done = catch_up(store, seconds)
    except ScanBusy:
        return
    except StoreError as error:
        click.echo(f"没有查找误公开的个人信息：{error}", err=True)
        return
    if done.found:
        told = f"新存入的文件中有 {done.found} 份有疑似个人信息，请在工作人员页面核对，或运行 gongkai scan。"
        click.echo(told, err=True)
    if done.left:
        click.echo("还有文件没有查有没有误公开的个人信息，下次接着查。", err=True)


def slice_of(crawl: CrawlSettings) -> float:
    """Seconds that a worker has behind each portal: behind all that end together, a quarter of a lease.

    It renews no lease meanwhile, and waits up to a third of one between two signs of life.
    """
    return min(SECONDS, crawl.lease_seconds / 4 / crawl.portals_at_once)


def checked_behind(store: Store, outcomes: Iterable[T], each: float | None) -> Iterator[T]:
    """The outcomes; when all are given, what came is looked through.

    `each`: behind each of them, too, for so many seconds.
    """
    for outcome in outcomes:
        yield outcome
        if each is not None:
            check_what_came(store, each)
    check_what_came(store)
