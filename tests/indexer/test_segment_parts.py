"""The parts of a segment file give back what was written, whole and in part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers_indexing import made_documents

from indexer.engines.whoosh import contents
from indexer.engines.whoosh.contents import Contents, trained, writing_contents
from indexer.engines.whoosh.counts import Counts, CountsWriter
from indexer.engines.whoosh.term_lists import (
    NUMBERS_APART,
    WORDS_APART,
    NumberList,
    WordList,
    WordListWriter,
    write_numbers,
)
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import ArrayWriter, writing_arrays


def written(folder: Path, write: Callable[[ArrayWriter], None]) -> ArrayFile:
    with writing_arrays(folder / "some.arrays") as writer:
        write(writer)
    return ArrayFile(folder / "some.arrays")


@pytest.mark.parametrize("count", [0, 1, NUMBERS_APART, NUMBERS_APART + 1, 3 * NUMBERS_APART - 1])
def test_numbers_are_found_where_they_are(tmp_path: Path, count: int) -> None:
    every = np.arange(count, dtype=np.uint64) * 3 + 5
    found = NumberList(written(tmp_path, lambda writer: write_numbers(writer, "n", every)), "n")
    for number in range(int(every[-1]) + 7 if count else 3):
        assert found.place(number) == np.searchsorted(every, np.uint64(number))


@pytest.mark.parametrize("count", [0, 1, WORDS_APART, WORDS_APART + 1, 3 * WORDS_APART + 5])
def test_words_are_found_where_they_are(tmp_path: Path, count: int) -> None:
    every = [f"词{number:05}".encode() for number in range(0, 2 * count, 2)]

    def write(writer: ArrayWriter) -> None:
        words = WordListWriter(writer, "w")
        for start in range(0, count, 50):
            words.append(every[start : start + 50])
        words.finish()

    found = WordList(written(tmp_path, write), "w")
    assert found.part(0, len(found)) == every
    for number in range(-1, 2 * count + 2):
        word = f"词{number:05}".encode()
        assert found.place(word) == bisect_left(every, word)
        assert found.find(word) == (every.index(word) if word in every else None)


@pytest.mark.parametrize("share", [1.0, 0.3, 0.01, 0.0])
def test_counts_come_back_whether_few_or_large(tmp_path: Path, share: float) -> None:
    chance = np.random.default_rng(3)
    every = (chance.geometric(0.02, 5_000) * (chance.random(5_000) < share)).astype(np.uint16)
    every[::1_000] *= 100

    def write(writer: ArrayWriter) -> None:
        counts = CountsWriter(writer, "c", len(every), int(np.count_nonzero(every)))
        for start in range(0, len(every), 700):
            counts.append(every[start : start + 700])
        counts.finish()

    arrays = written(tmp_path, write)
    found = Counts(arrays, "c")
    assert found.counted == np.count_nonzero(every)
    assert bool(arrays.length("c")) == (share > 0.2)
    for where in (slice(0, 5_000), slice(999, 1_001), slice(1_000, 1_000), slice(4_321, 5_000)):
        assert np.array_equal(found.part(where), every[where])


def test_contents_come_back_and_a_dictionary_makes_them_smaller(tmp_path: Path) -> None:
    texts = [document.text.encode() for document in made_documents(1_500, sentences=4)]
    sizes = []
    for dictionary in (b"", trained(texts[::2])):

        def write(writer: ArrayWriter, dictionary: bytes = dictionary) -> None:
            with writing_contents(writer, dictionary) as some:
                some.append(texts)

        arrays = written(tmp_path, write)
        found = Contents(arrays)
        numbers = np.array([0, 7, 8, 1_499])
        assert list(found.read(numbers)) == [texts[number] for number in numbers]
        assert found.sizes.tolist() == list(map(len, texts))
        sizes.append(arrays.length("content.bytes"))
    assert sizes[1] < sizes[0] / 2


def test_texts_without_anything_in_common_have_no_dictionary() -> None:
    assert trained([b"a", b"b"]) == b""
    assert contents.LEAST_DOCUMENTS > 2
