"""The `gongkai` command: wires the configuration to the packages."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

import crawler
import indexer
import search_web
from console import ChineseGroup, Progress
from console.faults import explain
from console.output import document_json, entries_json, print_json
from console.reports import print_build, print_crawl, print_hits, print_import, print_status
from console.setup import Setup, find_portal
from console.status import gather_status
from corpus.catalogue import Filters
from corpus.config import ColumnSettings, Config, PortalSettings
from corpus.errors import ConfigError, GongkaiError, RecordError, StoreError
from corpus.export import FORMATS, export_catalogue
from corpus.files import FileStore
from corpus.imports import import_file
from corpus.store import Store, open_store
from search_web.results import search_json

DEMO_QUERY = "高龄津贴怎么申请"


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="配置文件，默认 config.toml")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="数据文件夹，优先于配置文件")
@click.version_option(package_name="gongkai", message="gongkai %(version)s")
@click.pass_context
def main(context: click.Context, config_path: Path | None, data: Path | None) -> None:
    """公开：政府信息公开文件的采集、检索与目录。

    \b
    示例：
      gongkai demo                              先看一看
      gongkai crawl https://www.example.gov.cn/ 采集一个网站
      gongkai index && gongkai serve            建立索引，打开检索页面
    """
    context.obj = Setup(config_path, data)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="检索页面的端口")
@click.option("--no-browser", is_flag=True, help="不打开浏览器")
@click.option("--once", is_flag=True, help="采集、建索引、答一个问题，然后退出")
@click.pass_obj
def demo(setup: Setup, port: int, no_browser: bool, once: bool) -> None:
    """用自带的示例网站走一遍：采集、建索引、打开检索页面。

    \b
    示例：
      gongkai demo --port 8080
      gongkai demo --once
    """
    import sample_portal

    site = sample_portal.Portal()
    with TemporaryDirectory(prefix="gongkai-demo-") as folder, sample_portal.serve(site) as server:
        config = setup.config().with_data(setup.data or Path(folder))
        portal = PortalSettings(
            name=sample_portal.NAME,
            title=sample_portal.TITLE,
            home=server.url,
            delay_seconds=0.0,
            private_hosts=(str(urlsplit(server.url).hostname),),
            column=tuple(ColumnSettings(name, path) for name, path in sample_portal.COLUMNS),
        )
        config = replace(config, portal=(portal,))
        click.echo(f"示例网站：{server.url}")
        with open_store(config.store_path) as store:
            for _, outcome in _crawl([portal], store, config, None):
                if isinstance(outcome, GongkaiError):
                    raise outcome
                print_crawl(outcome)
            print_build(_build(store, config, rebuild=False))
            if once:
                click.echo(f"\n检索“{DEMO_QUERY}”：")
                request = indexer.SearchRequest(DEMO_QUERY, limit=3)
                print_hits(indexer.open_searcher(store, config).search(request))
                return
        _serve(config, config.web.host, port, browse=not no_browser)


@main.command()
@click.argument("portals", metavar="[PORTAL ...]", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="每个门户最多访问的正文页数")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果，每个门户一行")
@click.pass_obj
def crawl(setup: Setup, portals: tuple[str, ...], limit: int | None, as_json: bool) -> int:
    """采集门户：配置文件中的名称，或一个网址；不写则采集全部。

    \b
    示例：
      gongkai crawl
      gongkai crawl yunling --limit 50
      gongkai crawl https://www.example.gov.cn/ --json
    """
    config = setup.config()
    chosen = [find_portal(config, name) for name in portals] or list(config.portal)
    if not chosen:
        raise ConfigError("portal", "还没有配置。请在配置文件中写一段 [[portal]]，或在命令后写上网址。")
    unread = 0
    with open_store(config.store_path) as store:
        for portal, outcome in _crawl(chosen, store, config, limit):
            unread += isinstance(outcome, GongkaiError) or not outcome.read
            if isinstance(outcome, StoreError):
                raise outcome
            if isinstance(outcome, GongkaiError):
                click.echo(f"错误：{portal.name}：{outcome}", err=True)
            elif as_json:
                print_json(asdict(outcome) | {"nothing_new": outcome.nothing_new})
            else:
                print_crawl(outcome)
    return 1 if unread else 0


@main.command(name="index")
@click.option("--rebuild", is_flag=True, help="全部重建，而不是只编入有变化的文件")
@click.pass_obj
def index_command(setup: Setup, rebuild: bool) -> None:
    """把有变化的文件编入索引；正在运行的检索服务会自动用上新索引。

    \b
    示例：
      gongkai index
      gongkai index --rebuild
    """
    config = setup.config()
    with open_store(config.store_path) as store:
        print_build(_build(store, config, rebuild=rebuild))


@main.command()
@click.option("--host", help="监听的地址，默认取自配置文件")
@click.option("--port", type=click.IntRange(1, 65535), help="监听的端口，默认取自配置文件")
@click.pass_obj
def serve(setup: Setup, host: str | None, port: int | None) -> None:
    """打开检索、目录和指南的网页服务，按 Ctrl-C 停止。

    \b
    示例：
      gongkai serve
      gongkai serve --host 0.0.0.0 --port 80
    """
    config = setup.config()
    _serve(config, host or config.web.host, port or config.web.port, browse=False)


@main.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="最多显示几份")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果")
@click.pass_obj
def search(setup: Setup, query: str, limit: int, as_json: bool) -> None:
    """在终端里检索。

    \b
    示例：
      gongkai search 工伤认定
      gongkai search '"社会保险费" -煤矿' --limit 3 --json
    """
    config = setup.config()
    with open_store(config.store_path) as store:
        response = indexer.open_searcher(store, config).search(indexer.SearchRequest(query, limit=limit))
        if as_json:
            print_json(search_json(query, response))
        else:
            print_hits(response)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def status(setup: Setup, as_json: bool) -> None:
    """查看数据库、索引、门户和栏目的状态。

    \b
    示例：
      gongkai status
      gongkai status --json
    """
    config = setup.config()
    with open_store(config.store_path) as store:
        report = gather_status(store, config)
    if as_json:
        print_json(report)
    else:
        print_status(report)


@main.command(name="import")
@click.argument("file")
@click.pass_obj
def import_command(setup: Setup, file: str) -> int:
    """导入 JSON Lines 文件（可以是 .gz、.xz，或 - 表示标准输入），每行一份文件。

    \b
    示例：
      gongkai import documents.jsonl.xz
      cat documents.jsonl | gongkai import -
    """
    config = setup.config()

    with open_store(config.store_path) as store, Progress("导入", "行") as progress:

        def on_bad(error: RecordError) -> None:
            progress.line(f"跳过{error}")

        report = import_file(file, store, on_bad=on_bad, on_progress=progress.update)
    print_import(report)
    return 1 if report.bad else 0


@main.command()
@click.argument("sources", metavar="FILE|URL ...", nargs=-1, required=True)
@click.option("--url", help="本地文件原来的网址，用来补全链接")
@click.pass_obj
def extract(setup: Setup, sources: tuple[str, ...], url: str | None) -> int:
    """从正文页提取标题、正文、日期、文号等，每页输出一个 JSON 对象。

    \b
    示例：
      gongkai extract page.html --url https://www.example.gov.cn/zwgk/1.html
      gongkai extract https://www.example.gov.cn/zwgk/1.html
    """
    if url and len(sources) > 1:
        raise click.UsageError("--url 只能与一个文件同用")
    failed = 0
    for source in sources:
        try:
            page = _page(source, url, setup)
            print_json(document_json(crawler.extract(page)))
        except (GongkaiError, OSError) as error:
            failed += 1
            reason = explain(error) if isinstance(error, OSError) else str(error)
            print_json({"url": source, "error": reason})
            click.echo(f"错误：{reason}", err=True)
    return 1 if failed else 0


@main.command()
@click.argument("source", metavar="FILE|URL")
@click.option("--url", help="本地文件原来的网址，用来补全链接")
@click.pass_obj
def entries(setup: Setup, source: str, url: str | None) -> None:
    """读出列表页的条目、下一页和总页数，输出 JSON。

    \b
    示例：
      gongkai entries list.html --url https://www.example.gov.cn/zwgk/tzgg/
    """
    listed = crawler.read_list(_page(source, url, setup))
    print_json(
        {
            "family": listed.family,
            "entries": entries_json(listed.entries),
            "next": listed.next,
            "pages": listed.pages,
        }
    )


@main.group()
def catalogue() -> None:
    """政府信息公开目录。

    \b
    示例：
      gongkai catalogue export --format xlsx --output 目录.xlsx
    """


@catalogue.command()
@click.option(
    "--format", "file_format", type=click.Choice(list(FORMATS)), default="csv", show_default=True, help="格式"
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="写入的文件，默认标准输出")
@click.pass_obj
def export(setup: Setup, file_format: str, output: Path | None) -> None:
    """导出目录：索引号、名称、内容概述、生成日期。

    \b
    示例：
      gongkai catalogue export --format xlsx --output 目录.xlsx
    """
    config = setup.config()
    with open_store(config.store_path) as store:
        if output is None:
            export_catalogue(store, Filters(), file_format, sys.stdout.buffer)
            return
        partial = output.with_name(f".{output.name}.partial")
        try:
            with partial.open("wb") as stream:
                count = export_catalogue(store, Filters(), file_format, stream)
            partial.replace(output)
        finally:
            partial.unlink(missing_ok=True)
    click.echo(f"已导出 {count} 份到 {output}。", err=True)


def _crawl(
    portals: list[PortalSettings], store: Store, config: Config, limit: int | None
) -> Iterator[tuple[PortalSettings, crawler.CrawlReport | GongkaiError]]:
    label = f"采集 {portals[0].name}" if len(portals) == 1 else f"采集 {len(portals)} 个门户"
    requests: dict[str, int] = {}
    one_at_a_time = threading.Lock()
    with Progress(label, "页") as progress:

        def on_event(event: crawler.CrawlEvent) -> None:
            with one_at_a_time:
                requests[event.portal] = event.requests
                progress.update(sum(requests.values()), note=event.url)

        files = FileStore(config.files_path)
        yield from crawler.crawl_all(portals, store, files, config, limit=limit, progress=on_event)


def _build(store: Store, config: Config, *, rebuild: bool) -> indexer.BuildReport:
    with Progress("建立索引", "份") as progress:
        return indexer.build(store, config, rebuild=rebuild, progress=progress.update)


def _page(source: str, url: str | None, setup: Setup) -> crawler.Page:
    """A page from a file or from the network. Raises OSError or CrawlError."""
    if not source.startswith(("http://", "https://")):
        return crawler.Page.parse(Path(source).read_bytes(), url or "")
    answer = crawler.fetch(source, setup.config(), private_hosts=(str(urlsplit(source).hostname),))
    return crawler.Page.parse(answer.body, url or answer.url, answer.content_type)


def _serve(config: Config, host: str, port: int, *, browse: bool) -> None:
    """Serve until Ctrl-C."""
    with search_web.serve(config, host, port) as server:
        click.echo(f"检索页面：{server.url}（按 Ctrl-C 停止）")
        if browse:
            threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
        server.run()


if __name__ == "__main__":
    main()
