"""How characters sound: syllables without tones, the sounds that many people do not tell apart as one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin.pinyin_dict import pinyin_dict

_NEAR = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei]n)g$"), r"\1"), (re.compile("^l"), "n"))
"""平翘舌、前后鼻音、n 和 l: sounds that dialects merge."""


@lru_cache(maxsize=30_000)
def syllable(character: str) -> str:
    """The commonest reading without its tone, ü as v; the character itself where it has none."""
    readings = pinyin_dict.get(ord(character))
    if not readings:
        return character
    plain = unicodedata.normalize("NFD", readings.split(",")[0]).replace("u\u0308", "v")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def sound(text: str) -> str:
    """The syllables of a text, near sounds as one, parted by blanks."""
    return " ".join(_near(syllable(character)) for character in text)


def spelt(text: str) -> str:
    """The text in pinyin, as people type it."""
    return "".join(map(syllable, text))


def initials(text: str) -> str:
    """The first letters of the syllables."""
    return "".join(syllable(character)[:1] for character in text)


@lru_cache(maxsize=2_000)
def _near(plain: str) -> str:
    for pattern, one in _NEAR:
        plain = pattern.sub(one, plain)
    return plain
