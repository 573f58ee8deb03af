"""What an index run did."""

from __future__ import annotations

import click

from indexer.building import BuildReport


def print_build(report: BuildReport) -> None:
    """What an index run did, and why it began anew if it did."""
    if report.reason:
        click.echo(report.reason, err=True)
    for note in report.notes:
        click.echo(note, err=True)
    if report.damaged:
        click.echo(
            f"有 {report.damaged} 份文件的内容与校验值不符，没有编入。请运行 gongkai verify --repair，"
            "下次 gongkai crawl 会重新采集它们。",
            err=True,
        )
    if report.indexed or report.removed:
        done = "重建索引" if report.rebuilt else "更新索引"
        click.echo(f"{done}：编入 {report.indexed} 份，移出 {report.removed} 份，{report.seconds:.1f} 秒。")
        if report.pairs:
            click.echo(f"发现 {report.pairs} 对内容重复或相近的文件。")
    else:
        click.echo("索引已是最新，没有需要编入的内容。")
