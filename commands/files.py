"""`gongkai files`: raw pages and attachments."""

from __future__ import annotations

import click

from console import Progress
from console.setup import Setup


@click.group()
def files() -> None:
    """保存的网页和附件。

    \b
    示例：
      gongkai files copy --to s3://gongkai/files
    """


@files.command()
@click.option("--to", "target", metavar="URL", required=True, help="目标：s3://桶名/文件夹，或一个文件夹")
@click.pass_obj
def copy(setup: Setup, target: str) -> int:
    """把保存的网页和附件逐个复制到别处并核对；中断后再次运行会接着做。

    访问密钥写在环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 中。

    \b
    示例：
      gongkai files copy --to 's3://gongkai/files?endpoint=https://s3.example.gov.cn'
    """
    import tempfile
    from pathlib import Path

    from corpus.file_copying import copy_files
    from corpus.file_place import files_at, open_files

    config = setup.config()
    with tempfile.TemporaryDirectory() as near, Progress("复制文件", "份") as progress:
        report = copy_files(open_files(config), files_at(target, Path(near)), progress.update)
    click.echo(
        f"已复制并核对 {report.files} 份文件（本次写入 {report.written} 份）。"
        "请把配置项 files.url 改为目标的地址，再重新启动各项服务。"
    )
    if report.lost:
        click.echo(f"有 {report.lost} 份已损坏或缺失，没有复制。请运行 gongkai verify 查看。", err=True)
    return 1 if report.lost else 0
