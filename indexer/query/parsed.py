"""What is known of a query once it is read."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query.places import Place
from indexer.query.times import Time
from indexer.query.tree import Everything, Node, Related


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query understood."""

    node: Node
    terms: tuple[str, ...]
    """Words and phrases looked for, each once: what to mark in a document."""
    related: tuple[str, ...]
    """Official terms that were searched for too, as the thesaurus has them."""
    cut: bool
    """Whether only the first MAX_CHARACTERS were read."""
    times: tuple[Time, ...] = ()
    """When it speaks of."""
    places: tuple[Place, ...] = ()
    """Places of the collection that it speaks of."""
    notes: tuple[str, ...] = ()
    """Chinese sentences: fields whose values say nothing and were taken as words."""
    ways: tuple[Related, ...] = ()
    """Other ways to say it that are looked for, too."""
    literal: bool = False
    """Whether something is asked for just as typed: in quotes, or by its number."""

    @property
    def browsing(self) -> bool:
        """Nothing was asked for."""
        return isinstance(self.node, Everything)
