"""`gongkai reread`: stored pages read again by an extraction that got better."""

from __future__ import annotations

from dataclasses import asdict

import click

from console import Progress
from console.output import print_json
from console.setup import Setup


@click.command()
@click.option("--limit", type=click.IntRange(1), help="最多重新读取的文件数；余下的下次再接着读")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果")
@click.pass_obj
def reread(setup: Setup, limit: int | None, as_json: bool) -> int:
    """升级后用已保存的网页重新提取标题、正文、日期等，不访问网站；可以中断，下次接着做。

    \b
    示例：
      gongkai reread
      gongkai reread --json && gongkai index
    """
    from corpus.file_place import open_files
    from corpus.store import open_own_store
    from crawler import reread as read_again

    config = setup.config()
    with open_own_store(config) as store, Progress("重新读取", "份") as progress:
        files = open_files(config)
        done = read_again(store, files, config, limit=limit, progress=progress.update)
    if as_json:
        print_json(asdict(done) | {"fields": dict(done.fields)})
        return 1 if done.failed else 0
    fields = "，".join(f"{name} {count}" for name, count in done.fields.most_common())
    click.echo(f"重新读取 {done.read} 份，有变化 {done.changed} 份{f'（{fields}）' if fields else ''}，")
    click.echo(f"原样保留 {done.kept} 份，其中程序出错 {done.failed} 份。")
    for url in done.examples:
        click.echo(f"  {url}")
    if done.changed:
        click.echo("请运行 gongkai index，让变化可以检索。", err=True)
    return 1 if done.failed else 0
