"""The commands that show what is held, and take it in and out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console import Progress
from console.output import print_json
from console.setup import Setup
from corpus.errors import RecordError

FORMATS = ("csv", "xlsx", "json")
"""Of the catalogue: as `corpus.exchange.export` has them."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def status(setup: Setup, as_json: bool) -> int:
    """查看数据库、索引、门户和栏目的状态，以及巡检发现的问题；索引损坏时，退出状态为 1。

    \b
    示例：
      gongkai status
      gongkai status --json
    """
    from console.reports.status import print_status
    from console.status import gather_status
    from corpus.store import open_own_store

    config = setup.config()
    with open_own_store(config) as store:
        report = gather_status(store, config)
    if as_json:
        print_json(report)
    else:
        print_status(report)
    return 1 if report["damaged"] else 0


@click.command(name="import")
@click.argument("file")
@click.pass_obj
def import_command(setup: Setup, file: str) -> int:
    """导入 JSON Lines 文件（可以是 .gz、.xz，或 - 表示标准输入），每行一份文件。

    \b
    示例：
      gongkai import documents.jsonl.xz
      cat documents.jsonl | gongkai import -
    """
    from commands.personal_check import check_what_came
    from console.reports.importing import print_import
    from corpus.exchange.imports import import_file
    from corpus.store import open_own_store

    config = setup.config()
    with open_own_store(config) as store:
        with Progress("导入", "行") as progress:

            def on_bad(error: RecordError) -> None:
                progress.line(f"跳过{error}")

            report = import_file(file, store, on_bad=on_bad, on_progress=progress.update)
        print_import(report)
        check_what_came(store)
    return 1 if report.bad else 0


@click.group()
def catalogue() -> None:
    """政府信息公开目录。

    \b
    示例：
      gongkai catalogue export --format xlsx --output 目录.xlsx
    """


@catalogue.command()
@click.option(
    "--format", "file_format", type=click.Choice(FORMATS), default="csv", show_default=True, help="格式"
)
@click.option("--output", type=click.Path(path_type=Path), help="写入的文件，默认标准输出")
@click.pass_obj
def export(setup: Setup, file_format: str, output: Path | None) -> None:
    """导出目录：索引号、名称、内容概述、生成日期。

    \b
    示例：
      gongkai catalogue export --format xlsx --output 目录.xlsx
    """
    from console.outfile import writing
    from corpus.exchange.export import export_catalogue
    from corpus.store import open_own_store

    config = setup.config()
    with open_own_store(config) as store:
        if output is None:
            export_catalogue(store.catalogue(), file_format, sys.stdout.buffer)
            return
        with writing(output) as stream:
            count = export_catalogue(store.catalogue(), file_format, stream)
    click.echo(f"已导出 {count} 份到 {output}。", err=True)
