"""The command that goes the whole way on the sample portal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

import indexer
from commands.work import build_with_progress, crawl_with_progress, serve_until_interrupted
from console.reports import print_build, print_crawl, print_hits
from console.setup import Setup
from corpus.config import ColumnSettings, PortalSettings
from corpus.errors import GongkaiError
from corpus.store import open_store

DEMO_QUERY = "高龄津贴怎么申请"


@click.command()
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
        with open_store(config.store_url) as store:
            for _, outcome in crawl_with_progress([portal], store, config, None):
                if isinstance(outcome, GongkaiError):
                    raise outcome
                print_crawl(outcome)
            print_build(build_with_progress(store, config, rebuild=False))
            if once:
                click.echo(f"\n检索“{DEMO_QUERY}”：")
                request = indexer.SearchRequest(DEMO_QUERY, limit=3)
                print_hits(DEMO_QUERY, indexer.open_searcher(store, config).search(request))
                return
        serve_until_interrupted(config, config.web.host, port, browse=not no_browser)
