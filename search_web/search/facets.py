"""The filters of a result as groups of links."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.config import Config
from corpus.fields import FACETS, NAMES
from indexer import FacetCount, SearchResponse
from search_web.shared.request_parameters import SearchParameters

OPEN_VALUES = 8
"""Values shown before 更多: four groups then fit beside ten results on a desktop."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value that can be ticked or unticked by following a link."""

    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one field: those in sight and those behind 更多."""

    field: str
    name: str
    shown: tuple[FacetChoice, ...]
    folded: tuple[FacetChoice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter with its way out."""

    name: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """Links from a page that add a value to its parameters or take one away."""

    parameters: SearchParameters
    endpoint: str
    config: Config

    def groups(self, response: SearchResponse) -> list[FacetGroup]:
        """The groups that have anything to offer; ticked values are always in sight."""
        found = []
        for field in FACETS:
            choices = [self._choice(field, count) for count in response.facets.get(field, ())]
            if any(choice.selected or choice.count < response.total for choice in choices):
                seen = [c for position, c in enumerate(choices) if position < OPEN_VALUES or c.selected]
                folded = [c for c in choices[OPEN_VALUES:] if not c.selected]
                found.append(FacetGroup(field, NAMES[field], tuple(seen), tuple(folded)))
        return found

    def chips(self) -> list[Chip]:
        """The active filters in the order of the groups."""
        return [
            Chip(NAMES[field], self._label(field, value), self._url(field, value))
            for field, value in self.parameters.chosen
        ]

    def _choice(self, field: str, count: FacetCount) -> FacetChoice:
        value = count.value
        return FacetChoice(self._label(field, value), count.count, count.selected, self._url(field, value))

    def _url(self, field: str, value: str | int) -> str:
        return self.parameters.toggled(field, value).url(self.endpoint)

    def _label(self, field: str, value: str | int) -> str:
        """The value as people read it."""
        if field == "portal":
            return self.config.portal_title(str(value))
        return f"{value} 年" if field == "year" else str(value)
