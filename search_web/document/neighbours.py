"""What stands before and after a document in the list that it was opened from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer import Searcher
from indexer.errors import IndexFault
from search_web.search.results import request_for
from search_web.shared.request_parameters import SearchParameters


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Addresses; None at either end of the list, or where the document no longer stands in it."""

    before: str | None = None
    after: str | None = None


def neighbours(searcher: Searcher, wanted: SearchParameters, number: int, size: int) -> Neighbours:
    """Within the page of `size` documents that `wanted` is, and one beyond on either side."""
    start = (wanted.page - 1) * size
    offset = max(0, start - 1)
    try:
        asked = replace(request_for(wanted), offset=offset, limit=start - offset + size + 1, snippets=False)
        ids = [hit.id for hit in searcher.search(asked).hits]
    except IndexFault:
        return Neighbours()
    if number not in ids:
        return Neighbours()

    def address(place: int) -> str | None:
        if not 0 <= place < len(ids):
            return None
        there = wanted.with_page((offset + place) // size + 1)
        return there.url("document.page", number=ids[place])

    at = ids.index(number)
    return Neighbours(address(at - 1), address(at + 1))
