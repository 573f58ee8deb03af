"""Words exchanged for others of the same meaning in running text."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from corpus.config import IndexSettings
from indexer.text import open_segmenter

TABLE = Path(__file__).with_name("synonyms.txt")
WORD = re.compile(r"\w")
CHINESE = re.compile("([\u4e00-\u9fd5]+)")


@cache
def synonyms() -> dict[str, list[str]]:
    """What stands for each word."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {word: others for word, *others in (line.split() for line in lines if line[0] != "#")}


def words(text: str) -> list[str]:
    """The text in words; joined they are the text again."""
    cut = open_segmenter(IndexSettings()).cut
    runs = CHINESE.split(text)
    return [piece for at, run in enumerate(runs) if run for piece in (cut(run) if at % 2 else [run])]


def exchanged(text: str, share: float, chance: random.Random) -> str:
    """The text with this share of its words exchanged, or as many as have a synonym.

    Words of content go first in half of the texts; in the others particles are exchanged as well.
    """
    pieces, table = words(text), synonyms()
    total = sum(1 for piece in pieces if WORD.search(piece))
    shortest = chance.choice((1, 2))
    places = [place for place, piece in enumerate(pieces) if piece in table]
    chance.shuffle(places)
    places.sort(key=lambda place: len(pieces[place]) < shortest)
    for place in places[: round(share * total)]:
        pieces[place] = chance.choice(table[pieces[place]])
    return "".join(pieces)
