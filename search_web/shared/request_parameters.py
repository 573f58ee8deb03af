"""The parameters of a request: read from its address forgivingly, and written back into addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

from flask import url_for
from werkzeug.datastructures import MultiDict

from corpus.catalogue import Filters
from corpus.fields import FACETS
from indexer import Sort
from indexer.query import MAX_CHARACTERS
from indexer.text import on_one_line
from search_web.shared.asking import asking

VALUES_PER_FIELD = 50
"""Values of one field that are heeded; nobody ticks more, and an address has a length. A guess."""

LONGEST_FILTERS = 500
"""Characters of all values together that are heeded, so that the links of a page, each of which repeats them,
stay small; twenty agencies have some 240. A guess."""

LONG_ADDRESS = 1_500
"""Bytes of an address that links to documents still repeat: a question of 150 characters. A guess."""

LONGEST_PREFIX = 64
"""Characters that are completed; who typed more is past choosing from a list. A guess."""

LAST_PAGE = 1_000_000
LARGEST_NUMBER = 2**31 - 1
"""Of a document: databases have 32 bits for it."""
"""The highest page number that is read as a number at all. A guess, far beyond any store."""


LONGEST_REVISION = 18
"""Digits of a revision; 64 bits hold any such number."""


@dataclass(frozen=True, slots=True)
class SearchParameters:
    """A search, or a way through the catalogue."""

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    page: int = 1
    exact: bool = False
    """The words as typed: without corrections."""
    meaning: bool = True
    """Documents that mean the same, too."""
    first: date | None = None
    last: date | None = None
    """The days between which it was made, both included."""
    under: str = ""
    """What the names of its agencies begin with: 云岭县."""
    related: bool = True
    """Whether official terms are searched for beside what people call them."""
    seen: int = 0
    """The revision whose first page was seen; 0 on the first page."""
    cut: bool = False
    """Whether more words came than are searched for."""

    def with_page(self, page: int) -> SearchParameters:
        """The same on another page."""
        return replace(self, page=page)

    def seen_at(self, revision: int) -> SearchParameters:
        """The same, for links to further pages of what this state of the index gave."""
        return replace(self, seen=self.seen or revision)

    def without_related(self) -> SearchParameters:
        """The words as typed, without the official terms for them."""
        return replace(self, page=1, related=False)

    def with_sort(self, sort: Sort) -> SearchParameters:
        """The same in another order, from the first page."""
        return replace(self, sort=sort, page=1)

    def toggled(self, name: str, value: str | int) -> SearchParameters:
        """With the value of a field added, or taken away when it is there."""
        values = self.filters[name]
        kept = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.narrowed(name, kept)

    def narrowed(self, name: str, values: tuple[str | int, ...]) -> SearchParameters:
        """With these values of a field and no others."""
        return replace(self, filters=self.filters.with_values(name, values), page=1)

    def without_filters(self) -> SearchParameters:
        """The same words everywhere."""
        return replace(self, filters=Filters(), first=None, last=None, under="", page=1)

    def dated(self, first: date | None, last: date | None) -> SearchParameters:
        """Between these days."""
        return replace(self, first=first, last=last, page=1)

    def of_agencies(self, under: str) -> SearchParameters:
        """Of the agencies whose names contain this."""
        return replace(self, under=under, page=1)

    def with_query(self, query: str) -> SearchParameters:
        """Other words within the same filters."""
        return replace(self, query=query, page=1, exact=False, cut=False)

    def literally(self) -> SearchParameters:
        """The same words, whatever else may have been meant."""
        return replace(self, page=1, exact=True)

    def by_meaning(self, wanted: bool) -> SearchParameters:
        """The same, with documents that mean the same or by words alone."""
        return replace(self, page=1, meaning=wanted)

    @property
    def chosen(self) -> list[tuple[str, str | int]]:
        """The active filters as (field, value)."""
        return [(name, value) for name, values in self.filters.chosen.items() for value in values]

    @property
    def ways(self) -> dict[str, str | int]:
        """How it is asked beside words, filters and page, as parameters."""
        said = {
            "sort": self.sort if self.sort != "relevance" else "",
            "exact": int(self.exact),
            "meaning": "" if self.meaning else "0",
            "related": "" if self.related else "0",
        }
        return {name: value for name, value in said.items() if value}

    @property
    def limits(self) -> dict[str, str]:
        """Days and agencies as parameters."""
        days = {"from": self.first, "to": self.last}
        said = {name: day.isoformat() for name, day in days.items() if day}
        return {**said, "under": self.under} if self.under else said

    def document_url(self, number: int, words: str | None = None, anchor: str | None = None) -> str:
        """Address of a document that was found; it leads back to this unless that makes it long."""
        own = url_for("document.page", number=number)
        address = asking(own, {"q": self.query or None, "words": words, **self._beside_words})
        address = f"{address}#{anchor}" if anchor else address
        return address if len(address) <= LONG_ADDRESS else own

    def url(self, endpoint: str, **more: Any) -> str:
        """The address that asks for this; `more` are the endpoint's own parts."""
        words = self.query or None
        if more:
            return url_for(endpoint, q=words, **more, **self._beside_words)
        return asking(url_for(endpoint), {"q": words, **self._beside_words})

    @property
    def _beside_words(self) -> dict[str, Any]:
        """All else that is asked, as parameters in their order."""
        page = {"page": self.page} if self.page > 1 else {}
        if page and self.seen:
            page["seen"] = self.seen
        return {**self.filters.chosen, **self.limits, **self.ways, **page}


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that cannot be used."""

    reason: str
    instead: str
    """What a page shows nevertheless."""

    def __str__(self) -> str:
        return f"{self.reason}，{self.instead}。"


def read(args: MultiDict[str, str]) -> tuple[SearchParameters, list[Problem]]:
    """What the parameters ask, and which of them cannot be used and are left out."""
    problems: list[Problem] = []
    values = _bounded({name: _values(args, name, problems) for name in FACETS}, problems)
    years = [year for text in values.pop("year") if (year := _year(text, problems))]
    filters = Filters(**values, year=tuple(dict.fromkeys(years)))
    query = _in_one_line(args.get("q", ""))
    exact = args.get("exact", "") == "1"
    meaning = args.get("meaning", "") != "0"
    first, last = _day(args, "from", problems), _day(args, "to", problems)
    if first and last and first > last:
        first, last = last, first
    under = printable(args.get("under", "")).strip()[:LONGEST_FILTERS]
    related, seen = args.get("related", "") != "0", args.get("seen", "")
    revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= LONGEST_REVISION else 0
    wanted = SearchParameters(
        query[:MAX_CHARACTERS].strip(),
        filters,
        _sort(args, problems),
        _page(args, problems),
        exact,
        meaning,
        first,
        last,
        under,
        related,
        revision,
        len(query) > MAX_CHARACTERS,
    )
    return wanted, problems


def words(args: MultiDict[str, str], name: str) -> str:
    """A text that is searched for or marked, no more of it than is searched."""
    return _in_one_line(args.get(name, ""))[:MAX_CHARACTERS].strip()


def _in_one_line(text: str) -> str:
    """As it was before a page broke its lines, with single blanks."""
    return " ".join(printable(on_one_line(text)).split())


def printable(text: str) -> str:
    """The text without control characters, which no page can show."""
    return "".join(" " if char < " " or char == "\x7f" else char for char in text)


def _values(args: MultiDict[str, str], name: str, problems: list[Problem]) -> tuple[str, ...]:
    values = dict.fromkeys(text for value in args.getlist(name) if (text := printable(value).strip()))
    if len(values) > VALUES_PER_FIELD:
        problems.append(Problem(f"同一类筛选条件最多 {VALUES_PER_FIELD} 个", "其余未采用"))
    return tuple(values)[:VALUES_PER_FIELD]


def _bounded(values: dict[str, tuple[str, ...]], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """What LONGEST_FILTERS has room for."""
    room = LONGEST_FILTERS
    kept: dict[str, list[str]] = {name: [] for name in values}
    for name, texts in values.items():
        for text in texts:
            room -= len(text)
            if room >= 0:
                kept[name].append(text)
    if room < 0:
        problems.append(Problem(f"筛选条件合起来最多 {LONGEST_FILTERS} 个字", "其余未采用"))
    return {name: tuple(texts) for name, texts in kept.items()}


def _year(text: str, problems: list[Problem]) -> int | None:
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) >= date.min.year:
        return int(text)
    problems.append(Problem(f"年份“{_short(text)}”不是四位数字", "未采用"))
    return None


def _day(args: MultiDict[str, str], name: str, problems: list[Problem]) -> date | None:
    text = args.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(f"“{_short(text)}”不是 2024-03-11 这样的日期", "未采用"))
        return None


def _sort(args: MultiDict[str, str], problems: list[Problem]) -> Sort:
    said = args.get("sort", "") or "relevance"
    for known in get_args(Sort):
        if said == known:
            return known  # type: ignore[no-any-return]
    problems.append(Problem(f"没有“{_short(said)}”这种排序方式", "现按相关程度排序"))
    return "relevance"


def _page(args: MultiDict[str, str], problems: list[Problem]) -> int:
    said = args.get("page", "") or "1"
    if said.isascii() and said.isdigit() and len(said) <= len(str(LAST_PAGE)) and int(said) >= 1:
        return min(int(said), LAST_PAGE)
    problems.append(Problem(f"页码“{_short(said)}”无效", "现显示第 1 页"))
    return 1


def _short(text: str) -> str:
    """Enough of a wrong value to recognise it."""
    return text if len(text) <= 20 else text[:20] + "…"


def document_number(text: str) -> int:
    """The number of a document that a form names; 0 where it is none."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if plain and int(text) <= LARGEST_NUMBER else 0
