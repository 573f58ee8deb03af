"""What a worker process runs."""

from __future__ import annotations

import json
import os
import pickle
import select
import sys
import traceback
from collections.abc import Callable
from threading import Thread
from typing import Any

from corpus.errors import GongkaiError
from corpus.workers.messages import error_to_json, receive, send

Answer = Callable[[Any], Any]
"""Gives what JSON holds."""


def serve(prepare: Callable[[Any], Answer]) -> None:
    """Answer requests until the parent is gone, which ends the process in the middle of its work too.

    `prepare` makes of the setup what answers.
    """
    Thread(target=_end_with_parent, daemon=True).start()
    replies = os.fdopen(os.dup(1), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(2, 1)
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
    except Exception as error:  # noqa: BLE001  (the parent has to hear of anything)
        traceback.print_exc()
        return json.dumps({"failure": f"{type(error).__name__}: {error}"}).encode()


def _end_with_parent() -> None:
    pipe = select.poll()
    pipe.register(0, 0)
    pipe.poll()
    os._exit(0)
