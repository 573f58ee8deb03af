"""A page of results as the views show it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from indexer import CUT_NOTE, NOTHING_YET, Searcher, SearchRequest, SearchResponse
from indexer.errors import IndexMissing, IndexUnreachable
from search_web.shared.hurry import hurried
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import SearchParameters

NEW_LIST = "翻页期间有文件新发布或更新，列表已变，可能与前几页有重复或遗漏；可以从第 1 页重新看起。"


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results, and what had to be changed about the request to give it."""

    parameters: SearchParameters
    response: SearchResponse
    pages: Pages
    notes: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it found something, and nothing was left out that was withdrawn since."""
        on_page = min(self.pages.size, self.response.total - self.pages.offset)
        return 0 < on_page == len(self.response.hits)

    @property
    def list_parameters(self) -> SearchParameters:
        """For links to further pages: what was left out of the first is left out of them, too."""
        asked, left_out = self.parameters, self.response.left_out
        exact, meaning = asked.exact or "slips" in left_out, asked.meaning and "meaning" not in left_out
        return replace(asked, exact=exact, meaning=meaning)


def find(
    searcher: Searcher,
    parameters: SearchParameters,
    size: int,
    notes: list[str],
    *,
    snippets: bool = True,
    fold: bool = True,
    while_away: Callable[[SearchRequest], SearchResponse] | None = None,
) -> Results:
    """Search; beyond the end, give the last page and say so. Raises IndexFault.

    `while_away` answers while the engine does not.
    """

    def search(wanted: SearchParameters) -> tuple[SearchResponse, Pages]:
        offset = Pages(wanted.page, size, 0).offset
        asked = replace(request_for(wanted), offset=offset, limit=size, snippets=snippets, fold=fold)
        asked = replace(asked, hurried=wanted.page == 1 and hurried())
        try:
            response = _answer(searcher, asked)
        except IndexUnreachable:
            if while_away is None:
                raise
            response = while_away(asked)
        return response, Pages(wanted.page, size, response.total)

    response, pages = search(parameters)
    if pages.beyond:
        notes = [*notes, f"没有第 {parameters.page} 页，以下是最后一页。"] if response.total else notes
        parameters = parameters.with_page(pages.last)
        response, pages = search(parameters)
    if parameters.page > 1 and parameters.seen not in (0, response.revision):
        notes = [*notes, NEW_LIST]
        parameters = replace(parameters, seen=response.revision)
    if parameters.cut:
        response = replace(response, notes=(CUT_NOTE, *response.notes))
    parameters = parameters.seen_at(response.revision)
    return Results(parameters, response, pages, (*notes, *_notes(response)))


def request_for(wanted: SearchParameters) -> SearchRequest:
    """What to ask the searcher for these parameters."""
    return SearchRequest(
        wanted.query,
        wanted.filters,
        wanted.sort,
        exact=wanted.exact,
        expand=wanted.related,
        meaning=wanted.meaning,
        first=wanted.first,
        last=wanted.last,
        under=wanted.under,
    )


def state(searcher: Searcher) -> Hashable:
    """What all results are made of, documents apart; None before there is an index. Raises IndexFault."""
    try:
        return searcher.state()
    except IndexMissing:
        return None


def _answer(searcher: Searcher, asked: SearchRequest) -> SearchResponse:
    """Before the first document there is no index, and nothing amiss."""
    try:
        return searcher.search(asked)
    except IndexMissing:
        if searcher.nothing_held:
            return NOTHING_YET
        raise


def _notes(response: SearchResponse) -> list[str]:
    """How the query was taken, in sentences."""
    related = f"同时检索了：{'、'.join(response.related)}。" if response.related else None
    return [note for note in (related, *response.notes) if note]
