"""The command that begins a collection: a folder with a configuration of its own."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.errors import GongkaiError


class AlreadyThere(GongkaiError):
    """There is a configuration; it is left alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} 已经存在，没有改动。请直接编辑它，或另选一个文件夹。")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """在 DIR 里开始一个新的检索服务：写好带说明的配置文件，建好文件夹，说出接下来的命令。

    \b
    示例：
      gongkai init /etc/gongkai
    """
    from corpus.config_file import DEFAULT_CONFIG, data_beside
    from corpus.shipped import shipped

    path = folder.resolve() / DEFAULT_CONFIG
    if path.exists():
        raise AlreadyThere(path)
    template = shipped("config.toml").read_text(encoding="utf-8")
    data = data_beside(path)
    data.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    inside = data.is_relative_to(path.parent)
    named = data.relative_to(path.parent).as_posix() if inside else str(data)
    # It may come to hold passwords.
    path.touch(mode=0o600)
    path.write_text(template.replace('data = "data"', f'data = "{named}"', 1), encoding="utf-8")
    click.echo(
        f"已写好 {path}，数据放在 {data}。接下来：\n\n"
        f"  1. 看一个门户有哪些栏目，并把结果写进配置文件：\n"
        f"     gongkai --config {path} portal probe https://www.example.gov.cn/\n"
        f"  2. 采集并建立索引：\n"
        f"     gongkai --config {path} crawl; gongkai --config {path} index\n"
        f"  3. 打开检索页面：\n"
        f"     gongkai --config {path} serve"
    )
