"""The web interface on a port: `serve_here` in this process, `serve_in_processes` in several others."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import webbrowser
from contextlib import ExitStack

import click

from commands.serving.listening import ServeError, address_of, free_port, listen
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
    try:
        metrics = _listen_for_metrics(config)
    except ServeError:
        listening.close()
        raise
    with server(listening, config, metrics) as answering:
        _say(url)
        if entrance:
            click.echo(f"工作人员登录（一次有效）：{url}{entrance}")
        if browse:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        answering.run()


def serve_in_processes(config: Config, host: str, port: int, count: int) -> int:
    """Until Ctrl-C or SIGTERM; gives the exit status. Raises ServeError."""
    with ExitStack() as stack:
        listening = stack.enter_context(listen(host, port))
        metrics = counts = pages = -1
        if asked := _listen_for_metrics(config):
            metrics = stack.enter_context(asked).fileno()
            counts = stack.enter_context(tempfile.TemporaryFile()).fileno()
        # Elsewhere each keeps pages for itself.
        if hasattr(os, "memfd_create"):
            pages = os.memfd_create("gongkai-pages")
            stack.callback(os.close, pages)
        beside = metrics, counts, pages
        try:
            Supervisor(WORKER, listening, config, count, beside).run(lambda: _say(address_of(listening)))
        except NoneStarted:
            return 1
    return 0


def _listen_for_metrics(config: Config) -> socket.socket | None:
    """Where Prometheus asks, if anywhere. Raises PortTaken, AddressUnusable."""
    if not config.web.metrics:
        return None
    host, _, port = config.web.metrics.rpartition(":")
    return listen(host.strip("[]"), int(port))


def _say(url: str) -> None:
    click.echo(f"检索页面：{url}（按 Ctrl-C 停止）")
