"""The commands that keep a backup, and that bring one back."""

from __future__ import annotations

from pathlib import Path

import click

from console import Progress
from console.output import print_json
from console.setup import Setup

FOLDER = click.Path(path_type=Path, file_okay=False)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--keep",
    "keep_days",
    type=click.IntRange(0),
    metavar="N",
    help="删除比上一次备份早 N 天以上的备份；最新的一份总是留着",
)
@click.option("--whole", is_flag=True, help="逐个字节核对上一份备份里的文件，坏了的重新复制")
@AS_JSON
@click.pass_obj
def backup(setup: Setup, folder: Path, keep_days: int | None, whole: bool, as_json: bool) -> int:
    """在 DIR 里留一份备份：数据库、原始网页和附件，都是同一时刻的。

    采集、建索引、检索照常进行。以前备份过的文件不再复制（硬链接）。有文件损坏而没能备份时，退出状态为 1。

    \b
    示例：
      gongkai backup /srv/backup/gongkai --keep 30
    """
    from corpus.backup import make_backup
    from corpus.clock import now

    config = setup.config()
    settings = (
        setup.config_file(),
        config.search.thesaurus,
        config.index.user_dictionary,
        config.portals_path,
    )
    with Progress("备份", "个文件") as progress:
        report = make_backup(
            config,
            folder,
            settings=[Path(path) for path in settings if path],
            keep_days=keep_days,
            whole=whole,
            now=now(),
            progress=progress.update,
        )
    if as_json:
        print_json(
            {
                "backup": str(report.snapshot.path),
                "revision": report.revision,
                "files": report.files,
                "copied": report.copied,
                "lost": report.lost,
                "removed": report.removed,
            }
        )
    else:
        click.echo(
            f"已备份到 {report.snapshot.path}：修订 {report.revision}，"
            f"{report.files} 个原始网页和附件（本次复制 {report.copied} 个）。"
        )
        if report.removed:
            click.echo(f"已删除 {report.removed} 份旧备份。")
    if report.lost:
        click.echo(f"有 {report.lost} 个文件已损坏，没能备份。请运行 gongkai verify --repair。", err=True)
    return 1 if report.lost else 0


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--at", metavar="NAME", help="用哪一份备份，如 20240301T023000Z；默认最新的一份")
@click.option("--replace", is_flag=True, help="替换现在的内容")
@AS_JSON
@click.pass_obj
def restore(setup: Setup, folder: Path, at: str | None, replace: bool, as_json: bool) -> None:
    """核对备份，再用它恢复数据库、原始网页和附件；中断后再次运行会接着做。

    先停下采集和检索服务。恢复以后请运行 gongkai index。

    \b
    示例：
      gongkai restore /srv/backup/gongkai
      gongkai restore /srv/backup/gongkai --at 20240301T023000Z --replace
    """
    from corpus.backup import restore_backup

    with Progress("恢复", "个文件") as progress:
        report = restore_backup(setup.config(), folder, at=at, replace=replace, progress=progress.update)
    if as_json:
        print_json(
            {
                "backup": str(report.snapshot.path),
                "revision": report.revision,
                "files": report.files,
                "brought": report.brought,
                "lost": report.lost,
            }
        )
        return
    click.echo(
        f"已从 {report.snapshot.path} 恢复到修订 {report.revision}：{report.files} 个原始网页和附件"
        f"（本次写入 {report.brought} 个）。请运行 gongkai index --rebuild，再启动各项服务。"
    )
    if report.lost:
        click.echo(f"有 {report.lost} 个文件在备份中已损坏，下次采集时会重新下载。", err=True)
