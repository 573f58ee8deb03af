"""One of several processes that answer on one port: the side that `search_web.supervisor` begins."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
from collections.abc import Callable
from threading import Thread
from time import sleep

from corpus.config import Config
from search_web.server import WebServer
from search_web.shared.services import ReadFile
from search_web.supervisor import END_SECONDS, READY


def answer(reader: Callable[[Config], ReadFile]) -> None:
    """Answer until the supervisor is gone, or SIGTERM. Raises GongkaiError."""
    config: Config = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    listening = socket.socket(fileno=int(sys.argv[1]))
    voice = os.dup(1)
    # What a library prints must not be taken for being ready.
    os.dup2(2, 1)
    with WebServer(listening, config, reader(config)) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.stop())
        Thread(target=_end_with_parent, args=(server,), name="parent", daemon=True).start()
        os.write(voice, READY)
        server.run()


def _end_with_parent(server: WebServer) -> None:
    sys.stdin.buffer.read()
    server.stop()
    # Whatever holds it up, nobody is left to kill it.
    sleep(END_SECONDS)
    os._exit(1)
