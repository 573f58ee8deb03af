"""The commands that find documents that say the same."""

from __future__ import annotations

from pathlib import Path

import click

import indexer.duplicates
from commands.reading import read_posting
from console import Progress
from console.duplicates import counterparts_json, print_counterparts
from console.output import print_json
from console.setup import Setup
from corpus.store import open_store


@click.group()
def duplicates() -> None:
    """查重：发布之前看一看，同样的内容是不是已经有了。

    \b
    示例：
      gongkai duplicates check 通知.docx
      cat 通知.txt | gongkai duplicates check -
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
        with Progress("登记新文件", "份") as progress:
            indexer.duplicates.update(store, config, progress.update)
        found = indexer.duplicates.open_checker(store, config).check(posting, limit)
    if as_json:
        print_json(counterparts_json(found))
    else:
        print_counterparts(found)
