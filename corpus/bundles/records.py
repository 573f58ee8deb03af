"""The records of a bundle: a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import GongkaiError
from corpus.store import check_left, check_portable

DOCUMENTS = "documents.jsonl"
LEFT = "left.jsonl"


class RecordUnusable(GongkaiError):
    """A line is no record that a store can take on."""

    def __init__(self, file: str, line: int) -> None:
        self.file = file
        self.line = line
        super().__init__(f"{file} 第 {line} 行不是记录")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, in their order."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        yield from map(json.loads, stream)


def check_records(payload: Path, documents: int) -> None:
    """Raises RecordUnusable where a store could not take a record on, or there are not so many documents."""
    if (counted := _check(payload / DOCUMENTS, check_portable)) != documents:
        raise RecordUnusable(DOCUMENTS, counted + 1)
    _check(payload / LEFT, check_left)


def _check(path: Path, check: Callable[[dict[str, Any]], None]) -> int:
    done = 0
    try:
        for record in lines(path):
            check(record)
            done += 1
    except (ValueError, RecursionError) as error:
        raise RecordUnusable(path.name, done + 1) from error
    return done
