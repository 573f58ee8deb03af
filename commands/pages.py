"""The commands that read one page without storing it."""

from __future__ import annotations

from dataclasses import asdict

import click

from console.faults import explain as sentence
from console.output import print_json
from console.setup import Setup
from corpus.errors import GongkaiError


@click.command()
@click.argument("sources", metavar="FILE|URL ...", nargs=-1, required=True)
@click.option("--url", help="本地文件原来的网址，用来补全链接")
@click.option("--explain", is_flag=True, help="同时给出每一项取自哪里、有多大把握，网址折叠了什么")
@click.pass_obj
def extract(setup: Setup, sources: tuple[str, ...], url: str | None, explain: bool) -> int:
    """从正文页提取标题、正文、日期、文号等，每页输出一个 JSON 对象。

    \b
    示例：
      gongkai extract page.html --url https://www.example.gov.cn/zwgk/1.html
      gongkai extract https://www.example.gov.cn/zwgk/1.html
    """
    import crawler
    from commands.page_source import read_page
    from contracts import document_json

    if url and len(sources) > 1:
        raise click.UsageError("--url 只能与一个文件同用")
    failed = 0
    for source in sources:
        try:
            page = read_page(source, url, setup)
            document, origins = crawler.explained(page)
            told: dict[str, object] = {}
            if explain:
                told = {"origins": list(map(asdict, origins)), "address": asdict(crawler.folded(page))}
            print_json(document_json(document) | told)
        except (GongkaiError, OSError) as error:
            failed += 1
            reason = sentence(error) if isinstance(error, OSError) else str(error)
            print_json({"url": source, "error": reason})
            click.echo(f"错误：{reason}", err=True)
    return 1 if failed else 0


@click.command()
@click.argument("source", metavar="FILE|URL")
@click.option("--url", help="本地文件原来的网址，用来补全链接")
@click.pass_obj
def entries(setup: Setup, source: str, url: str | None) -> None:
    """读出列表页的条目、下一页和总页数，输出 JSON。

    \b
    示例：
      gongkai entries list.html --url https://www.example.gov.cn/zwgk/tzgg/
    """
    import crawler
    from commands.page_source import read_page
    from contracts import entry_json

    listed = crawler.read_list(read_page(source, url, setup))
    print_json(
        {
            "family": listed.family,
            "entries": [entry_json(entry) for entry in listed.entries],
            "next": listed.next,
            "pages": listed.pages,
        }
    )
