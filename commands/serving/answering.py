"""The interface with what it needs of the crawler."""

from __future__ import annotations

import atexit
import socket
from functools import partial

import crawler
from corpus.config import Config
from search_web import WebServer


def server(listening: socket.socket, config: Config) -> WebServer:
    """Raises StoreError."""
    pictures = crawler.PagePictures(config.page_pictures_path, config.attachments)
    atexit.register(pictures.close)
    read_file = partial(crawler.read_file, settings=config.attachments)
    orders = crawler.Orders(config)
    atexit.register(orders.close)
    return WebServer(listening, config, read_file, pictures.page, orders)
