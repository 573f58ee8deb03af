"""`gongkai store`: the database itself."""

from __future__ import annotations

import click

from console import Progress
from console.setup import Setup


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
