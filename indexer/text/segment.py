"""Normalised text to words, with jieba or its faster twin."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from importlib.util import find_spec
from typing import Protocol

from corpus.config import IndexSettings
from corpus.lazy_regex import lazy_regex
from indexer.errors import SegmenterMissing
from indexer.text.lexicon import Lexicon, lexicon, weighed
from indexer.text.simplify import table as other_scripts
from indexer.text.variants import table as other_words

JOINTS = "+#&._%-"
"""What jieba keeps within a word, and rjieba only in part: wi-fi and 2019-2020 are found by their parts."""

RARE = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OTHER = lazy_regex(f"([{RARE}]|[^\\W\u4e00-\u9fd5A-Za-z0-9{RARE}]+)")
"""Characters outside jieba's dictionary, each alone, and words in other scripts, which jieba would cut up
letter by letter and rjieba would not."""

LONGEST_WORD = 64
"""Longer runs of letters are no words (keys, encoded files); a guess."""


TAG = "n"
"""A noun, as far as rjieba asks: tags are not used."""

_unused = iter([True])
"""Whether the tokenizer that rjieba makes for itself when it is imported is as it was: another takes 0.1 s
and 25 MB."""


class Segmenter(Protocol):
    """Cuts normalised text into words."""

    def cut(self, text: str) -> list[str]:
        """All pieces of the text in order, punctuation and blanks included."""
        ...


class Jieba:
    """jieba itself, with a dictionary of its own instance."""

    def __init__(self, words: Lexicon) -> None:
        import jieba

        tokenizer = jieba.Tokenizer()
        # By itself it would take what anybody left for it among temporary files, and be no faster.
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        self.words: dict[str, int] = {}
        for word, frequency in weighed(words, partial(tokenizer.lcut, HMM=False)):
            self.words[word] = frequency
            # jieba would count a word that it knows twice, and rjieba does not.
            tokenizer.total -= tokenizer.FREQ.get(word, 0)
            tokenizer.add_word(word, frequency)
        self._cut = tokenizer.lcut

    def cut(self, text: str) -> list[str]:
        """All pieces of the text in order."""
        return _cut(text, self._cut)


class RJieba:
    """rjieba: the same words, 17 times as fast."""

    def __init__(self, words: Lexicon) -> None:
        import rjieba

        tokenizer = rjieba if next(_unused, False) else rjieba.Jieba()
        self.words: dict[str, int] = {}
        for word, frequency in weighed(words, partial(tokenizer.cut, hmm=False)):
            self.words[word] = frequency
            tokenizer.add_word(word, frequency, TAG)
        self._cut = tokenizer.cut

    def cut(self, text: str) -> list[str]:
        """All pieces of the text in order."""
        return _cut(text, self._cut)


def open_segmenter(settings: IndexSettings, words: Lexicon | None = None) -> Segmenter:
    """The configured segmenter, with these words or the configured ones; the same object for the same words,
    since loading takes up to a second.

    Raises SegmenterMissing.
    """
    words = lexicon(settings.user_dictionary) if words is None else words
    return _open(_program(settings), tuple(words.items()))


def weigh(settings: IndexSettings, learned: Iterable[str] = ()) -> Mapping[str, int]:
    """The configured words and those learned from a collection, each with its frequency.

    To be opened with: jieba's own frequencies, which take half a second to read, are not needed again.
    Raises SegmenterMissing.
    """
    return _open(_program(settings), tuple(lexicon(settings.user_dictionary, learned).items())).words


def fingerprint(settings: IndexSettings) -> str:
    """Changes whenever the configured segmenter may cut the same text differently. Raises SegmenterMissing.

    jieba and rjieba cut alike, so one name for both; dictionaries count with their words, and so do
    the tables of other characters and spellings, which texts pass before they are cut.
    """
    _program(settings)
    words = other_scripts() + other_words() + repr(sorted(lexicon(settings.user_dictionary).items()))
    return f"jieba-{importlib.metadata.version('jieba')}-{hashlib.sha256(words.encode()).hexdigest()[:16]}"


@lru_cache(maxsize=2)
def _open(program: str, words: tuple[tuple[str, int | None], ...]) -> Jieba | RJieba:
    """Two at most are kept: the one of the present index, and the one of an index that is being built."""
    return RJieba(dict(words)) if program == "rjieba" else Jieba(dict(words))


def _program(settings: IndexSettings) -> str:
    """Which of the two it is."""
    name = settings.segmenter
    if name not in ("auto", "jieba", "rjieba"):
        raise SegmenterMissing(f"没有名为 {name} 的分词器（可用 auto、jieba、rjieba）")
    installed = find_spec("rjieba") is not None
    if name == "rjieba" and not installed:
        raise SegmenterMissing("rjieba 没有安装")
    return "rjieba" if installed and name != "jieba" else "jieba"


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
