"""What the documents of a column say that has one sentence for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.records import Document
from corpus.store import Store
from crawler.walk.sayings import Saying, is_alike, saying

LATEST = 20
"""Documents of a column, of which some say the same where it has one sentence for all. A guess."""

ENOUGH = 3
"""So many of these. A guess."""


@dataclass(slots=True)
class Usual:
    """Asked of the store only where a text is doubted."""

    store: Store
    portal: str
    _said: dict[str | None, list[Saying]] = field(default_factory=dict)
    """By the names of columns."""

    def has(self, column: str | None, came: Document, counts: Callable[[str], bool]) -> bool:
        """Whether some documents of the column at addresses that count say so, each under its title."""
        if column not in self._said:
            numbers = self.store.visits.latest(self.portal, column, LATEST)
            held = (one.document for one in self.store.documents(numbers))
            found = (saying(one.title, one.text) for one in held if counts(one.url))
            self._said[column] = [one for one in found if one is not None]
        one = saying(came.title, came.text)
        others = [other for other in self._said[column] if one and one.title != other.title]
        return one is not None and sum(is_alike(one, other) for other in others) >= ENOUGH
