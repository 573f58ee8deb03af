"""How often characters stood beside those of a query: each of the query's is looked up once."""

from __future__ import annotations

from functools import cache

import numpy as np

from indexer.suggest.characters import Codes
from indexer.suggest.language_model import LAST_CODE, LanguageModel, Logs


class Beside:
    """By one model, for one query."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        following, preceding = cache(model.following), cache(model.preceding)
        self.following, self.preceding = following, preceding
        """Codes that come after one, or before it, and how often; each time the same arrays."""
        self._after = cache(lambda code: _every(*following(code)))
        self._before = cache(lambda code: _every(*preceding(code)))

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
    every: Logs = np.full(LAST_CODE + 1, -1, dtype=np.float32)
    every[known] = logs
    return every
