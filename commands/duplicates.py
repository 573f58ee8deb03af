"""The commands that find documents that say the same."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from console.output import print_json
from console.setup import Setup
from corpus.fields import NAMES

FORMATS = ("html", "json", "csv", "xlsx")
KINDS = {"same": "相同", "revised": "修改", "extract": "节选", "forwards": "转发", "rewritten": "改写"}
SCOPES = {"within": "门户内", "across": "跨门户"}
STATES = {"open": "未处理", "handled": "已处理"}
"""What the options of `report` take, in the words of the interface; a test holds them to it."""


def _choice(names: dict[str, str], help_text: str) -> dict[str, Any]:
    """An option that takes one of `names`, with what they mean."""
    meanings = "，".join(f"{value} {name}" for value, name in names.items())
    return {"type": click.Choice(list(names)), "help": f"{help_text}：{meanings}"}


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
@click.option("--title", help=f"{NAMES['title']}；不写时取文件中的标题")
@click.option("--number", help=NAMES["document_number"])
@click.option("--agency", help=NAMES["agency"])
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
    from commands.index_progress import compare_with_progress
    from commands.posting import read_posting
    from console.reports.duplicates import print_counterparts
    from contracts import counterpart_json
    from corpus.store import open_own_store
    from indexer.duplicates import open_checker

    config = setup.config()
    posting = read_posting(file, config.attachments, title=title, document_number=number, agency=agency)
    with open_own_store(config) as store:
        compare_with_progress(store, config)
        found = open_checker(store, config).check(posting, limit)
    if as_json:
        print_json([counterpart_json(one) for one in found])
    else:
        print_counterparts(found)


@duplicates.command()
@click.option(
    "--format",
    "file_format",
    type=click.Choice(FORMATS),
    default="html",
    show_default=True,
    help="格式",
)
@click.option("--output", type=click.Path(path_type=Path), help="写入的文件，默认标准输出")
@click.option("--column", help=f"只列有这个{NAMES['column']}的文件的组")
@click.option("--agency", help=f"只列有这个{NAMES['agency']}的文件的组")
@click.option("--kind", **_choice(KINDS, "只列有这种关系的组"))
@click.option("--scope", **_choice(SCOPES, "范围"))
@click.option("--state", **_choice(STATES, "处理情况"))
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
    from commands.index_progress import compare_with_progress
    from console.outfile import writing
    from corpus.store import open_own_store
    from indexer.duplicates import GroupState, Kind, Scope, groups
    from search_web.duplicates.report import REPORTS

    config = setup.config()
    with open_own_store(config) as store:
        compare_with_progress(store, config)
        found = groups(
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
