"""What a query may ask for by name: the values of the collection's fields, and its places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from indexer.query.agencies import Agencies
from indexer.query.places import Places


@dataclass(frozen=True, slots=True)
class Known:
    """The names of one state of the index."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By field, normalised; of a field that is not here, anything may be a value."""
    places: Places = field(default_factory=lambda: Places(()))
    agencies: Agencies = field(default_factory=lambda: Agencies(()))
    stands: Callable[[str], bool] = lambda _: True
    """Whether any document contains a normalised text."""

    def has(self, name: str, text: str) -> bool:
        """Whether a value of the field contains the normalised text."""
        return name not in self.values or any(text in value for value in self.values[name])


NOTHING_KNOWN = Known()
"""Without a collection."""
