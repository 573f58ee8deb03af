"""Words beside those of jieba's dictionary, each with a frequency, that jieba and rjieba weigh alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from corpus.lazy_regex import lazy_regex
from indexer.errors import SegmenterMissing
from indexer.text.normalise import normalise_line

_ENTRY = lazy_regex(r"(?P<word>.+?)(?: (?P<frequency>\d+))?(?: (?P<tag>[a-z]+))?")
"""jieba's form: a word, its frequency and its tag; the last two may be missing."""

ALONE = 5000
"""Frequency in jieba's dictionary from which a character is a word by itself. A guess: 停 and 交 lie above,
务 and 备 below."""

SHIPPED = Path(__file__).parents[1] / "data" / "dictionary.txt"

Cut = Callable[[str], list[str]]

Lexicon = Mapping[str, int | None]
"""Words as they stand in normalised text, each with its frequency; None where that is to be computed."""


def lexicon(user_dictionary: str, learned: Iterable[str] = ()) -> Lexicon:
    """The shipped words, those of a user's dictionary and those learned. Raises SegmenterMissing."""
    words = read_words(str(SHIPPED))
    if user_dictionary:
        words |= read_words(user_dictionary)
    for word in learned:
        words.setdefault(word, None)
    return words


def read_words(path: str) -> dict[str, int | None]:
    """The words of a dictionary in jieba's form, lines of comment left out. Raises SegmenterMissing."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SegmenterMissing(f"词典 {path} 读不出来（须为 UTF-8 文本）：{error}") from error
    words = {}
    for line in lines:
        if (found := _ENTRY.fullmatch(line.strip())) and not line.startswith("#"):
            frequency = found["frequency"]
            words[normalise_line(found["word"])] = max(1, int(frequency)) if frequency else None
    words.pop("", None)
    return words


def weighed(words: Lexicon, cut: Cut) -> Iterator[tuple[str, int]]:
    """Each word with its frequency, computed when it is its turn: a longer one may hold a former one.

    `cut`: jieba's own, without guessing at unknown words, by the words that were given before.
    """
    known: dict[str, int] = {}
    for word, frequency in words.items():
        known[word] = frequency or likely(word, cut, known)
        yield word, known[word]


def likely(word: str, cut: Cut, known: Mapping[str, int]) -> int:
    """The frequency from which a word is likelier than its parts: the formula of jieba's suggest_freq.

    `known`: of words beside those of jieba's own dictionary, which takes half a second to read.
    """
    share = 1.0
    for part in cut(word):
        share *= (known.get(part) or frequencies().get(part, 1)) / _total()
    return max(int(share * _total()) + 1, frequencies().get(word, 1))


@lru_cache(maxsize=1)
def _total() -> int:
    return sum(frequencies().values())


@lru_cache(maxsize=1)
def frequencies() -> dict[str, int]:
    """The words of jieba's own dictionary with their frequencies: Chinese whatever the collection has."""
    words, counts, _ = _columns()
    return dict(zip(words, map(int, counts), strict=True))


@lru_cache(maxsize=1)
def alone() -> frozenset[str]:
    """Characters that are frequent words by themselves, and no nouns (买, 未, 被)."""
    return frozenset(
        word
        for word, count, kind in zip(*_columns(), strict=True)
        if len(word) == 1 and int(count) >= ALONE and kind[0] not in "ng"
    )


def _columns() -> tuple[list[str], list[str], list[str]]:
    """Words, frequencies and tags."""
    import jieba

    with jieba.get_dict_file() as lines:
        fields = lines.read().decode().split()
    return fields[::3], fields[1::3], fields[2::3]
