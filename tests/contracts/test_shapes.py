"""The keys that others read: JSON of documents, hits, counterparts and groups."""

from __future__ import annotations

from datetime import date, datetime, timezone

from contracts import counterpart_json, document_json, entry_json, group_json, search_json
from corpus.records import Attachment, Document, Entry, StoredDocument
from indexer import FacetCount, Fragment, Hit, SearchResponse
from indexer.duplicates import Counterpart, Group, GroupState, Kind, Member, Scope

NOW = datetime(2024, 3, 11, 8, 5, tzinfo=timezone.utc)

DOCUMENT = Document(
    "https://a.example/1",
    "关于高龄津贴的通知",
    "正文。",
    agency="云岭县民政局",
    issued_on=date(2024, 3, 1),
    genre="通知",
    portal="yunling",
    attachments=(Attachment("https://a.example/1.doc", "附表", "a" * 64),),
)


def test_a_document_as_its_page_has_it() -> None:
    shape = document_json(DOCUMENT)
    assert set(shape) == {
        *("url", "title", "summary", "text", "index_number", "document_number", "agency", "issued_on"),
        *(
            "published_on",
            "topic",
            "genre",
            "validity",
            "keywords",
            "source",
            "attachments",
            "family",
            "agencies",
        ),
    }
    assert shape["issued_on"] == "2024-03-01"
    assert shape["attachments"] == [{"url": "https://a.example/1.doc", "title": "附表"}]
    assert shape["keywords"] is None
    assert entry_json(Entry("u", "甲", date(2024, 3, 1))) == {
        "url": "u",
        "title": "甲",
        "published_on": "2024-03-01",
    }


def response() -> SearchResponse:
    stored = StoredDocument(3, 7, 1, DOCUMENT, NOW, NOW, NOW)
    hit = Hit(3, stored, (), (Fragment("高龄", False), Fragment("津贴", True)), 1.0, copies=(stored,))
    facets: dict[str, tuple[FacetCount, ...]] = {"genre": (FacetCount("通知", 1, True),)}
    return SearchResponse(1, (hit,), facets, 1.25, (), False, (), None, False, (), 7)


def test_a_search_with_its_hits() -> None:
    shape = search_json("津贴", response(), page=2, page_size=10)
    assert set(shape) == {
        *("query", "total", "page", "page_size", "sort", "took_ms", "notes", "related", "meant"),
        *("whole", "corrected", "meaning", "narrower", "results", "facets"),
    }
    (hit,) = shape["results"]
    assert set(hit) == {
        *("id", "url", "title", "snippet", "attachment", "agency", "document_number", "index_number"),
        *("issued_on", "published_on", "column", "topic", "genre", "validity", "portal", "by_meaning"),
        *("copies", "agencies", "recognised", "lacking", "later", "effect", "namesakes"),
    }
    assert hit["snippet"] == "高龄津贴"
    assert hit["issued_on"] == "2024-03-01"
    assert shape["facets"] == {"genre": [{"value": "通知", "count": 1, "selected": True}]}


def test_a_counterpart_and_a_group() -> None:
    counterpart = Counterpart(3, "u", "甲", Kind.SAME, 0.98765, 1.0, None, "相同。")
    assert set(counterpart_json(counterpart)) == {
        *("url", "title", "kind", "similarity", "containment", "contained_in", "reason"),
    }
    keep, other = (
        Member(n, f"u{n}", "甲", None, None, None, None, None, None, kind, alike, None)
        for n, kind, alike in ((1, None, None), (2, Kind.SAME, 0.98765))
    )
    shape = group_json(
        Group(1, (keep, other), keep, "最先收录", (Kind.SAME,), Scope.WITHIN, GroupState.OPEN, None)
    )
    assert set(shape) == {
        *("id", "kinds", "scope", "state", "marked_by", "marked_at", "keep", "why", "documents"),
    }
    assert set(shape["documents"][1]) == {
        *("url", "title", "portal", "column", "agency", "document_number", "issued_on", "published_on"),
        *("kind", "similarity", "reason"),
    }
    assert shape["documents"][1]["similarity"] == 0.9877
