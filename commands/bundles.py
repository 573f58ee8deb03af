"""`gongkai bundle`: disclosures sent from one machine to another, to reading rooms without a network."""

from __future__ import annotations

import shlex
from itertools import chain, repeat
from pathlib import Path

import click

from commands.extras import require
from console import Progress
from console.output import print_json
from console.setup import Setup

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
KEY = click.option("--key", type=FILE, metavar="FILE", help="制作单位的公钥：只接受由它签名的数据包")


@click.group()
def bundle() -> None:
    """数据包：把公开的文件连同附件送到没有网络的阅览室。

    \b
    示例：
      gongkai bundle create 数据包
      gongkai bundle load 数据包 && gongkai index
    """
    require("bundle")


@bundle.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--column", "columns", multiple=True, metavar="NAME", help="只要这个栏目；可以写多次")
@click.option("--agency", "agencies", multiple=True, metavar="NAME", help="只要这个发布机构；可以写多次")
@click.option("--since", type=int, default=0, metavar="N", help="只要修订 N 之后的变化，即上一个数据包的终点")
@click.option("--sign", "key", type=FILE, metavar="FILE", help="用这个私钥签名")
@AS_JSON
@click.pass_obj
def create(
    setup: Setup,
    folder: Path,
    columns: tuple[str, ...],
    agencies: tuple[str, ...],
    since: int,
    key: Path | None,
    as_json: bool,
) -> None:
    """制作数据包（BagIt 格式）：全部、一部分，或上一个数据包之后的变化。

    \b
    示例：
      gongkai bundle create 数据包
      gongkai bundle create 增量 --since 1200 --column 通知公告
    """
    from corpus.bundles import Part, create_bundle
    from corpus.file_place import open_files
    from corpus.store import open_own_store

    config = setup.config()
    with open_own_store(config) as store, Progress("写入", "份") as progress:
        report = create_bundle(
            store,
            open_files(config),
            folder,
            part=Part(columns, agencies),
            since=since,
            sender=config.site.owner,
            key=key,
            progress=progress.update,
            sealing=progress.stage("计算校验值", "个文件"),
        )
    contents = report.contents
    if as_json:
        print_json(
            {
                "documents": contents.documents,
                "files": report.files,
                "since": contents.since,
                "until": contents.until,
                "missing_files": report.missing,
                "damaged_documents": report.damaged,
            }
        )
        return
    click.echo(f"已制作数据包 {folder}：{contents.documents} 份文件，{report.files} 个原始网页和附件。")
    if report.missing:
        click.echo(f"有 {report.missing} 个原始网页或附件本站没有保存完好，数据包里没有它们。")
    if report.damaged:
        click.echo(f"有 {report.damaged} 份文件已损坏、等待重新采集，数据包里没有它们。")
    same = [*zip(repeat("--column"), columns), *zip(repeat("--agency"), agencies)]
    same += [("--sign", str(key))] if key else []
    options = shlex.join(chain(("--since", str(contents.until)), *same))
    click.echo(f"下一个数据包接着它：gongkai bundle create DIR {options}")


@bundle.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@KEY
@AS_JSON
def verify(folder: Path, key: Path | None, as_json: bool) -> None:
    """逐个字节核对数据包；有改动或损坏时，说出是哪个文件，退出状态为 1。

    \b
    示例：
      gongkai bundle verify 数据包
      gongkai bundle verify 数据包 --key 县政府.pub
    """
    from corpus.bundles import read_bundle

    with Progress("核对", "个文件") as progress:
        sound = read_bundle(folder, key, progress.update)
    contents = sound.contents
    if as_json:
        print_json(
            {
                "sender": contents.sender or None,
                "documents": contents.documents,
                "files": sound.files,
                "since": contents.since,
                "until": contents.until,
                "signed_by": sound.signed_by,
            }
        )
        return
    signed = f"，签名的公钥是 {sound.signed_by}" if sound.signed_by else "，没有签名"
    click.echo(
        f"数据包完好：{contents.documents} 份文件，核对了 {sound.files} 个，"
        f"从修订 {contents.since} 到 {contents.until}{signed}。"
    )


@bundle.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@KEY
@AS_JSON
@click.pass_obj
def load(setup: Setup, folder: Path, key: Path | None, as_json: bool) -> None:
    """核对数据包并装入本站；中断后再次运行会接着做。装入以后请运行 gongkai index。

    \b
    示例：
      gongkai bundle load 数据包 && gongkai index
    """
    from corpus.bundles import load_bundle
    from corpus.file_place import open_files
    from corpus.store import Taken, open_own_store

    config = setup.config()
    with open_own_store(config) as store, Progress("核对", "个文件") as progress:
        report = load_bundle(
            store,
            open_files(config),
            folder,
            key=key,
            comparing=progress.update,
            copying=progress.stage("复制", "个文件"),
            loading=progress.stage("装入", "份"),
        )
    counts = {taken: report.taken.get(taken, 0) for taken in Taken}
    if as_json:
        print_json(
            {taken.value: count for taken, count in counts.items()}
            | {"left": report.left, "files": report.files, "loaded_before": report.loaded_before}
        )
        return
    if report.loaded_before:
        click.echo("这个数据包，或者更新的数据包，以前已经装入过。")
    click.echo(
        f"已装入：新增 {counts[Taken.NEW]} 份，更新 {counts[Taken.CHANGED]} 份，"
        f"撤下 {report.left} 份，未变 {counts[Taken.SAME]} 份；新增原始网页和附件 {report.files} 个。"
    )
    if counts[Taken.LATER_HERE]:
        click.echo(f"有 {counts[Taken.LATER_HERE]} 份本站的更新，保留了本站的。")
    click.echo("请运行 gongkai index，使它们可以检索。")


@bundle.command()
@click.argument("path", metavar="FILE", type=FILE)
def keys(path: Path) -> None:
    """生成签名用的一对密钥：私钥 FILE 自己保管，公钥 FILE.pub 交给阅览室。

    \b
    示例：
      gongkai bundle keys 县政府
    """
    from corpus.bundles import make_keys

    public = make_keys(path)
    click.echo(f"已生成私钥 {path}（请妥善保管，不要外传）和公钥 {public}（交给阅览室）。")
