"""`gongkai ocr` and `gongkai text`: texts out of scans, and out of any file."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

import click

from commands.extras import require
from console import Progress
from console.faults import explain
from console.output import print_json
from console.setup import Setup
from corpus.durations import spoken_time
from corpus.errors import GongkaiError


@click.command()
@click.option("--limit", type=click.IntRange(1), help="最多识别的页数；余下的下次再接着识别")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果")
@click.pass_obj
def ocr(setup: Setup, limit: int | None, as_json: bool) -> None:
    """识别扫描件和图片中的文字：逐页保存，随时可以中断，下次接着做；完成后运行 gongkai index。

    \b
    示例：
      gongkai ocr
      gongkai ocr --limit 500
    """
    require("ocr")
    from corpus.file_place import open_files
    from corpus.store import open_own_store
    from crawler.recognition import recognise_waiting

    config = setup.config()
    began = time.monotonic()
    with open_own_store(config) as store, Progress("文字识别", "页") as progress:

        def on_page(pages: int, pages_left: int, files_left: int) -> None:
            left = min(pages_left, limit - pages) if limit else pages_left
            seconds = (time.monotonic() - began) / pages * left
            progress.update(
                pages, pages + left, note=f"还有 {files_left} 个文件，预计还要 {spoken_time(seconds)}"
            )

        files = open_files(config)
        done = recognise_waiting(store, files, config.ocr, limit=limit, progress=on_page)
    if as_json:
        print_json(asdict(done))
        return
    left = f"{done.failed} 页没有读出，还有 {done.waiting} 个文件等待"
    click.echo(f"识别了 {done.pages} 页，完成 {done.files} 个文件；{left}。")
    if done.files:
        click.echo("请运行 gongkai index，让识别出的文字可以检索。", err=True)


@click.command()
@click.argument("files", metavar="FILE ...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ocr", "recognises", is_flag=True, help="没有文字的扫描件和图片用机器识别")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，每个文件一行")
@click.pass_obj
def text(setup: Setup, files: tuple[Path, ...], recognises: bool, as_json: bool) -> int:
    """输出文件中的文字，与采集时读出的一样。

    \b
    示例：
      gongkai text 通知.doc
      gongkai text 扫描件.pdf --ocr --json
    """
    if recognises:
        require("ocr")
    from console.reports.file_texts import file_json, print_file
    from crawler import file_text

    config, failed = setup.config(), 0
    for file in files:
        try:
            found = file_text(file, config, recognises=recognises)
        except (GongkaiError, OSError) as error:
            failed += 1
            said = explain(error) if isinstance(error, OSError) else str(error)
            reason = said.removeprefix(f"{file}：")
            if as_json:
                print_json({"file": str(file), "error": reason})
            click.echo(f"错误：{file}：{reason}", err=True)
            continue
        failed += not found.text.text
        if as_json:
            print_json(file_json(file, found))
        else:
            print_file(file, found)
    return 1 if failed else 0
