"""The process that compares: batches of ids come in on standard input, pairs go out on standard output."""

from __future__ import annotations

import traceback

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.store import open_store
from corpus.workers.pipes import attend, send
from indexer.duplicates.checker import open_checker
from indexer.duplicates.comparing import Reply, pairs_of


def main() -> None:
    """Work until the parent closes the pipe, or is gone."""
    messages, replies = attend()
    config: Config = next(messages)
    with open_store(config.store_url) as store:
        checker = open_checker(store, config)
        checker.refresh()
        for numbers in messages:
            try:
                reply = Reply(pairs_of(checker, numbers))
            except GongkaiError as error:
                reply = Reply([], fault=error)
            except Exception as error:  # noqa: BLE001  (the parent has to hear of anything)
                traceback.print_exc()
                reply = Reply([], detail=f"{type(error).__name__}: {error}")
            send(replies, reply)


if __name__ == "__main__":
    main()
