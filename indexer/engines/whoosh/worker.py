"""The process that makes segments: batches come in on standard input, replies go out on standard output."""

from __future__ import annotations

import traceback

from corpus.errors import GongkaiError
from corpus.workers.pipes import attend, send
from indexer.engines.whoosh.segment_workers import Reply, make_segment


def main() -> None:
    """Work until the parent closes the pipe, or is gone."""
    messages, replies = attend()
    task = next(messages)
    for segid, documents in messages:
        try:
            make_segment(task, segid, documents)
        except GongkaiError as error:
            send(replies, Reply(fault=error))
        except Exception as error:  # noqa: BLE001  (the parent has to hear of anything)
            traceback.print_exc()
            send(replies, Reply(detail=f"{type(error).__name__}: {error}"))
        else:
            send(replies, Reply())


if __name__ == "__main__":
    main()
