"""Objects of scripts as they are written, where names and products stand among their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawler.families._code import Code, value

DEEPEST = 6
"""Levels of an object that are read. A guess; those of search servers have three."""

_KEY = re.compile(r"\s*(?:\"([^\"\n]{1,100})\"|'([^'\n]{1,100})'|([A-Za-z_$][\w$]*))\s*:\s*")
_OPENING, _CLOSING = "[{(", "]})"


def whole(code: Code, written: str, depth: int = 0) -> Any:
    """What an object or array says, with what its names are first set to; what is not known is None."""
    text = written.strip()
    if not text.startswith(("{", "[")):
        return _said(code, text)
    if depth >= DEEPEST:
        return None
    parts = _parts(text[1:-1])
    if text.startswith("["):
        return [whole(code, part, depth + 1) for part in parts]
    pairs = ((key, part[key.end() :]) for part in parts if (key := _KEY.match(part)))
    return {key[1] or key[2] or key[3]: whole(code, said, depth + 1) for key, said in pairs}


def _said(code: Code, text: str) -> Any:
    plain = value(text)
    if plain is not None:
        return plain
    if "*" in text:
        return _product(code, text.strip("()").split("*"))
    said = code.said(text)
    return int(said) if said and code.is_number(text) else said or None


def _product(code: Code, factors: list[str]) -> int:
    found = 1
    for factor in factors:
        said = code.said(factor)
        found *= int(said) if said.isdecimal() else 0
    return found


def _parts(text: str) -> Iterator[str]:
    """What stands between the commas of an object or array, and not deeper in it."""
    depth, quote, begins, place = 0, "", 0, 0
    while place < len(text):
        character = text[place]
        if quote:
            place += character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character in _OPENING or character in _CLOSING:
            depth += 1 if character in _OPENING else -1
        elif character == "," and depth == 0:
            yield text[begins:place]
            begins = place + 1
        place += 1
    if text[begins:].strip():
        yield text[begins:]
