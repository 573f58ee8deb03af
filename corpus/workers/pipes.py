"""Processes of this program that hang on a pipe and end with it; Ctrl-C is for the parent alone."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, cast

LENGTH_BYTES = 8


def start(module: str) -> subprocess.Popen[bytes]:
    """A process that runs a module of this program."""
    return subprocess.Popen(  # noqa: S603  (this program's own module)
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it at once; nothing when it has ended."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        # The process may have gone with data still in the pipe.
        with suppress(OSError):
            cast("IO[bytes]", pipe).close()


def send(pipe: IO[bytes], message: Any) -> None:
    """One message, with its length before it."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(LENGTH_BYTES, "little"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError when the other side is gone."""
    length = int.from_bytes(_exactly(pipe, LENGTH_BYTES), "little")
    return pickle.loads(_exactly(pipe, length))  # noqa: S301  (from our own process)


def attend() -> tuple[Iterator[Any], IO[bytes]]:
    """In such a process: what the parent sends, until it is gone, and where replies go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    messages: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, messages), daemon=True).start()
    return iter(messages.get, messages), replies


def _listen(pipe: IO[bytes], messages: SimpleQueue[Any]) -> None:
    """Ends the process, in the middle of its work too, as soon as the parent is gone."""
    while True:
        try:
            messages.put(receive(pipe))
        except EOFError:
            os._exit(0)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data
