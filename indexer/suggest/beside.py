"""How often characters stood beside those of a query."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from indexer.suggest.characters import FIRST, LAST, Codes
from indexer.suggest.language_model import LanguageModel, Logs

KEPT = 8
"""Characters of the query whose neighbours are kept: those around one place. Each takes 131 KB and more."""


class Beside:
    """By one model, for one query."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        kept = lru_cache(maxsize=KEPT)
        following, preceding = kept(model.following), kept(model.preceding)
        self.following, self.preceding = following, preceding
        """Codes that come after one, or before it, and how often; around a place the same arrays."""
        self._after = kept(lambda code: _every(*following(code)))
        self._before = kept(lambda code: _every(*preceding(code)))

    def after(self, code: int, found: Codes) -> Logs:
        """How often, as logarithms, each of these came after one; -1 for never."""
        known, logs = self.following(code)
        return logs if found is known else self._after(code)[found]

    def before(self, code: int, found: Codes) -> Logs:
        """The same of those that came before one."""
        known, logs = self.preceding(code)
        return logs if found is known else self._before(code)[found]


def _every(known: Codes, logs: Logs) -> Logs:
    """For each code there is."""
    every: Logs = np.empty(LAST - FIRST + 2, dtype=np.float32)
    every.fill(-1)
    every[known] = logs
    return every
