"""The pieces of what a person typed, as typed. Nothing that can be typed is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.lazy_regex import lazy_regex
from indexer.query import fields
from indexer.query.quotation_marks import plain_signs

MAX_CHARACTERS = 400
"""What is read of a query: more than any question of the public in a collection of 1,543 (a guess of what to
add), and few enough words that the slowest query stays bounded."""

_BEGIN = r"(?:(?<=[\s|])|^)"
_NOT = r"[-－−!！](?![-－−!！])|(?i:[nｎ][oｏ][tｔ])\s+"
PIECE = lazy_regex(
    rf"{_BEGIN}(?P<not>{_NOT})?(?:{fields.PATTERN})[:：]"
    r'\s?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<value>[^\s"|]+))'
    rf'|{_BEGIN}(?P<minus>{_NOT})?"(?P<phrase>[^"]*)(?:"|$)|"(?P<inner>[^"]*)(?:"|$)'
    rf'|{_BEGIN}(?:{_NOT})(?P<without>[^\s"|]+)'
    rf"|(?P<or>{_BEGIN}(?i:[oｏ][rｒ])(?=\s)|\|+)|(?P<and>{_BEGIN}(?:(?i:[aａ][nｎ][dｄ])|&&?)(?=\s))"
    r'|(?P<words>[^"\s|]+)'
)
"""A field and its value, a quoted phrase (a missing last quote is supplied), -"phrase", -word, OR, AND,
words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a query."""

    kind: Literal["words", "phrase", "field", "or", "and"]
    source: str
    """As typed, signs included."""
    text: str = ""
    """What is looked for; of a field its value."""
    field: str = ""
    """The field that it names, as in `indexer.query.fields`."""
    excluded: bool = False
    """Whether it must not occur."""


def pieces(query: str) -> Iterator[Piece]:
    """The pieces of the first MAX_CHARACTERS, in order."""
    found = list(PIECE.finditer(plain_signs(query)[:MAX_CHARACTERS]))
    for number, one in enumerate(found):
        beside = found[max(0, number - 1) : number + 2]
        if _in_small_letters(one) and all(other[0].isascii() for other in beside):
            # A sentence of another language: research and development.
            yield from (Piece("words", word, word) for word in one[0].split())
        else:
            yield _piece(one)


def unquoted(query: str) -> str:
    """The same words without the quotation marks that demand them just so; empty where there are none."""
    typed = list(pieces(query))
    phrases = [piece for piece in typed if piece.kind == "phrase" and not piece.excluded]
    parts = (piece.text if piece in phrases else piece.source for piece in typed)
    return " ".join(" ".join(parts).split()) if phrases else ""


def _in_small_letters(found: re.Match[str]) -> bool:
    """Whether it is an operator that may be a word as well: and, or, not."""
    sign = (found["or"] or found["and"] or found[0].split(maxsplit=1)[0]).strip()
    return sign.lower() in ("and", "or", "not") and sign != sign.upper()


def _piece(found: re.Match[str]) -> Piece:
    groups, source = found.groupdict(), found[0]
    if groups["or"]:
        return Piece("or", source)
    if groups["and"]:
        return Piece("and", source)
    if name := fields.name_of(groups):
        return Piece("field", source, groups["quoted"] or groups["value"] or "", name, bool(groups["not"]))
    if groups["without"] is not None:
        return Piece("words", source, groups["without"], excluded=True)
    if groups["words"] is not None:
        return Piece("words", source, groups["words"])
    phrase = groups["phrase"] or groups["inner"] or ""
    return Piece("phrase", source, phrase, excluded=bool(groups["minus"]))
