"""Normalised text to words, with jieba or its faster twin."""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from corpus.config import IndexSettings
from indexer.errors import SegmenterMissing

JOINTS = "+#&._%-"
"""What jieba keeps within a word, and rjieba only in part: wi-fi and 2019-2020 are found by their parts."""

RARE = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OTHER = re.compile(f"([{RARE}]|[^\\W\u4e00-\u9fd5A-Za-z0-9{RARE}]+)")
"""Characters outside jieba's dictionary, each alone, and words in other scripts, which jieba would cut up
letter by letter and rjieba would not."""

ALONE = 5000
"""Frequency in jieba's dictionary from which a character is a word by itself. A guess: 停 and 交 lie above,
务 and 备 below."""

LONGEST_WORD = 64
"""Longer runs of letters are no words (keys, encoded files); a guess."""


class Segmenter(Protocol):
    """Cuts normalised text into words."""

    fingerprint: str
    """Changes whenever the same text may be cut differently: an index holds the words of one segmenter."""

    def cut(self, text: str) -> list[str]:
        """All pieces of the text in order, punctuation and blanks included."""
        ...


class Jieba:
    """jieba itself, with a dictionary of its own instance."""

    def __init__(self, user_dictionary: str) -> None:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        self.fingerprint = _fingerprint(user_dictionary)
        if user_dictionary:
            try:
                with Path(user_dictionary).open("rb") as lines:
                    tokenizer.load_userdict(lines)
            except ValueError as error:
                raise SegmenterMissing(f"词典 {user_dictionary} 的格式不对（{error}）") from error
        self._cut = tokenizer.lcut

    def cut(self, text: str) -> list[str]:
        """All pieces of the text in order."""
        return _cut(text, self._cut)


class RJieba:
    """rjieba: the words of jieba's own dictionary, 17 times as fast.

    Its user dictionary weighs words without a frequency differently from jieba's, so it is not used with one.
    """

    def __init__(self) -> None:
        import rjieba

        self.fingerprint = _fingerprint("")
        self._cut = rjieba.Jieba().cut

    def cut(self, text: str) -> list[str]:
        """All pieces of the text in order."""
        return _cut(text, self._cut)


@lru_cache(maxsize=1)
def dictionary() -> Mapping[str, int]:
    """The words of jieba's own dictionary with their frequencies: Chinese whatever the collection has."""
    return {word: count for word, count, _ in _lines()}


@lru_cache(maxsize=1)
def alone() -> frozenset[str]:
    """Characters that are frequent words by themselves, and no nouns (买, 未, 被)."""
    return frozenset(
        word for word, count, kind in _lines() if len(word) == 1 and count >= ALONE and kind[0] not in "ng"
    )


def _lines() -> Iterator[tuple[str, int, str]]:
    import jieba

    with jieba.get_dict_file() as lines:
        for line in lines:
            word, count, kind = line.decode().split()
            yield word, int(count), kind


def open_segmenter(settings: IndexSettings) -> Segmenter:
    """The configured segmenter; the same object for the same settings, since loading takes a second.

    With a user dictionary it is always jieba. Raises SegmenterMissing.
    """
    return _open(settings.segmenter, settings.user_dictionary)


@lru_cache(maxsize=4)
def _open(name: str, user_dictionary: str) -> Segmenter:
    if name not in ("auto", "jieba", "rjieba"):
        raise SegmenterMissing(f"没有名为 {name} 的分词器（可用 auto、jieba、rjieba）")
    installed = find_spec("rjieba") is not None
    if name == "rjieba" and not installed:
        raise SegmenterMissing("rjieba 没有安装")
    if name == "jieba" or user_dictionary or not installed:
        return Jieba(user_dictionary)
    return RJieba()


def _fingerprint(user_dictionary: str) -> str:
    """jieba and rjieba cut alike, so one name for both; a dictionary counts with its content."""
    name = f"jieba-{importlib.metadata.version('jieba')}"
    if not user_dictionary:
        return name
    try:
        content = Path(user_dictionary).read_bytes()
    except OSError as error:
        raise SegmenterMissing(f"词典 {user_dictionary} 读不出来（{error.strerror}）") from error
    return f"{name}-{hashlib.sha256(content).hexdigest()[:16]}"


def _cut(text: str, cut: Callable[[str], list[str]]) -> list[str]:
    """Pieces of a text of any script, where `cut` knows common Chinese characters, ASCII and punctuation."""
    for joint in JOINTS:
        text = text.replace(joint, " ")
    known_and_other = OTHER.split(text)
    if len(known_and_other) == 1:
        return cut(text)
    pieces: list[str] = []
    for number, part in enumerate(known_and_other):
        if number % 2:
            pieces.append(part)
        else:
            pieces += cut(part)
    return pieces


def as_word(piece: str) -> str:
    """A piece as it is searched for: shortened when overlong, empty when it is punctuation or blank."""
    return piece[:LONGEST_WORD] if any(character.isalnum() for character in piece) else ""
