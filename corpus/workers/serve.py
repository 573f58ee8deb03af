"""What a worker process runs."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from corpus.errors import GongkaiError, OutOfMemory
from corpus.workers.messages import error_to_json, receive, send
from corpus.workers.process import take_standard_output, when_parent_is_gone

Answer = Callable[[Any], Any]
"""Gives what JSON holds."""


def serve(prepare: Callable[[Any], Answer]) -> None:
    """Answer requests until the parent is gone, which ends the process in the middle of its work too.

    `prepare` makes of the setup what answers.
    """
    # Told to end with its parent, as all processes of a service are, it waits for that to end it.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    when_parent_is_gone(lambda: os._exit(0))
    replies = os.fdopen(take_standard_output(), "wb")
    answer: list[Answer] = []
    try:
        send(replies, _reply(lambda setup: answer.append(prepare(setup)), _received()))
        while True:
            send(replies, _reply(answer[0], _received()))
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _received() -> Any:
    return pickle.loads(receive(sys.stdin.buffer))  # noqa: S301  (from our own parent)


def _reply(answer: Answer, request: Any) -> bytes:
    try:
        return json.dumps({"answer": answer(request)}).encode()
    except GongkaiError as error:
        return json.dumps({"error": error_to_json(error)}).encode()
    except MemoryError:
        return json.dumps({"error": error_to_json(OutOfMemory())}).encode()
    except Exception as error:  # noqa: BLE001  (the parent has to hear of anything)
        traceback.print_exc()
        return json.dumps({"failure": f"{type(error).__name__}: {error}"}).encode()
