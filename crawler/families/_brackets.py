"""Brackets in scripts, and what stands between the commas within them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy_regex import lazy_regex

_MARK = lazy_regex(r"[\[\](){}\"'`\\]")
"""What brackets are balanced by."""

_OPENING, _CLOSING = "[{(", "]})"


def balanced(text: str) -> str:
    """From an opening bracket at the start to the one that closes it; nothing where none does."""
    depth, quote, escaped = 0, "", -1
    for mark in _MARK.finditer(text):
        character, place = mark[0], mark.start()
        if quote:
            if place == escaped:
                continue
            if character == "\\":
                escaped = place + 1
            elif character == quote:
                quote = ""
        elif character in "\"'`":
            quote = character
        elif character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
            if depth == 0:
                return text[: place + 1]
    return ""


def parts(text: str) -> Iterator[str]:
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
