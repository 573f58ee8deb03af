"""How characters sound: syllables without tones, the sounds that many people do not tell apart as one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin.pinyin_dict import pinyin_dict

_NEAR = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei]n)g$"), r"\1"), (re.compile("^l"), "n"))
"""平翘舌、前后鼻音、n 和 l: sounds that dialects merge."""


@lru_cache(maxsize=30_000)
def syllables(character: str) -> tuple[str, ...]:
    """All readings without their tones, the commonest first, ü as v; none where it has none."""
    readings = pinyin_dict.get(ord(character), "")
    return tuple(dict.fromkeys(plain(reading) for reading in readings.split(",") if reading))


@lru_cache(maxsize=2_000)
def near(syllable: str) -> str:
    """One syllable for those that dialects merge."""
    for pattern, one in _NEAR:
        syllable = pattern.sub(one, syllable)
    return syllable


def plain(reading: str) -> str:
    """A reading without its tone, ü as v."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
