"""The web interface on a port: `serve_here` in this process, `serve_in_processes` in several others."""

from __future__ import annotations

import threading
import webbrowser

import click

from commands.serving.listening import address_of, free_port, listen
from commands.serving.supervisor import NoneStarted, Supervisor
from corpus.config import Config

__all__ = ["free_port", "serve_here", "serve_in_processes"]

WORKER = "commands.serving.worker"


def serve_here(config: Config, host: str, port: int, *, browse: bool, entrance: str = "") -> None:
    """Until Ctrl-C or SIGTERM; `entrance`: the path of a link for staff. Raises ServeError, StoreError."""
    # Loaded only by a process that answers: one that watches others does with a tenth of the memory.
    from commands.serving.answering import server

    listening = listen(host, port)
    url = address_of(listening)
    with server(listening, config) as answering:
        _say(url)
        if entrance:
            click.echo(f"工作人员登录（一次有效）：{url}{entrance}")
        if browse:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        answering.run()


def serve_in_processes(config: Config, host: str, port: int, count: int) -> int:
    """Until Ctrl-C or SIGTERM; gives the exit status. Raises ServeError."""
    with listen(host, port) as listening:
        try:
            Supervisor(WORKER, listening, config, count).run(lambda: _say(address_of(listening)))
        except NoneStarted:
            return 1
    return 0


def _say(url: str) -> None:
    click.echo(f"检索页面：{url}（按 Ctrl-C 停止）")
