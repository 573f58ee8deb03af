"""`gongkai report-bug`: what a developer needs of a page at which the program failed."""

from __future__ import annotations

from pathlib import Path

import click

from console.setup import Setup


@click.command(name="report-bug")
@click.argument("number", metavar="ID")
@click.option("--output", type=click.Path(path_type=Path), help="写入的文件，默认 gongkai-bug-编号.zip")
@click.pass_obj
def report_bug(setup: Setup, number: str, output: Path | None) -> None:
    """把程序出错的一页打包成 zip，发给开发者：网址、原样的网页、出错的位置。

    \b
    示例：
      gongkai report-bug 3f2a9c01
    """
    from console.outfile import writing
    from corpus.bug_reports import BugReports

    packed = BugReports(setup.config().bug_reports_path).read(number)
    target = output or Path(f"gongkai-bug-{number}.zip")
    with writing(target) as stream:
        stream.write(packed)
    click.echo(f"已写入 {target}。请把它发给开发者，其中有这一页公开的内容，没有配置和密码。", err=True)
