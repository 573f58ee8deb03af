"""Memory is divided among the processes that make segments."""

from __future__ import annotations

import pytest

from indexer.engines import IndexedDocument
from indexer.engines.whoosh.segment_workers import (
    BYTES_PER_CHARACTER,
    LEAST_CHARACTERS,
    MOST_CHARACTERS,
    PROCESS_BYTES,
    shares,
)


@pytest.mark.parametrize("memory", [400_000_000, 700_000_000, 1_000_000_000, 3_000_000_000])
@pytest.mark.parametrize("processes", [0, 1, 2])
def test_the_parts_are_no_more_than_the_whole(memory: int, processes: int) -> None:
    begun, characters = shares(memory, processes)
    assert begun == (processes or begun)
    assert PROCESS_BYTES + begun * (PROCESS_BYTES + characters * BYTES_PER_CHARACTER) <= memory
    assert characters > LEAST_CHARACTERS


def test_little_memory_is_enough_for_little_batches() -> None:
    assert shares(16_000_000, 0) == (1, LEAST_CHARACTERS)
    assert shares(16_000_000, 3) == (3, LEAST_CHARACTERS)


def test_much_memory_makes_no_batch_too_large_to_hold() -> None:
    assert shares(10**12, 2) == (2, MOST_CHARACTERS)


def test_the_texts_of_files_count_too() -> None:
    assert IndexedDocument(1, "题", "正文", labels="号", attached="附件的文字").characters == 9
