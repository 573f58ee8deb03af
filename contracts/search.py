"""What a search answers."""

from __future__ import annotations

from typing import Any

from contracts.documents import brief_json
from contracts.values import day
from indexer import FacetCount, Hit, SearchResponse, plain


def search_json(
    query: str,
    response: SearchResponse,
    *,
    page: int = 1,
    page_size: int | None = None,
    sort: str = "relevance",
) -> dict[str, Any]:
    """A page of results, and the whole result in numbers."""
    return {
        "query": query,
        "total": response.total,
        "page": page,
        "page_size": len(response.hits) if page_size is None else page_size,
        "sort": sort,
        "took_ms": round(response.milliseconds, 1),
        "notes": response.notes,
        "related": response.related,
        "whole": response.whole,
        "meant": response.meant,
        "corrected": response.corrected,
        "meaning": response.meaning,
        "narrower": [
            {"field": one.field, "values": one.values, "label": one.label} for one in response.narrower
        ],
        "results": [hit_json(hit) for hit in response.hits],
        "facets": {
            field: [facet_json(count) for count in counts] for field, counts in response.facets.items()
        },
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A document found, with the passage it was found by."""
    document, file = hit.document.document, hit.attachment
    return {
        "id": hit.id,
        "url": document.url,
        "title": plain(hit.title),
        "snippet": plain(hit.snippet),
        "attachment": {"title": file.title, "url": file.url} if file else None,
        "recognised": hit.recognised,
        **brief_json(document),
        "by_meaning": hit.by_meaning,
        "lacking": hit.lacking,
        "effect": day(hit.effect),
        "later": _later_json(hit),
        "copies": [{"id": copy.id, "url": copy.document.url} for copy in hit.copies],
        "namesakes": [{"id": one.id, "url": one.document.url} for one in hit.namesakes],
    }


def _later_json(hit: Hit) -> dict[str, Any] | None:
    if hit.later is None:
        return None
    return {"id": hit.later.id, "url": hit.later.document.url, "effect": day(hit.later_effect)}


def facet_json(count: FacetCount) -> dict[str, Any]:
    """A value of a field with its count in the result."""
    return {"value": count.value, "count": count.count, "selected": count.selected}
