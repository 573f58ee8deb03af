"""The web interface, as `serve` and `demo` run it."""

from __future__ import annotations

import threading
import webbrowser

import click

import search_web
from corpus.config import Config
from indexer.duplicates import Posting


def serve_until_interrupted(config: Config, host: str, port: int, *, browse: bool) -> None:
    """Serve until Ctrl-C."""

    def read_file(content: bytes, name: str) -> Posting:
        # The crawler is loaded with the first upload: most processes never see one.
        from commands.reading import posting_of

        return posting_of(content, name, config)

    with search_web.serve(config, host, port, read_file) as server:
        click.echo(f"检索页面：{server.url}（按 Ctrl-C 停止）")
        if browse:
            threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
        server.run()
