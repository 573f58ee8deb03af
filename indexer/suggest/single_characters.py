"""Single characters by the letters of their sound, for names that no word has."""

from __future__ import annotations

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import FIRST, LAST, codes
from indexer.suggest.sounds import NO_SYLLABLE, Sounds

LONGEST_SYLLABLE = 6
"""Letters of zhuang."""


class SingleCharacters:
    """Immutable, for several threads."""

    def __init__(self, sounds: Sounds, text: Array) -> None:
        """`text`: code points of all that can be completed; what is common there comes first."""
        within = text[(text >= FIRST) & (text <= LAST)].astype(np.int64)
        counts = np.bincount(within - FIRST + 1, minlength=LAST - FIRST + 2)
        known = codes("".join(map(chr, range(FIRST, LAST + 1))))
        characters, syllables = sounds.pairs(known)
        usual = np.append(True, characters[1:] != characters[:-1])
        order = np.lexsort((characters, -counts[characters], ~usual))
        self._characters, self._syllables = characters[order], syllables[order]
        self._national = {code for code in known.tolist() if _in_gb2312(chr(code + FIRST - 1))}
        self._number = {name: number for number, name in enumerate(sounds.names) if number != NO_SYLLABLE}

    def of(self, letters: str, limit: int) -> tuple[str, list[str]]:
        """The first syllable of the letters, and its characters, the common ones first."""
        for size in range(min(len(letters), LONGEST_SYLLABLE), 0, -1):
            if (number := self._number.get(letters[:size])) is not None:
                found = self._characters[self._syllables == number].tolist()
                first = dict.fromkeys(code for code in found if code in self._national)
                return letters[:size], [chr(code + FIRST - 1) for code in first][:limit]
        return "", []


def _in_gb2312(character: str) -> bool:
    """Whether it is among the 6,763 characters that people write (GB/T 2312-1980)."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
