"""The process that makes segments: batches come in on standard input, replies go out on standard output."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from corpus.errors import GongkaiError
from indexer.engines.whoosh.makers import Reply, make_segment, receive, send


def main() -> None:
    """Work until the parent closes the pipe, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    messages: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, messages), daemon=True).start()
    task = messages.get()
    while True:
        segid, documents = messages.get()
        try:
            make_segment(task, segid, documents)
        except GongkaiError as error:
            send(replies, Reply(fault=error))
        except Exception as error:  # noqa: BLE001  (the parent has to hear of anything)
            traceback.print_exc()
            send(replies, Reply(detail=f"{type(error).__name__}: {error}"))
        else:
            send(replies, Reply())


def _listen(pipe: IO[bytes], messages: SimpleQueue[Any]) -> None:
    """Ends the process, in the middle of a batch too, as soon as the parent is gone."""
    while True:
        try:
            messages.put(receive(pipe))
        except EOFError:
            os._exit(0)


if __name__ == "__main__":
    main()
