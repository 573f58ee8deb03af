"""Objects of scripts as they are written, where names and products stand among their values."""

from __future__ import annotations

from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.families._brackets import parts
from crawler.families._code import Code, value

UNKNOWN: Any = object()
"""What an expression says that only a browser could tell."""

LONGEST_NUMBER = 15
"""Digits of a number; longer ones are none that a list is asked with. A guess."""

DEEPEST = 6
"""Levels of an object that are read. A guess; those of search servers have three."""

_KEY = lazy_regex(r"\s*(?:\"([^\"\n]{1,100})\"|'([^'\n]{1,100})'|([A-Za-z_$][\w$]*))\s*:\s*")
_LITERAL = lazy_regex(r"[\"'\d.+-]")
_TEXT = lazy_regex(r"\"[^\"]*\"|'[^']*'|`[^`]*`")
_NUMBER = r"(?:[A-Za-z_$][\w$.]*|\d{1,15}(?![\w.]))"
_FACTOR = lazy_regex(rf"\(\s*({_NUMBER})\s*(?:([+-])\s*({_NUMBER})\s*)?\)|({_NUMBER})")
_PRODUCT = lazy_regex(rf"\(?\s*(?:{_FACTOR.pattern})(?:\s*\*\s*(?:{_FACTOR.pattern}))+\s*\)?")
_WORDS = {"null": None, "true": True, "false": False, "!0": True, "!1": False}


def whole(code: Code, written: str, depth: int = 0) -> Any:
    """What an object or array says, with what its names are first set to.

    What is not known is left out, but `UNKNOWN` of a key of the object itself.
    """
    text = written.strip()
    if not text.startswith(("{", "[")):
        return _said(code, text)
    if depth >= DEEPEST:
        return UNKNOWN
    within = parts(text[1:-1])
    if text.startswith("["):
        held = (whole(code, part, depth + 1) for part in within)
        return [one for one in held if one is not UNKNOWN]
    pairs = ((key, part[key.end() :]) for part in within if (key := _KEY.match(part)))
    found = {key[1] or key[2] or key[3]: whole(code, said, depth + 1) for key, said in pairs}
    return {key: one for key, one in found.items() if depth == 0 or one is not UNKNOWN}


def _said(code: Code, text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    plain = value(text) if _LITERAL.match(text) else None
    if plain is not None:
        return plain
    if _PRODUCT.fullmatch(text):
        return _product(code, text)
    said = "" if "*" in _TEXT.sub("", text) else code.said(text)
    number = _integer(said) if code.is_number(text) else None
    return said or UNKNOWN if number is None else number


def _product(code: Code, text: str) -> Any:
    """The product; where a number is not known, 0: the first page leaves none out."""
    found = 1
    for first, sign, second, alone in _FACTOR.findall(text):
        one, more = (
            _integer(word if word.isdecimal() else code.known(word))
            for word in (first or alone, second or "0")
        )
        if one is None or more is None:
            return UNKNOWN if "+" in text else 0
        found *= one - more if sign == "-" else one + more
    return max(found, 0) if found < 10**LONGEST_NUMBER else UNKNOWN


def _integer(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else None
