"""Width, case, script, brackets and blanks of characters: looked up in one table, character by character.

What a character becomes among its neighbours (accents, syllables in parts) is left to Unicode's own rules,
which take ten times as long.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.lazy_regex import lazy_regex
from corpus.unseen import NOTHING_TO_SEE
from indexer.text.simplify import simplify

BRACKETS = {"〔": "(", "[": "(", "【": "(", "〖": "(", "〕": ")", "]": ")", "】": ")", "〗": ")"}
"""Document numbers are written with any of them; full-width ones become ASCII in NFKC."""

BLANKS = lazy_regex("(?:[^\\S\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f])+")

HIGH_DOT = "˙"
"""Some input methods give it for the dot within names; NFKC would make it a blank and a mark."""

SHORT = 100
"""Characters below which the table gains nothing."""

WORTHWHILE = 600_000
"""Characters of texts that a process spells by the rules before it makes the table: that takes 0.2 s of a
processor, as long as the rules take for so many (measured)."""

ALL = 0x10000
"""Characters of the table; texts with others do without it."""

SEVERAL, AMONG_NEIGHBOURS = 0x110000, 0x110001
"""In the place of a character: it becomes several; what it becomes depends on those beside it."""

SIGMA = "Σ"
"""The one letter whose small form depends on where it stands."""


class _Spelling:
    """Counts what it is given, so that a program which reads a single document does not make the table."""

    def __init__(self) -> None:
        self._met = 0

    def spelt(self, text: str) -> str:
        """All in one width, case, script and kind of bracket, blanks as " ", without what shows nothing."""
        if len(text) < SHORT:
            return _by_rules(text)
        self._met += len(text)
        found = _looked_up(text) if self._met > WORTHWHILE else None
        return _by_rules(text) if found is None else found


spelt = _Spelling().spelt


def _looked_up(text: str) -> str | None:
    """None where characters stand in it that the table says nothing of."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max() >= ALL:
        return None
    table, several = _tables()
    made = table[codes]
    last = made.max()
    if last >= SEVERAL:
        return _looked_up(text.translate(several)) if last == SEVERAL else None
    kept = made if made.min() else made[made > 0]
    return kept.tobytes().decode("utf-32-le", "surrogatepass")


def _by_rules(text: str) -> str:
    text = simplify(unicodedata.normalize("NFKC", text.replace(HIGH_DOT, "·")).lower())
    for written, one in BRACKETS.items():
        text = text.replace(written, one)
    return BLANKS.sub(" ", NOTHING_TO_SEE.sub("", text))


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint32], dict[int, str]]:
    """What each character becomes, 0 for nothing, and the several ones that some become."""
    # All at once, in lines of their own: one by one it would take ten times as long.
    every = "\n".join(chr(code) if code != ord("\n") else " " for code in range(ALL))
    composed = unicodedata.normalize("NFKC", every).split("\n")
    made = _by_rules(every).split("\n")
    table = np.array([ord(one) if len(one) == 1 else 0 for one in made], np.uint32)
    table[ord("\n")] = ord("\n")
    several = {code: one for code, one in enumerate(made) if len(one) > 1}
    table[list(several)] = SEVERAL
    together = [
        code
        for code, (one, all_of_it) in enumerate(zip(made, composed, strict=True))
        if any(map(_hangs_on_neighbours, f"{one}{all_of_it}{chr(code)}"))
    ]
    table[together] = AMONG_NEIGHBOURS
    return table, several


def _hangs_on_neighbours(character: str) -> bool:
    """Marks go with what is before them, Korean letters make syllables."""
    mark = unicodedata.category(character).startswith("M") or unicodedata.combining(character) > 0
    return mark or character == SIGMA or "\u1100" <= character <= "\u11ff"
