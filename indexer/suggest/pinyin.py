"""How characters sound, by pypinyin, as the tables that `sounds` reads.

Only making them loads pypinyin: half a second, and 60 MB that no process that serves then needs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import FIRST, LAST, key_of
from indexer.suggest.sounds import LONGEST_PHRASE, NO_SYLLABLE, near


@lru_cache(maxsize=1)
def sound_tables() -> Mapping[str, Array]:
    """All readings of all common characters, and those of words that read otherwise."""
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    read = [(), *(_readings(pinyin_dict.get(code, "")) for code in range(FIRST, LAST + 1))]
    names = ["", *sorted({plain for readings in read for plain in readings})]
    number = {name: place for place, name in enumerate(names)}
    numbers = [[number[plain] for plain in readings] for readings in read]
    merged = [number.setdefault(near(name), len(number)) for name in names]
    return {
        "sound.names": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "sound.near": np.array(merged, dtype=np.int16),
        "sound.starts": np.append(0, np.cumsum([len(own) for own in numbers])).astype(np.int32),
        "sound.readings": np.array([one for own in numbers for one in own], dtype=np.int16),
        **_phrases(phrases_dict, number, [own[0] if own else NO_SYLLABLE for own in numbers]),
    }


def _phrases(
    written: Mapping[str, list[list[str]]], number: Mapping[str, int], usual: list[int]
) -> Mapping[str, Array]:
    """By their length, words that read otherwise than their characters alone."""
    found: dict[int, dict[int, list[int]]] = {size: {} for size in range(2, LONGEST_PHRASE + 1)}
    for word, readings in written.items():
        row = [ord(character) - FIRST + 1 if FIRST <= ord(character) <= LAST else 0 for character in word]
        plain = [number.get(_plain(reading[0]), NO_SYLLABLE) for reading in readings]
        if len(row) not in found or len(plain) != len(row) or 0 in row or NO_SYLLABLE in plain:
            continue
        if plain != [usual[code] for code in row]:
            found[len(row)][key_of(row)] = plain
    tables: dict[str, Array] = {}
    for size, words in found.items():
        keys = sorted(words)
        tables[f"sound.phrases{size}"] = np.array(keys, dtype=np.int64)
        spoken = [one for key in keys for one in words[key]]
        tables[f"sound.spoken{size}"] = np.array(spoken, dtype=np.int16)
    return tables


def _readings(written: str) -> tuple[str, ...]:
    """Without their tones, the commonest first."""
    return tuple(dict.fromkeys(_plain(reading) for reading in written.split(",") if reading))


@lru_cache(maxsize=10_000)
def _plain(reading: str) -> str:
    """A reading without its tone, ü as v."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
