"""What a folder calls current is believed only as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.errors import IndexBroken, IndexForeign
from indexer.segments.current import CURRENT, CurrentFile


@dataclass(frozen=True)
class State:
    revision: int = 0
    segments: tuple[str, ...] = ()


WRITTEN = State(17, ("0.arrays", "1.arrays"))


@pytest.fixture
def current(tmp_path: Path) -> CurrentFile[State]:
    current = CurrentFile(tmp_path, State)
    assert current.read() is None
    current.switch(WRITTEN)
    return current


def test_what_was_written_is_read(current: CurrentFile[State]) -> None:
    assert current.read() == WRITTEN


def test_every_flipped_bit_and_every_cut_is_noticed(current: CurrentFile[State], tmp_path: Path) -> None:
    path = tmp_path / CURRENT
    content = path.read_bytes()
    flipped = [
        content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
        for place in range(len(content))
        for bit in range(8)
    ]
    for damaged in [*flipped, *(content[:left] for left in range(len(content)))]:
        path.write_bytes(damaged)
        with pytest.raises(IndexBroken, match="已损坏（CURRENT"):
            current.read()


@pytest.mark.parametrize("said", ["null", "[]", "7", '"x"', "{}", '{"revision": 17}', '{"odd": []}'])
def test_json_of_another_hand_is_damage(current: CurrentFile[State], tmp_path: Path, said: str) -> None:
    (tmp_path / CURRENT).write_text(said, encoding="utf-8")
    with pytest.raises(IndexBroken, match="gongkai index"):
        current.read()


def test_a_state_of_another_version_is_told(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Other:
        odd: int = 1

    CurrentFile(tmp_path, Other).switch(Other())
    with pytest.raises(IndexForeign, match="由另一版本的程序建立"):
        CurrentFile(tmp_path, State).read()


@pytest.mark.parametrize("said", ['{"revision": 17, "words": "jieba"}', '{"folder": "g-1"}'])
def test_a_state_of_before_there_were_checksums_is_told(tmp_path: Path, said: str) -> None:
    (tmp_path / CURRENT).write_text(said, encoding="utf-8")
    with pytest.raises(IndexForeign, match="由另一版本的程序建立"):
        CurrentFile(tmp_path, State).read()
