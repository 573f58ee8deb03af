"""What an import brought."""

from __future__ import annotations

import click

from corpus.exchange.imports import ImportReport
from corpus.records import Change

CHANGE_NAMES = {
    Change.NEW: "新增",
    Change.CHANGED: "更新",
    Change.RETURNED: "恢复",
    Change.UNCHANGED: "未变",
}


def print_import(report: ImportReport) -> None:
    """What an import brought."""
    counts = "，".join(f"{name} {report.changes.get(change, 0)}" for change, name in CHANGE_NAMES.items())
    click.echo(f"导入：{counts}，跳过 {report.bad} 行。")
    if report.ignored_keys:
        click.echo(f"忽略了不认识的键：{'、'.join(report.ignored_keys)}", err=True)
