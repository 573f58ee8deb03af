"""What processes tell each other of past queries."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_web.shared.counted_lately import Asking, CountedLately

NOW = 1000


def test_what_one_counted_another_does_not(tmp_path: Path) -> None:
    added: list[Asking] = []
    one, other = (CountedLately(tmp_path / "lately") for _ in range(2))
    one.count([(NOW, "养老金")], NOW, added.extend)
    other.count([(NOW, "养老金"), (NOW, "农机补贴")], NOW, added.extend)
    other.count([(NOW + 1, "养老金")], NOW + 1, added.extend)
    assert added == [(NOW, "养老金"), (NOW, "农机补贴"), (NOW + 1, "养老金")]


def test_the_file_holds_no_words_and_is_empty_two_spans_later(tmp_path: Path) -> None:
    path = tmp_path / "lately"
    lately = CountedLately(path)
    lately.count([(NOW, "养老金")], NOW, lambda _: None)
    assert path.read_bytes()
    assert "养老金".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    lately.count([], NOW + 1, lambda _: None)
    assert path.read_bytes()
    lately.count([], NOW + 2, lambda _: None)
    assert path.read_bytes() == b""


def test_what_could_not_be_written_is_counted_later(tmp_path: Path) -> None:
    def fail(_: object) -> None:
        raise OSError("no space")

    added: list[Asking] = []
    lately = CountedLately(tmp_path / "lately")
    with pytest.raises(OSError, match="no space"):
        lately.count([(NOW, "养老金")], NOW, fail)
    lately.count([(NOW, "养老金")], NOW, added.extend)
    assert added == [(NOW, "养老金")]


@pytest.mark.parametrize("content", [b"x", b"x" * 16, b"x" * 41, b"x" * 500])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lately"
    path.write_bytes(content)
    added: list[Asking] = []
    for _ in range(2):
        CountedLately(path).count([(NOW, "养老金")], NOW, added.extend)
    assert added == [(NOW, "养老金")]


def test_it_says_whether_anybody_counted(tmp_path: Path) -> None:
    one, other = (CountedLately(tmp_path / "lately") for _ in range(2))
    assert not one.count([], NOW, lambda _: None)
    assert other.count([(NOW, "养老金")], NOW, lambda _: None)
    assert one.count([], NOW, lambda _: None)
    assert not one.count([], NOW, lambda _: None)
