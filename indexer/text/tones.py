"""Pinyin with the number of each tone, as dictionaries and some input methods have it: gong1 shang1."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex

_SYLLABLE = "(?:[zcs]h|[b-df-hj-np-tw-z])?(?:u:|[aeiouvü]){1,3}(?:ng|[nr])?[1-5]"
_NUMBERED = lazy_regex(rf"(?<![a-z0-9]){_SYLLABLE}(?:[ ']*{_SYLLABLE})+(?![a-z0-9])", re.IGNORECASE)
_NUMBER = lazy_regex("(?<=[a-zA-Z:ü])[1-5]")


def without_numbers(text: str) -> str:
    """The same without the tones; one syllable alone may be anything: a4."""
    return _NUMBERED.sub(lambda found: _NUMBER.sub("", found.group()).replace("u:", "ü"), text)


def numbered(text: str) -> bool:
    """Whether it is nothing but such syllables."""
    return bool(_NUMBERED.fullmatch(text.strip()))
