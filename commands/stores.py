"""`gongkai store`: the database itself."""

from __future__ import annotations

import click

from console import Progress
from console.setup import Setup


@click.command()
@click.option("--dry-run", is_flag=True, help="只说要做什么，不改动")
@click.pass_obj
def upgrade(setup: Setup, dry_run: bool) -> None:
    """程序升级以后，把数据库改成新版本的格式；各项服务启动时也会自己做。

    先备份：改过的数据库不能再用旧版本的程序打开。

    \b
    示例：
      gongkai upgrade --dry-run
    """
    from corpus.store import open_store, pending

    config = setup.config()
    steps = pending(config.store_url)
    for step in steps:
        click.echo(f"{step.number}  {step.told}")
    if steps and dry_run:
        click.echo(f"数据库要做以上 {len(steps)} 项改动；这次没有改动。请先运行 gongkai backup。")
    elif steps:
        open_store(config.store_url).close()
        click.echo(f"数据库已完成以上 {len(steps)} 项改动。")
    else:
        click.echo("数据库已是这个版本的格式。")


@click.group()
def store() -> None:
    """数据库本身。

    \b
    示例：
      gongkai store copy --to postgresql+psycopg://gongkai@localhost/gongkai
    """


@store.command()
@click.option("--to", "target", metavar="URL", required=True, help="目标数据库的地址，写法同 store.url")
@click.pass_obj
def copy(setup: Setup, target: str) -> None:
    """把数据库逐条复制到另一个数据库并核对；中断后再次运行会接着做。

    \b
    示例：
      gongkai store copy --to postgresql+psycopg://gongkai@localhost/gongkai
    """
    from corpus.store import copy_store

    with Progress("复制数据库", "条") as progress:
        report = copy_store(setup.config().store_url, target, progress.update)
    click.echo(
        f"已复制并核对 {report.records} 条记录（本次写入 {report.written} 条）。"
        "请把配置项 store.url 改为目标数据库的地址，再重新启动各项服务。"
    )
