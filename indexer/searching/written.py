"""Whether a text has a word as the index has it: what a hit lacks must agree with what was counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import islice

from corpus.lazy_regex import lazy_regex
from indexer.text import wholes

_RUN = lazy_regex("[\u4e00-\u9fffa-z0-9+#&._%-]{1,500}")
"""What is cut into words by itself; what nothing parts, in pieces."""

MOST_RUNS = 200
"""Runs with a character that are cut to see whether it stands alone; in more it is taken to. A guess."""


class Written:
    """A normalised text."""

    def __init__(self, text: str, cut: Callable[[str], list[str]]) -> None:
        """`cut`: how texts are cut into words."""
        self.text = text
        self._cut = cut

    def has(self, word: str) -> bool:
        """Whether it has a word, within longer ones too; letters, figures and single characters as words."""
        if word.isascii():
            return self._beside_no_letter(word) or word in self._wholes
        if len(word) > 1:
            return word in self.text or (not word.isalpha() and word in self._wholes)
        return word in self.text and self._alone(word)

    def _beside_no_letter(self, word: str) -> bool:
        place = self.text.find(word)
        while place >= 0:
            end = place + len(word)
            beside = self.text[max(0, place - 1) : place], self.text[end : end + 1]
            if not any(one.isascii() and one.isalnum() for one in beside):
                return True
            place = self.text.find(word, place + 1)
        return False

    def _alone(self, character: str) -> bool:
        runs = (run[0] for run in _RUN.finditer(self.text) if character in run[0])
        looked_at = list(islice(runs, MOST_RUNS))
        return len(looked_at) == MOST_RUNS or any(character in self._cut(run) for run in looked_at)

    @cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset(wholes(self.text))
