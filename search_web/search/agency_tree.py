"""The agencies of a result as a tree: a place, its departments, its townships."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from indexer.query import place_names
from search_web.search.facets import OPEN_VALUES, FacetChoice

TOWNSHIPS = ("镇", "乡", "街道")
"""How the names of the smallest places end."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place, and what is of it."""

    name: str
    """Empty for all of the tree."""
    whole: str = ""
    """With the names of the places it lies in, as agencies' names begin; what it is chosen by."""
    departments: list[FacetChoice] = field(default_factory=list)
    """Its agencies that are of no smaller place."""
    within: dict[str, Place] = field(default_factory=dict)

    @property
    def places(self) -> list[Place]:
        """Smaller places with agencies enough to be folded, those with the most documents first."""
        found = [place for place in self.within.values() if place.agencies > 1]
        return sorted(found, key=lambda place: (-place.documents, place.name))

    @property
    def townships(self) -> list[FacetChoice]:
        """The agencies of townships that have but one."""
        return [one for place in self._lone() if place.name.endswith(TOWNSHIPS) for one in place.every]

    @property
    def others(self) -> list[FacetChoice]:
        """Its departments, and agencies that are alone in their place."""
        lone = [one for place in self._lone() if not place.name.endswith(TOWNSHIPS) for one in place.every]
        return sorted([*self.departments, *lone], key=lambda one: -one.count)

    @property
    def open(self) -> list[FacetChoice]:
        """Of the others those in sight: the first few, and what is ticked."""
        return [one for place, one in enumerate(self.others) if place < OPEN_VALUES or one.selected]

    @property
    def folded(self) -> list[FacetChoice]:
        """Of the others those behind 更多."""
        return [one for one in self.others[OPEN_VALUES:] if not one.selected]

    @property
    def every(self) -> list[FacetChoice]:
        """All agencies in it."""
        return [*self.departments, *(one for place in self.within.values() for one in place.every)]

    @property
    def agencies(self) -> int:
        """How many."""
        return len(self.every)

    @property
    def documents(self) -> int:
        """Found of them."""
        return sum(one.count for one in self.every)

    @property
    def selected(self) -> bool:
        """Whether one of its agencies is ticked."""
        return any(one.selected for one in self.every)

    @property
    def wholes(self) -> set[str]:
        """What the places in it are chosen by."""
        return {name for place in self.places for name in (place.whole, *place.wholes)}

    def _lone(self) -> list[Place]:
        return [place for place in self.within.values() if place.agencies == 1]


def agency_tree(choices: Iterable[FacetChoice]) -> Place | None:
    """The tree; None where no place has several agencies, so that a list says as much."""
    root = Place("")
    for choice in choices:
        here = root
        for name in place_names(str(choice.value)):
            here = here.within.setdefault(name, Place(name, here.whole + name))
        here.departments.append(choice)
    return root if root.places else None
