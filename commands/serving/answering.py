"""The interface with what it needs of the crawler."""

from __future__ import annotations

import atexit
import socket
from functools import partial

import crawler
from corpus.config import Config
from search_web import Counts, Metrics, WebServer, shared_file


def server(
    listening: socket.socket,
    config: Config,
    metrics: socket.socket | None = None,
    file: int = -1,
    pages: int = -1,
    place: int = 0,
) -> WebServer:
    """Raises StoreError.

    `metrics` listens for who asks for figures; they are counted in `file`, a descriptor shared by several
    processes, or -1, for the process in its `place` among them; `pages` is one of memory for pages, or -1.
    """
    pictures = crawler.PagePictures(config.page_pictures_path, config.attachments)
    atexit.register(pictures.close)
    read_file = partial(crawler.read_file, settings=config.attachments)
    orders = crawler.Orders(config)
    atexit.register(orders.close)
    figures = Metrics(metrics, Counts(shared_file() if file < 0 else file, place)) if metrics else None
    return WebServer(listening, config, read_file, pictures.page, orders, figures, pages)
