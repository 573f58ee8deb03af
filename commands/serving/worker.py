"""One of the processes that `gongkai serve --processes N` runs: the other side of `Supervisor`."""

from __future__ import annotations

import os
import pickle
import socket
import sys
from contextlib import suppress
from time import sleep

from commands.serving.answering import server
from commands.serving.supervisor import END_SECONDS, READY
from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.workers import take_standard_output, when_parent_is_gone
from search_web import WebServer


def main() -> None:
    """Answer until the supervisor is gone, or SIGTERM. Raises GongkaiError."""
    config: Config = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    voice = take_standard_output()
    listening, metrics, counts, pages, place = map(int, sys.argv[1:])
    asked = None if metrics < 0 else socket.socket(fileno=metrics)
    with server(socket.socket(fileno=listening), config, asked, counts, pages, place) as answering:
        when_parent_is_gone(lambda: _end(answering))
        os.set_blocking(voice, False)
        answering.run(lambda: _say(voice))


def _say(voice: int) -> None:
    # Nobody listens at the moment, and what was said before is enough.
    with suppress(BlockingIOError):
        os.write(voice, READY)


def _end(answering: WebServer) -> None:
    answering.stop()
    # Whatever holds it up, nobody is left to kill it.
    sleep(END_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    try:
        main()
    except GongkaiError as error:
        sys.exit(f"错误：{error}")
