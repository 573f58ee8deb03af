"""Bytes that are Chinese though nothing says so (GB 2312, two bytes a character)."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex

_HANZI = lazy_regex(rb"(?:[\xb0-\xf7][\xa1-\xfe]){2}")
"""Two characters; words of the West hardly have four letters with accents in a row."""
_ALL = lazy_regex(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")


def may_be_chinese(body: bytes) -> bool:
    """Whether all of it may be GB 2312 and ASCII."""
    return _ALL.fullmatch(body) is not None


def is_chinese(body: bytes) -> bool:
    """Whether it may, and has two characters in a row."""
    return may_be_chinese(body) and _HANZI.search(body) is not None
