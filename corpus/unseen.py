"""Characters that show nothing: editors and converters leave them within words."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex

UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
"""A character class of what shows nothing: soft hyphens, blanks without width, marks of direction."""

NOTHING_TO_SEE = lazy_regex(f"[{UNSEEN}]+")


def without_unseen(text: str) -> str:
    """The text without them."""
    return NOTHING_TO_SEE.sub("", text)
