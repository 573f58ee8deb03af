"""Single characters by the letters of their sound, for names that no word has."""

from __future__ import annotations

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import FIRST, LAST, codes
from indexer.suggest.sounds import NO_SYLLABLE, Sounds

LONGEST_SYLLABLE = 6
"""Letters of zhuang."""

FIRST_RARE_ROW = 0xD8
"""Row 56 of GB/T 2312-1980, as EUC-CN has it."""

UNWRITTEN = 3
"""What people do not write: in neither level."""


class SingleCharacters:
    """Immutable, for several threads."""

    def __init__(self, sounds: Sounds, text: Array) -> None:
        """`text`: code points of all that can be completed; what is common there comes first."""
        within = text[(text >= FIRST) & (text <= LAST)].astype(np.int64)
        counts = np.bincount(within - FIRST + 1, minlength=LAST - FIRST + 2)
        known = codes("".join(map(chr, range(FIRST, LAST + 1))))
        characters, syllables = sounds.pairs(known)
        usual = np.append(True, characters[1:] != characters[:-1])
        levels = np.append(0, [_level(chr(code + FIRST - 1)) for code in known.tolist()])
        order = np.lexsort((characters, levels[characters], -counts[characters], ~usual))
        order = order[levels[characters[order]] < UNWRITTEN]
        self._characters, self._syllables = characters[order], syllables[order]
        self._number = {name: number for number, name in enumerate(sounds.names) if number != NO_SYLLABLE}

    def of(self, letters: str, limit: int) -> tuple[str, list[str]]:
        """The first syllable of the letters, and its characters, the common ones first."""
        for size in range(min(len(letters), LONGEST_SYLLABLE), 0, -1):
            if (number := self._number.get(letters[:size])) is not None:
                found = self._characters[self._syllables == number].tolist()
                return letters[:size], [chr(code + FIRST - 1) for code in dict.fromkeys(found)][:limit]
        return "", []


def _level(character: str) -> int:
    """1 of the usual characters of GB/T 2312-1980, 2 of its rarer ones and radicals, or UNWRITTEN."""
    try:
        row = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return UNWRITTEN
    return 1 if row < FIRST_RARE_ROW else 2
