"""The web interface, as `serve` and `demo` run it."""

from __future__ import annotations

import threading
import webbrowser
from functools import partial

import click

import crawler
import search_web
from corpus.config import Config


def serve_until_interrupted(config: Config, host: str, port: int, *, browse: bool) -> None:
    """Serve until Ctrl-C."""
    read_file = partial(crawler.read_file, settings=config.attachments)
    with search_web.serve(config, host, port, read_file) as server:
        click.echo(f"检索页面：{server.url}（按 Ctrl-C 停止）")
        if browse:
            threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
        server.run()
