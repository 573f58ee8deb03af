"""The commands that find documents that say the same."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import indexer.duplicates
from commands.reading import read_posting
from console import Progress
from console.duplicates import print_counterparts
from console.outfile import writing
from console.output import print_json
from console.setup import Setup
from corpus.config import Config
from corpus.store import Store, open_store
from indexer.duplicates import NAMES, GroupState, Kind, Scope
from indexer.errors import IndexBusy
from search_web.duplicates.counterparts import counterpart_json
from search_web.duplicates.groups import SCOPES, STATES
from search_web.duplicates.report import REPORTS


@click.group()
def duplicates() -> None:
    """查重：发布之前看一看，同样的内容是不是已经有了。

    \b
    示例：
      gongkai duplicates check 通知.docx
      cat 通知.txt | gongkai duplicates check -
      gongkai duplicates report --output 重复文件.html
    """


@duplicates.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--title", help="标题；不写时取文件中的标题")
@click.option("--number", help="发文字号")
@click.option("--agency", help="发文机关")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="最多显示几份")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def check(
    setup: Setup,
    file: Path,
    title: str | None,
    number: str | None,
    agency: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """检查一份文件（docx、pdf、doc、ofd、txt、html，或 - 表示标准输入）是否已经发布过。

    \b
    示例：
      gongkai duplicates check 通知.docx
      gongkai duplicates check 公告.pdf --number 国办发〔2024〕1号 --agency 国务院办公厅 --json
      cat 通知.txt | gongkai duplicates check -
    """
    config = setup.config()
    posting = read_posting(file, config, title=title, document_number=number, agency=agency)
    with open_store(config.store_path) as store:
        _bring_up_to_date(store, config)
        found = indexer.duplicates.open_checker(store, config).check(posting, limit)
    if as_json:
        print_json([counterpart_json(one) for one in found])
    else:
        print_counterparts(found)


def _words(names: dict[str, str]) -> str:
    """The values of an option with what they mean."""
    return "，".join(f"{value} {name}" for value, name in names.items())


KINDS = {kind.value: name for kind, name in NAMES.items() if kind is not Kind.SERIES}
WHERE = {scope.value: name for scope, name in SCOPES.items()}
STATUS = {state.value: name for state, name in STATES.items()}


@duplicates.command()
@click.option(
    "--format",
    "file_format",
    type=click.Choice(list(REPORTS)),
    default="html",
    show_default=True,
    help="格式",
)
@click.option("--output", type=click.Path(path_type=Path), help="写入的文件，默认标准输出")
@click.option("--column", help="只列有这个栏目的文件的组")
@click.option("--agency", help="只列有这个机构的文件的组")
@click.option("--kind", type=click.Choice(list(KINDS)), help=f"只列有这种关系的组：{_words(KINDS)}")
@click.option("--scope", type=click.Choice(list(WHERE)), help=f"范围：{_words(WHERE)}")
@click.option("--state", type=click.Choice(list(STATUS)), help=f"处理情况：{_words(STATUS)}")
@click.pass_obj
def report(
    setup: Setup,
    file_format: str,
    output: Path | None,
    column: str | None,
    agency: str | None,
    kind: str | None,
    scope: str | None,
    state: str | None,
) -> None:
    """列出发布了几次的文件，每组建议保留一份并说明理由；什么也不删除。

    \b
    示例：
      gongkai duplicates report --output 重复文件.html
      gongkai duplicates report --format xlsx --scope across --state open --output 跨门户.xlsx
    """
    config = setup.config()
    with open_store(config.store_path) as store:
        _bring_up_to_date(store, config)
        found = indexer.duplicates.groups(
            store,
            config,
            column=column,
            agency=agency,
            kind=Kind(kind) if kind else None,
            scope=Scope(scope) if scope else None,
            state=GroupState(state) if state else None,
        )
    if output is None:
        REPORTS[file_format](found, config, sys.stdout.buffer)
        return
    with writing(output) as stream:
        REPORTS[file_format](found, config, stream)
    click.echo(f"已导出 {len(found)} 组到 {output}。", err=True)


def _bring_up_to_date(store: Store, config: Config) -> None:
    try:
        with Progress("登记新文件", "份") as progress:
            report = indexer.duplicates.update(store, config, progress.update)
    except IndexBusy:
        click.echo("另一个进程正在查找重复，刚存入的文件可能还没有算进来。", err=True)
    else:
        if report.reason:
            click.echo(report.reason, err=True)
