"""Long work that several commands do, with its progress."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Iterator

import click

import crawler
import indexer
import search_web
from commands.reading import posting_of
from console import Progress
from corpus.config import Config, PortalSettings
from corpus.errors import GongkaiError
from corpus.files import FileStore
from corpus.store import Store
from indexer.duplicates import Posting


def crawl_with_progress(
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


def build_with_progress(store: Store, config: Config, *, rebuild: bool) -> indexer.BuildReport:
    with Progress("查找重复", "份") as comparing, Progress("建立索引", "份") as progress:
        return indexer.build(
            store, config, rebuild=rebuild, progress=progress.update, comparing=comparing.update
        )


def serve_until_interrupted(config: Config, host: str, port: int, *, browse: bool) -> None:
    """Serve until Ctrl-C."""

    def read_file(content: bytes, name: str) -> Posting:
        return posting_of(content, name, config)

    with search_web.serve(config, host, port, read_file) as server:
        click.echo(f"检索页面：{server.url}（按 Ctrl-C 停止）")
        if browse:
            threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
        server.run()
