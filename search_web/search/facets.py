"""The filters of a result as groups of links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corpus.config import Config
from corpus.fields import FACETS, NAMES
from indexer import FacetCount, SearchResponse
from search_web.shared.request_parameters import SearchParameters

OPEN_VALUES = 8
"""Values shown before 更多: four groups then fit beside ten results on a desktop."""

CHIPS_BYTES = 30_000
"""Of addresses that take one filter away, each of which repeats all others; what has no room here is
unticked in the form. A guess."""

LATELY = {"近一月": 30, "近一年": 365}
"""Spans offered by one touch, in days."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value that can be ticked or unticked."""

    value: str | int
    label: str
    count: int
    selected: bool


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
        chips = [
            Chip(NAMES[field], self._label(field, value), self.url(field, value))
            for field, value in self.parameters.chosen
        ]
        wanted = self.parameters
        if wanted.under:
            chips.append(
                Chip(NAMES["agency"], f"{wanted.under}（全部）", wanted.of_agencies("").url(self.endpoint))
            )
        if wanted.first or wanted.last:
            first, last = (day.isoformat() if day else "" for day in (wanted.first, wanted.last))
            said = f"{first} 至 {last}" if first and last else f"{first} 以来" if first else f"{last} 以前"
            chips.append(Chip("日期", said, wanted.dated(None, None).url(self.endpoint)))
        room = CHIPS_BYTES // max(len(chip.url) for chip in chips) if chips else 0
        return chips[: max(1, room)]

    def agencies(self, response: SearchResponse) -> list[FacetChoice]:
        """All agencies of the result, those with the most documents first."""
        return [self._choice("agency", count) for count in response.facets.get("agency", ())]

    def lately(self, today: date) -> list[tuple[str, str, bool]]:
        """Spans of days up to today: name, address, whether it is the chosen one."""
        spans = [(name, today - timedelta(days)) for name, days in LATELY.items()]
        wanted = self.parameters
        return [
            (name, wanted.dated(day, None).url(self.endpoint), wanted.first == day and not wanted.last)
            for name, day in spans
        ]

    def _choice(self, field: str, count: FacetCount) -> FacetChoice:
        return FacetChoice(count.value, self._label(field, count.value), count.count, count.selected)

    def url(self, field: str, value: str | int) -> str:
        """The address that adds a value, or takes it away."""
        return self.parameters.toggled(field, value).url(self.endpoint)

    def _label(self, field: str, value: str | int) -> str:
        """The value as people read it."""
        if field == "portal":
            return self.config.portal_title(str(value))
        return f"{value} 年" if field == "year" else str(value)
