"""What a touch leads to: the next view with what has been chosen so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.config import Config
from search_web.search.facets import FacetChoice, FacetGroup, FacetLinks
from search_web.search.results import Results
from search_web.shared.request_parameters import SearchParameters
from search_web.shared.services import Services

ENDPOINT = "terminal.page"

QUESTIONS = {"agency": "哪个单位？", "year": "哪一年？", "validity": "还有效吗？"}
"""Filters as questions."""

ASKED = {**QUESTIONS, "column": "哪一类？"}
"""What is asked where values of a field are offered."""

WAYS = {
    "agency": ("按单位", "哪个局、哪个乡镇发的"),
    "year": ("按年份", "哪一年发的"),
    "column": ("按类别", "通知、公告、政策解读……"),
}
"""Ways to look for who has no words: the field, what it is called, and what it means."""

CHOICES = 8
"""Values offered at a time: four rows of two."""


def step(view: str, wanted: SearchParameters | None = None, **more: Any) -> str:
    """What a button sends when it is touched."""
    return (wanted or SearchParameters()).url(ENDPOINT, view=view, **more).partition("?")[2]


@dataclass(frozen=True, slots=True)
class Choices:
    """A page of the values of a field."""

    field: str
    shown: tuple[FacetChoice, ...]
    at: int
    last: int


def choices(found: Results, config: Config, field: str, at: int) -> Choices:
    """The values of a field within a result, so many at a time."""
    links = FacetLinks(found.parameters, ENDPOINT, config)
    group: FacetGroup | None = next((one for one in links.groups(found.response) if one.field == field), None)
    values = (*group.shown, *group.folded) if group else ()
    last = max(1, -(-len(values) // CHOICES))
    at = min(max(1, at), last)
    return Choices(field, tuple(values[(at - 1) * CHOICES : at * CHOICES]), at, last)


def offered(parts: Services, typed: str, limit: int) -> list[str]:
    """Words for what was typed: what staff pinned, then completion without what staff hid."""
    pinned, hidden = _chosen(parts)
    first = parts.searcher.suggestions.among(pinned, typed, limit)
    found = parts.searcher.complete(typed, limit + len(hidden))
    return list(dict.fromkeys([*first, *(word for word in found if word not in hidden)]))[:limit]


def often_asked(parts: Services, limit: int) -> list[str]:
    """大家常查: what staff pinned, then past queries over the threshold but those that staff hid."""
    pinned, hidden = _chosen(parts)
    past = parts.searcher.suggestions.often(limit + len(hidden))
    kept = [query for query in past if query not in hidden]
    return list(dict.fromkeys([*pinned, *kept]))[:limit]


def _chosen(parts: Services) -> tuple[tuple[str, ...], set[str]]:
    """What staff pinned and what they hid, in the configuration and on their page."""
    settings, texts = parts.config.terminal, parts.store.shared_texts
    pinned = (*settings.pinned, *texts.get("pinned_terms").splitlines())
    hidden = {*settings.hidden, *texts.get("hidden_terms").splitlines()}
    return tuple(word for word in pinned if word not in hidden), hidden
