"""The web interface, as `serve` and `demo` run it."""

from __future__ import annotations

import signal
import sys
import threading
import webbrowser
from functools import partial

import click

from corpus.config import Config
from search_web.listening import address_of, listen
from search_web.supervisor import NoneStarted, Supervisor

WORKER = (sys.executable, "-m", "commands.serving_worker")


def serve_until_interrupted(config: Config, host: str, port: int, *, browse: bool) -> None:
    """Serve in this process until Ctrl-C or SIGTERM. Raises GongkaiError."""
    # A process that only watches others needs neither.
    import crawler
    import search_web

    read_file = partial(crawler.read_file, settings=config.attachments)
    with search_web.serve(config, host, port, read_file) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.stop())
        _say(server.url)
        if browse:
            threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
        server.run()


def serve_in_processes(config: Config, host: str, port: int, count: int) -> int:
    """Serve in several processes until Ctrl-C or SIGTERM; gives the exit status. Raises ServeError."""
    with listen(host, port) as listening:
        try:
            Supervisor(WORKER, listening, config, count).run(lambda: _say(address_of(listening)))
        except NoneStarted:
            return 1
    return 0


def _say(url: str) -> None:
    click.echo(f"检索页面：{url}（按 Ctrl-C 停止）")
