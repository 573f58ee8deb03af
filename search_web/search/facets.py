"""The filters of a result as groups of links."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import FacetCount, SearchResponse
from search_web.shared.portals import title_of
from search_web.shared.request_parameters import FIELDS, Asked

FIELD_NAMES = {
    "topic": "主题分类",
    "agency": "发布机构",
    "column": "栏目",
    "genre": "体裁分类",
    "year": "年份",
    "validity": "有效性",
    "portal": "网站",
}

OPEN_VALUES = 8
"""Values shown before 更多: four groups then fit beside ten results on a desktop."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be ticked or unticked by following a link."""

    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one field: those in sight and those behind 更多."""

    field: str
    name: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter with its way out."""

    name: str
    label: str
    url: str


def groups(response: SearchResponse, asked: Asked, endpoint: str) -> list[Group]:
    """The groups that have anything to offer; ticked values are always in sight."""
    found = []
    for field in FIELDS:
        choices = [_choice(field, count, asked, endpoint) for count in response.facets.get(field, ())]
        if any(choice.selected or choice.count < response.total for choice in choices):
            seen = [c for place, c in enumerate(choices) if place < OPEN_VALUES or c.selected]
            folded = [c for place, c in enumerate(choices) if place >= OPEN_VALUES and not c.selected]
            found.append(Group(field, FIELD_NAMES[field], tuple(seen), tuple(folded)))
    return found


def _choice(field: str, count: FacetCount, asked: Asked, endpoint: str) -> Choice:
    label, url = value_label(field, count.value), asked.toggled(field, count.value).url(endpoint)
    return Choice(label, count.count, count.selected, url)


def chips(asked: Asked, endpoint: str) -> list[Chip]:
    """The active filters in the order of the groups."""
    return [
        Chip(FIELD_NAMES[field], value_label(field, value), asked.toggled(field, value).url(endpoint))
        for field, value in asked.chosen
    ]


def value_label(field: str, value: str | int) -> str:
    """The value as people read it."""
    if field == "portal":
        return title_of(str(value))
    return f"{value} 年" if field == "year" else str(value)
