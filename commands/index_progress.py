"""Comparing and indexing with their progress."""

from __future__ import annotations

import click

import indexer.duplicates
from console import Progress
from corpus.config import Config
from corpus.store import Store
from indexer.building import BuildReport, build, complete
from indexer.errors import IndexBusy


def build_with_progress(store: Store, config: Config, *, rebuild: bool, new: bool = False) -> BuildReport:
    """Bring the index up to date. Raises IndexFault, StoreLost."""
    with Progress("查找重复", "份") as comparing, Progress("建立索引", "份") as progress:
        report = build(
            store, config, rebuild=rebuild, new=new, progress=progress.update, comparing=comparing.update
        )
    with Progress("计算意思", "份") as progress:
        return complete(
            report, store, config, lambda done, total: progress.update(done, total, _left(done, total))
        )


def _left(done: int, total: int) -> str:
    return f"还有 {total - done} 份；中断也不丢失，文件已经可以按词语检索"


def compare_with_progress(store: Store, config: Config) -> None:
    """Compare what came in since, unless another process does so now."""
    try:
        with Progress("登记新文件", "份") as progress:
            report = indexer.duplicates.update(store, config, progress.update)
    except IndexBusy:
        click.echo("另一个进程正在查找重复，刚存入的文件可能还没有算进来。", err=True)
    else:
        if report.reason:
            click.echo(report.reason, err=True)
