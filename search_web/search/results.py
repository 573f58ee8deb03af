"""A search as the API and the command line give it, and a page of results as the views show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer import Hit, SearchRequest, SearchResponse
from search_web.document.blocks import plain
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import Asked
from search_web.shared.services import services


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results, and what had to be changed about the request to give it."""

    asked: Asked
    response: SearchResponse
    pages: Pages
    notes: tuple[str, ...]


def find(asked: Asked, size: int, notes: list[str], *, snippets: bool = True, fold: bool = True) -> Results:
    """Search; beyond the end, give the last page and say so. Raises IndexFault."""
    response = _search(asked, size, snippets, fold)
    pages = Pages(asked.page, size, response.total)
    if pages.beyond:
        notes = [*notes, f"没有第 {asked.page} 页，以下是最后一页。"] if response.total else notes
        asked = asked.with_page(pages.last)
        response = _search(asked, size, snippets, fold)
        pages = Pages(asked.page, size, response.total)
    return Results(asked, response, pages, (*notes, *told(response)))


def told(response: SearchResponse) -> list[str]:
    """How the query was taken, in sentences."""
    related = f"同时检索了：{'、'.join(response.related)}。" if response.related else None
    return [note for note in (related, *response.notes) if note]


def _search(asked: Asked, size: int, snippets: bool, fold: bool) -> SearchResponse:
    offset = Pages(asked.page, size, 0).offset
    request = SearchRequest(
        asked.query, asked.filters, asked.sort, offset, size, snippets, exact=asked.exact, fold=fold
    )
    return services().searcher.search(request)


def search_json(
    query: str,
    response: SearchResponse,
    *,
    page: int = 1,
    page_size: int | None = None,
    sort: str = "relevance",
) -> dict[str, Any]:
    """A response under the keys of the API."""
    return {
        "query": query,
        "total": response.total,
        "page": page,
        "page_size": len(response.hits) if page_size is None else page_size,
        "sort": sort,
        "took_ms": round(response.milliseconds, 1),
        "notes": response.notes,
        "related": response.related,
        "meant": response.meant,
        "corrected": response.corrected,
        "narrower": [
            {"field": one.field, "values": one.values, "label": one.label} for one in response.narrower
        ],
        "results": [_hit_json(hit) for hit in response.hits],
        "facets": {
            field: [{"value": c.value, "count": c.count, "selected": c.selected} for c in counts]
            for field, counts in response.facets.items()
        },
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    document = hit.document.document
    return {
        "id": hit.id,
        "url": document.url,
        "title": document.title,
        "snippet": plain(hit.snippet),
        "attachment": (
            {"title": hit.attachment.title, "url": hit.attachment.url} if hit.attachment else None
        ),
        "agency": document.agency,
        "document_number": document.document_number,
        "index_number": document.index_number,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "column": document.column,
        "topic": document.topic,
        "genre": document.genre,
        "validity": document.validity,
        "portal": document.portal,
        "copies": [{"id": copy.id, "url": copy.document.url} for copy in hit.copies],
    }
