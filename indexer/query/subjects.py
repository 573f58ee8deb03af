"""What a short query is about, without what is to be done with it: 工伤认定 of 工伤认定怎么申请."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.query.filler import DEEDS, FILLER, HOW
from indexer.query.weights import FEW
from indexer.text import as_word

LONGEST = 12
"""Characters of what is about one matter; more are a sentence. A guess."""

_SAID = FILLER | DEEDS | HOW


def subject(text: str, cut: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Its words in a normalised text; nothing where the text asks for several things, or is but one word.

    `cut`: how texts are cut into words.
    """
    parts = [part for part in text.split("\n") if part not in _SAID]
    if len(parts) != 1 or len(parts[0]) > LONGEST:
        return ()
    words = list(filter(as_word, cut(parts[0])))
    alone = len(words) == 1 and "\n" not in text
    while words and words[-1] in _SAID:
        words.pop()
    while words and words[0] in _SAID:
        words.pop(0)
    told = [word for word in words if word not in FILLER]
    if not words or alone or len(told) > FEW or len("".join(words)) < len("工伤") or words[0].isascii():
        return ()
    return tuple(dict.fromkeys(words))
