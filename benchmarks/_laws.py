"""The collection that edits are made from: laws, notices by forms, and laws held out of it."""

from __future__ import annotations

import lzma
import random
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import _notices
from _notices import YEARS, Notice
from _pools import PLACES
from _sentences import sentences

from corpus.exchange.imports import parse_record
from corpus.records import Document

LAWS = "laws.jsonl.xz"
HELD_OUT = 0.16
"""Of the laws: they do not stand in the collection themselves. A guess that leaves 100 for each use."""
FOREIGN = 40
"""Laws whose sentences are put into others."""
STANDING_PLACES = 30
BATCHES = (1, 2)
NOTICE_CHARACTERS = 300
CORE = re.compile(r"[（(].*?[)）]|中华人民共和国|的|关于|修改|决定|修正|\s|《|》")


@dataclass(frozen=True, slots=True)
class Collection:
    """What the edits are made from. `laws` and `notices` stand in the collection; `held` does not."""

    laws: list[Document]
    notices: list[Notice]
    held: list[Document]
    cut_downs: list[Document]
    """Beginnings of laws held out, of about 300 characters, each a document of the collection."""
    foreign: list[str]
    """Sentences of laws held out, to be put into others."""

    def documents(self) -> list[Document]:
        """What stands in the collection."""
        return [*self.laws, *map(_notices.render, self.notices), *self.cut_downs]


def open_collection(data: Path, seed: int, *, held_out: bool = True) -> Collection:
    """Laws and notices, with some laws held out or none; ends the program when the laws are not here."""
    path = data / LAWS
    if not path.exists():
        sys.exit(f"{path} is not here; say where the laws are with --data.")
    with lzma.open(path) as lines:
        laws = [parse_record(line, set()) for line in lines]
    chance = random.Random(f"{seed}:collection")
    cores = [_core(law.title) for law in laws]
    only = [law for law, core in zip(laws, cores, strict=True) if sum(core in other for other in cores) == 1]
    held = chance.sample(only, round(HELD_OUT * len(laws)) if held_out else 0)
    out = {law.url for law in held}
    cut, held = held[: len(held) // 4], held[len(held) // 4 :]
    places = chance.sample(PLACES, STANDING_PLACES)
    notices = [
        Notice(form, place, year, batch, seed)
        for form in range(len(_notices.forms()))
        for place in places
        for year in YEARS
        for batch in (BATCHES if "{batch}" in _notices.forms()[form][1] else BATCHES[:1])
    ]
    return Collection(
        [law for law in laws if law.url not in out],
        notices,
        held,
        [cut_down(law) for law in cut],
        [
            s
            for law in chance.sample(held, min(FOREIGN, len(held)))
            for s in sentences(law.text)
            if len(s.strip()) > 20
        ],
    )


def cut_down(law: Document) -> Document:
    """The first whole sentences of a law, up to about 300 characters."""
    text = ""
    for piece in sentences(law.text):
        if len(text) + len(piece) > NOTICE_CHARACTERS and len(text) > NOTICE_CHARACTERS // 2:
            break
        text += piece
    return replace(law, url=f"{law.url}:short", text=text.strip())


def _core(title: str) -> str:
    return CORE.sub("", title)
