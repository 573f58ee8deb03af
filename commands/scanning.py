"""The command that looks for what was published by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console import Progress
from console.setup import Setup

if TYPE_CHECKING:
    from corpus.exchange.tables import Row


@click.command()
@click.option(
    "--since",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="只列这一天起新增或有变化的文件，如 2026-01-31",
)
@click.option("--all", "everything", is_flag=True, help="核对过的，和只有联系用的手机号码的文件，也列出")
@click.option("--output", type=click.Path(path_type=Path), help="写成清单：.csv 或 .xlsx，默认在终端列出")
@click.pass_obj
def scan(setup: Setup, since: datetime | None, everything: bool, output: Path | None) -> int:
    """查找误公开的个人信息：身份证号码、手机号码、银行卡号、住址，正文和附件都查。

    查过的文件，有变化才再查。列出的内容已遮盖，可以转交发布机构核对；在工作人员页面核对过的不再列出。
    所查的范围里有没有核对的，退出状态为 1。

    \b
    示例：
      gongkai scan
      gongkai scan --since 2026-01-31 --output 核对.xlsx
    """
    from collections import Counter

    from console.outfile import writing
    from corpus.clock import CHINA
    from corpus.exchange.tables import WRITERS
    from corpus.privacy import LAYOUT, catch_up, rows
    from corpus.store import PersonalFilter, open_own_store

    form = output.suffix.lower().lstrip(".") if output else ""
    if output and form not in ("csv", "xlsx"):
        raise click.BadParameter("清单的文件名要以 .csv 或 .xlsx 结尾。", param_hint="--output")
    moment = since.replace(tzinfo=CHINA) if since else None
    wanted = PersonalFilter(looked=None if everything else False, since=moment, waits=not everything)
    counts: Counter[str] = Counter()
    documents: set[str] = set()
    with open_own_store(setup.config()) as store, Progress("查找", "份") as progress:
        catch_up(store, looked=progress.update)

        def found() -> Iterator[Row]:
            for row in rows(store, wanted):
                counts[row["kind"] or ""] += int(row["more"] or 1)
                documents.add(row["number"] or "")
                yield row

        if output:
            with writing(output) as stream:
                WRITERS[form](LAYOUT, found(), stream)
        else:
            for row in found():
                verdict = f" {row['verdict']}" if row["verdict"] else ""
                progress.line(
                    f"{row['title']}（{row['where']}）{row['kind']} {row['masked']}：{row['around']}{verdict}"
                )
                progress.line(f"    {row['url']}")
        waiting = store.personal_findings.count(PersonalFilter(since=moment))
        elsewhere = store.personal_findings.count(PersonalFilter()) - waiting
    more = counts.pop("", 0)
    said = "、".join(f"{kind} {count} 处" for kind, count in counts.most_common())
    said += f"，另有 {more} 处没有列出" if more else ""
    told = f"{len(documents)} 份文件有疑似个人信息：{said}。" if said else _nothing(since, everything)
    told += f"其中 {waiting} 份没有核对，请核对。" if waiting else ""
    told += f"更早的还有 {elsewhere} 份没有核对。" if elsewhere else ""
    click.echo(told, err=True)
    return 1 if waiting else 0


def _nothing(since: datetime | None, everything: bool) -> str:
    span = f"{since:%Y-%m-%d} 起新增或有变化的文件中" if since else ""
    return f"{span}没有发现个人信息。" if everything else f"{span}没有待核对的个人信息。"
