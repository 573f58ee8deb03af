"""The process that reads files: a line of JSON with a path in, a line of JSON with its text out."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from corpus.records import Reading
from crawler.attachments import formats
from crawler.attachments.budget import Broken, Budget, Encrypted, LimitReached, Unsupported

WHY = {Encrypted: Reading.ENCRYPTED, Unsupported: Reading.UNSUPPORTED, Broken: Reading.BROKEN}


def main() -> None:
    """Serve until standard input ends; argument 1 is the memory it may have, in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for question in sys.stdin:
        answers.write(json.dumps(read_file(**json.loads(question))) + "\n")
        answers.flush()


def read_file(path: str, **limits: int) -> dict[str, Any]:
    """The fields of an AttachmentText. What no reader expects ends the process; its parent starts another."""
    budget = Budget(limits["characters"], limits["pages"], limits["depth"], limits["unpacked_bytes"])
    try:
        formats.read(Path(path).read_bytes(), budget)
        reading = Reading.TEXT if budget.lines else Reading.NO_TEXT
    except (LimitReached, MemoryError):
        reading = Reading.LIMIT
    except (Encrypted, Unsupported, Broken) as error:
        reading = Reading.TEXT if budget.lines else WHY[type(error)]
    return {
        "reading": reading.value,
        "text": "\n".join(budget.lines).encode("utf-8", "ignore").decode(),
        "pages": budget.page_count or None,
    }


if __name__ == "__main__":
    main()
