"""The interface with what it needs of the crawler."""

from __future__ import annotations

import socket
from functools import partial

import crawler
from corpus.config import Config
from search_web import WebServer


def server(listening: socket.socket, config: Config) -> WebServer:
    """Raises StoreError."""
    return WebServer(listening, config, partial(crawler.read_file, settings=config.attachments))
