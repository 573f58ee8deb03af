"""A text as it is compared: sentences without punctuation, numbers apart, and the hashes of its shingles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.lazy_regex import lazy_regex
from indexer.duplicates.wrappers import is_frame
from indexer.text import one_spelling, without_surrogates

Hashes = NDArray[np.uint64]
Key = TypeVar("Key", np.uint64, np.int64)

SHINGLE = 5
"""Characters of a shingle; `benchmarks/duplicates_sweep.py` compares lengths."""

LEAST_SENTENCE = 6
"""Characters from which a sentence is worth a key of its own: shorter ones are headings. A guess."""

WRAPPED = 20
"""Characters of a line that may have been wrapped; shorter ones are headings. A guess."""

_ENDS = "。!?;:"
_OPENS = lazy_regex(
    r"第[\d〇零一二三四五六七八九十百千]+[条章节编]|[一二三四五六七八九十\d]+[、.]|\([一二三四五六七八九十\d]+\)"
)

_PAGE_NUMBER = lazy_regex(r"[-—–―·\s]*\d{1,4}[-—–―·\s]*|第\d{1,4}页.{0,8}")
"""A line between the pages of a printed text."""

_PAGE_WITHIN = lazy_regex(r"— ?\d{1,3} ?—(?!\d)")
"""The same where lines were joined."""

_ARTICLE = lazy_regex(r"第[\d〇零一二三四五六七八九十百千]+条")

NUMBER = "0"
"""What stands for every number where numbers are compared apart."""

STOP = "\0"
"""Stands at the end of a sentence that does not only end with the line; in no normalised text."""

_STOPS = lazy_regex("[。!?;]+")
_DENSE = lazy_regex(r"[\W_]+")
_NOT_DENSE = lazy_regex(rf"(?:[^\w{STOP}\n]|_)+")
_NUMBERS = lazy_regex(
    r"\d+(?:\.\d+)?|(?<=第)[〇零一二三四五六七八九十百千]+|"
    r"[〇零一二三四五六七八九十百千]+(?=[年月日号条款项批期次届])"
)
FIRST_CHINESE, LAST_CHINESE = 0x3400, 0x9FFF

_FACTORS = np.array(
    (
        *(0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63),
        *(0x27D4EB2F165667C5, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB),
    ),
    np.uint64,
)
"""Odd numbers of 64 random bits, one for each place of a shingle (the constants of xxHash and wyhash)."""


def mix(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64: every bit of the result hangs on every bit of the value."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed


def hash_text(text: str) -> int:
    """One number for a text of any length, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def shingles(text: str, length: int = SHINGLE) -> Hashes:
    """The distinct hashes of all runs of so many characters, in ascending order."""
    codes = _codes(text).astype(np.uint64)
    count = len(codes) - length + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for place in range(length):
        total += codes[place : place + count] * _FACTORS[place]
    return distinct(mix(total))


def distinct(values: NDArray[Key]) -> NDArray[Key]:
    """Each value once, in ascending order (np.unique hashes them first, which takes six times as long)."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


@dataclass(frozen=True)
class Prepared:
    """Sentences in their order; `masked` has a sign for every number."""

    sentences: tuple[str, ...]
    masked: tuple[str, ...]
    stopped: frozenset[str] = frozenset()
    """The sentences that end as sentences do; a page's frame and headings end with the line."""

    @cached_property
    def size(self) -> int:
        """Characters, without punctuation and blanks."""
        return sum(map(len, self.sentences))

    @cached_property
    def joined(self) -> str:
        """All sentences in one."""
        return "".join(self.sentences)

    @cached_property
    def grams(self) -> Hashes:
        """Shingles of the masked text."""
        return shingles("".join(self.masked))

    @cached_property
    def lines(self) -> Hashes:
        """Keys of the masked sentences, distinct, those too short left out."""
        long = {line for line in self.masked if len(line) >= LEAST_SENTENCE}
        return np.array(sorted(map(hash_text, long)), np.uint64)

    @cached_property
    def whole(self) -> int:
        """Key of the text, numbers included."""
        return hash_text(self.joined)

    @cached_property
    def chinese(self) -> float:
        """Share of Chinese characters."""
        codes = _codes(self.joined)
        return int(((codes >= FIRST_CHINESE) & (codes <= LAST_CHINESE)).sum()) / max(self.size, 1)

    def without(self, common: set[str]) -> Prepared:
        """The same without these masked sentences."""
        kept = [pair for pair in zip(self.sentences, self.masked, strict=True) if pair[1] not in common]
        return Prepared(tuple(raw for raw, _ in kept), tuple(masked for _, masked in kept), self.stopped)

    def between(self, first: int, last: int) -> Prepared:
        """The same from one sentence up to another."""
        return Prepared(self.sentences[first:last], self.masked[first:last], self.stopped)


def mask(sentence: str) -> str:
    """The sentence with a sign for every number."""
    return _NUMBERS.sub(NUMBER, sentence)


def numbers(sentence: str) -> list[str]:
    """The numbers of a sentence in their order."""
    return _NUMBERS.findall(sentence)


def dense(text: str) -> str:
    """A normalised text without punctuation and blanks."""
    return _DENSE.sub("", text)


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines with a break behind each, but for those that were wrapped in the midst of a sentence."""
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        yield line
        open_end = (len(line) >= WRAPPED and line[-1] not in _ENDS) or _ARTICLE.fullmatch(line)
        if not open_end or is_frame(dense(line)) or _OPENS.match(following) or is_frame(dense(following)):
            yield "\n"


def prepare(text: str) -> Prepared:
    """Cut a text into sentences to compare."""
    return cut(one_spelling(without_surrogates(text)))


def cut(normalised: str) -> Prepared:
    """The same of a normalised text."""
    lines = [line for line in _PAGE_WITHIN.sub("", normalised).split("\n") if line]
    joined = "".join(_joined([line for line in lines if not _PAGE_NUMBER.fullmatch(line)]))
    marked = _NOT_DENSE.sub("", _STOPS.sub(f"{STOP}\n", joined))
    pairs = [
        (raw.rstrip(STOP), masked.rstrip(STOP), raw)
        for raw, masked in zip(marked.split("\n"), mask(marked).split("\n"), strict=True)
    ]
    pairs = [pair for pair in pairs if pair[0]]
    stopped = frozenset(raw for raw, _, marked in pairs if marked[-1] == STOP)
    return Prepared(tuple(raw for raw, _, _ in pairs), tuple(masked for _, masked, _ in pairs), stopped)
