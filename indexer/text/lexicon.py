"""Words beside those of jieba's dictionary, each with a frequency, that jieba and rjieba weigh alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from indexer.errors import SegmenterMissing
from indexer.text.normalise import normalise_line

_ENTRY = re.compile(r"(?P<word>.+?)(?: (?P<frequency>\d+))?(?: (?P<tag>[a-z]+))?")
"""jieba's form: a word, its frequency and its tag; the last two may be missing."""

ALONE = 5000
"""Frequency in jieba's dictionary from which a character is a word by itself. A guess: 停 and 交 lie above,
务 and 备 below."""

Cut = Callable[[str], list[str]]


def read_words(path: str, cut: Cut) -> dict[str, int]:
    """The words of a dictionary in jieba's form, as they stand in normalised text. Raises SegmenterMissing.

    `cut`: jieba's own, without guessing at unknown words.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SegmenterMissing(f"词典 {path} 读不出来（须为 UTF-8 文本）：{error}") from error
    words = {}
    for line in lines:
        if found := _ENTRY.fullmatch(line.strip()):
            word = normalise_line(found["word"])
            words[word] = max(1, int(found["frequency"])) if found["frequency"] else likely(word, cut)
    words.pop("", None)
    return words


def likely(word: str, cut: Cut) -> int:
    """The frequency from which a word is likelier than its parts: the formula of jieba's suggest_freq."""
    known = frequencies()
    total = sum(known.values())
    share = 1.0
    for part in cut(word):
        share *= known.get(part, 1) / total
    return max(int(share * total) + 1, known.get(word, 1))


@lru_cache(maxsize=1)
def frequencies() -> dict[str, int]:
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
