"""The pieces of what a person typed, as typed. Nothing that can be typed is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from indexer.query import fields
from indexer.text import without_surrogates

MAX_CHARACTERS = 400
"""What is read of a query: more than any question of the public in a collection of 1,543 (a guess of what to
add), and few enough words that the slowest query stays bounded."""

SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "＂": '"', "「": '"', "」": '"', "『": '"', "』": '"', "｜": "|"}
)
"""Whichever quotation marks and bars an input method gives."""

_BEGIN = r"(?:(?<=[\s|])|^)"
PIECE = re.compile(
    rf"{_BEGIN}(?P<not>[-－−])?(?:{fields.PATTERN})[:：]"
    r'\s?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<value>[^\s"|]+))'
    rf'|{_BEGIN}(?P<minus>[-－−])?"(?P<phrase>[^"]*)(?:"|$)|"(?P<inner>[^"]*)(?:"|$)'
    rf'|{_BEGIN}[-－−](?P<without>[^\s"|]+)|(?P<or>{_BEGIN}OR(?=\s)|\|+)|(?P<words>[^"\s|]+)'
)
"""A field and its value, a quoted phrase (a missing last quote is supplied), -"phrase", -word, OR, words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a query."""

    kind: Literal["words", "phrase", "field", "or"]
    source: str
    """As typed, signs included."""
    text: str = ""
    """What is looked for; of a field its value."""
    field: str = ""
    """The field that it names, as in `indexer.query.fields`."""
    excluded: bool = False
    """Whether it must not occur."""


def plain_signs(query: str) -> str:
    """Any quotation marks as plain ones, but for those within plain ones, which belong to a phrase."""
    parts = without_surrogates(query).split('"')
    parts[::2] = (part.translate(SIGNS) for part in parts[::2])
    return '"'.join(parts).strip()


def pieces(query: str) -> Iterator[Piece]:
    """The pieces of the first MAX_CHARACTERS, in order."""
    return map(_piece, PIECE.finditer(plain_signs(query)[:MAX_CHARACTERS]))


def _piece(found: re.Match[str]) -> Piece:
    groups, source = found.groupdict(), found[0]
    if groups["or"]:
        return Piece("or", source)
    if name := fields.name_of(groups):
        return Piece("field", source, groups["quoted"] or groups["value"] or "", name, bool(groups["not"]))
    if groups["without"] is not None:
        return Piece("words", source, groups["without"], excluded=True)
    if groups["words"] is not None:
        return Piece("words", source, groups["words"])
    phrase = groups["phrase"] or groups["inner"] or ""
    return Piece("phrase", source, phrase, excluded=bool(groups["minus"]))
