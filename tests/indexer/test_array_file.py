"""A file of arrays hands out what was written, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.errors import IndexBroken
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import BLOCK_BYTES, writing_arrays

LONG = np.arange(3 * BLOCK_BYTES // 8 + 5, dtype=np.int64)
BYTES = np.arange(2 * BLOCK_BYTES, dtype=np.uint64).astype(np.uint8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.arrays"
    with writing_arrays(path) as writer:
        writer.add("long", LONG)
        writer.add("none", np.zeros(0, dtype=np.float32))
        writer.add("bytes", BYTES)
        writer.note("name", "云岭县")
    return path


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_arrays_and_notes_come_back(path: Path) -> None:
    found = ArrayFile(path)
    assert list(found) == ["long", "none", "bytes"]
    assert np.array_equal(found["long"], LONG)
    assert found["none"].dtype == np.float32
    assert [found.length(name) for name in found] == [len(LONG), 0, len(BYTES)]
    assert np.array_equal(found.part("long", slice(7, 40_000)), LONG[7:40_000])
    starts, ends = np.array([0, 100, BLOCK_BYTES - 2]), np.array([3, 100, BLOCK_BYTES + 2])
    assert list(found.slices("bytes", starts, ends)) == [
        bytes(BYTES[start:end]) for start, end in zip(starts, ends, strict=True)
    ]
    assert found.notes == {"name": "云岭县"}


def test_only_what_is_asked_for_is_looked_at(path: Path) -> None:
    flip(path, 2 * BLOCK_BYTES + 9)
    found = ArrayFile(path)
    assert np.array_equal(found["bytes"], BYTES)
    size = BLOCK_BYTES // 8
    assert np.array_equal(found.part("long", slice(0, 2 * size)), LONG[: 2 * size])
    assert np.array_equal(found.part("long", slice(3 * size, None)), LONG[3 * size :])
    for ask in (lambda: found.part("long", slice(0, 2 * size + 1)), lambda: found["long"], found.check):
        with pytest.raises(IndexBroken, match="校验不符"):
            ask()


def test_damaged_bytes_are_not_handed_out_one_by_one(path: Path) -> None:
    place = path.read_bytes().index(bytes(BYTES)) + BLOCK_BYTES + 5
    flip(path, place)
    with pytest.raises(IndexBroken):
        list(ArrayFile(path).slices("bytes", np.array([0, BLOCK_BYTES]), np.array([9, BLOCK_BYTES + 1])))


def test_arrays_may_come_piece_by_piece_and_by_turns(tmp_path: Path) -> None:
    with writing_arrays(tmp_path / "pieces") as writer:
        with writer.growing("bytes", np.uint8) as growing:
            for start in range(0, len(BYTES), 50_001):
                growing.append(BYTES[start : start + 50_001])
        one, other = (writer.reserve(name, np.int64, len(LONG)) for name in ("one", "other"))
        for start in range(0, len(LONG), 7_001):
            one.append(LONG[start : start + 7_001])
            other.append(LONG[start : start + 7_001])
        writer.add("none", np.zeros(0, dtype=np.uint16))
    found = ArrayFile(tmp_path / "pieces")
    assert np.array_equal(found["bytes"], BYTES)
    found.give_back()
    assert np.array_equal(found["one"], LONG)
    assert np.array_equal(found["other"], LONG)
    assert not len(found["none"])


@pytest.mark.parametrize("left", [0, 10, 100, BLOCK_BYTES])
def test_a_file_that_was_cut_is_not_opened(path: Path, left: int) -> None:
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(IndexBroken):
        ArrayFile(path)


def test_a_damaged_directory_is_not_read(path: Path) -> None:
    flip(path, len(path.read_bytes()) - 40)
    with pytest.raises(IndexBroken, match="校验不符"):
        ArrayFile(path)


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with writing_arrays(tmp_path / "half") as writer:
            writer.add("long", LONG)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []
