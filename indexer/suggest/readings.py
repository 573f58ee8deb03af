"""The syllable of each character of a text: the commonest reading, or a word's own (重庆, 银行)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from indexer.suggest import pinyin
from indexer.suggest.model import FIRST, LAST, Codes

LONGEST_PHRASE = 4
"""Characters of the longest word that is looked up for its own reading: longer ones repeat these. A guess."""

NO_SYLLABLE = 0
"""The number of what is not Chinese."""


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """All syllables, in order; a number stands for its place. The first is none."""
    found = {plain for code in pinyin_dict for plain in _readings(code)}
    return ("", *sorted(found))


@lru_cache(maxsize=1)
def commonest() -> Codes:
    """For each common Chinese character the number of its first reading."""
    number = {name: place for place, name in enumerate(names())}
    table = np.zeros(LAST - FIRST + 1, dtype=np.int64)
    for code in range(FIRST, LAST + 1):
        readings = _readings(code)
        table[code - FIRST] = number[readings[0]] if readings else NO_SYLLABLE
    return table


def syllables_of(text: str) -> Codes:
    """The number of the syllable of each character; 0 for what is not Chinese."""
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    chinese = (units >= FIRST) & (units <= LAST)
    found = np.where(chinese, commonest()[np.where(chinese, units - FIRST, 0)], NO_SYLLABLE)
    own = _own_readings()
    heads = np.array(sorted({ord(word[0]) for word in own}), dtype=np.int64)
    for place in np.flatnonzero(np.isin(units, heads)).tolist():
        for size in range(LONGEST_PHRASE, 1, -1):
            reading = own.get(text[place : place + size])
            if reading:
                found[place : place + size] = reading
                break
    return found


@lru_cache(maxsize=1)
def _own_readings() -> dict[str, tuple[int, ...]]:
    """Words that read otherwise than their characters alone."""
    number = {name: place for place, name in enumerate(names())}
    own = {}
    for word, readings in phrases_dict.items():
        if len(word) > LONGEST_PHRASE or not all(FIRST <= ord(character) <= LAST for character in word):
            continue
        plain = tuple(number.get(pinyin.plain(reading[0]), NO_SYLLABLE) for reading in readings)
        usual = tuple(int(commonest()[ord(character) - FIRST]) for character in word)
        if len(plain) == len(word) and plain != usual and NO_SYLLABLE not in plain:
            own[word] = plain
    return own


def _readings(code: int) -> tuple[str, ...]:
    return pinyin.syllables(chr(code))
