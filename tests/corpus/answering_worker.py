"""A worker process for the tests: what it is asked names what it does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import RecordError, StoreFull
from corpus.workers import serve


def answers(setup: Any) -> Callable[[Any], Any]:
    if setup == "full":
        raise StoreFull
    return partial(answer, setup)


def answer(setup: Any, request: Any) -> Any:
    match request:
        case "pid":
            return os.getpid()
        case "fault":
            raise RecordError("没有标题", 7)
        case "bug":
            raise KeyError("wrong")
        case "memory":
            raise MemoryError
        case "print":
            print("not an answer", flush=True)
            os.write(1, b"nor this")
        case "end":
            os._exit(3)
        case "hang":
            time.sleep(600)
        case ("hang", sign):
            Path(sign).touch()
            time.sleep(600)
    return [setup, request]


if __name__ == "__main__":
    serve(answers)
