"""A document as other programs read its page: the labels of public bodies' pages, schema.org, Open Graph."""

from __future__ import annotations

from typing import Any

from corpus.catalogue import ended
from corpus.lazy_regex import lazy_regex
from corpus.records import Document, StoredDocument
from corpus.web_settings import SiteSettings
from search_web.shared.links import outside
from search_web.shared.public_address import public_url

SCHEMA = "https://schema.org"

IN_FORCE = {"有效": "InForce", "已修改": "PartiallyInForce"}
"""`legislationLegalForce` of schema.org for the values of 有效性 that do not end it."""

LEGISLATION = lazy_regex(
    "法律|(?:行政|监察|地方性)?法规|(?:自治|单行)?条例|(?:部门|地方政府|政府)?规章"
    "|(?:行政)?规范性文件|规定|办法|(?:实施)?细则|司法解释"
)
"""体裁 of what binds everybody (Legislation Law, Articles 2, 72, 91; 国办发〔2018〕37号)."""

LEGISLATIVE_NUMBER = lazy_regex(r"令.{0,4}第.{1,9}号|规字?[〔\[(（【]")
"""Of what was promulgated by order, and of normative documents: 国务院令第711号, 粤府规〔2020〕1号."""

REPORT = lazy_regex("报告$|年报$")
NEWS = lazy_regex("新闻|要闻|动态")


def labels(stored: StoredDocument, address: str, summary: str) -> list[tuple[str, str]]:
    """A document as the guide for public bodies' websites (国办发〔2017〕47号) has it labelled."""
    document = stored.document
    found = [
        ("ArticleTitle", document.title),
        ("PubDate", document.published_on.isoformat() if document.published_on else ""),
        ("ContentSource", document.source or document.agency or ""),
        ("ColumnName", document.column or ""),
        ("Keywords", "；".join(document.keywords)),
        ("Description", summary),
        ("Url", address),
    ]
    return [(name, value) for name, value in found if value]


def linked_data(stored: StoredDocument, address: str, site: SiteSettings) -> list[dict[str, Any]]:
    """The document and the way to it as JSON-LD of schema.org."""
    document, type_name = stored.document, kind(stored.document)
    agency = {"@type": "GovernmentOrganization", "name": document.agency} if document.agency else None
    described = {
        "@context": SCHEMA,
        "@type": type_name,
        "name": document.title,
        "url": address,
        "inLanguage": "zh-CN",
        "datePublished": document.published_on.isoformat() if document.published_on else None,
        "isBasedOn": outside(document.url),
        **(_of_legislation if type_name == "Legislation" else _of_writing)(document, agency),
    }
    home = [(site.title, public_url("public.home")), ("目录", public_url("catalogue.page"))]
    trail = [
        {"@type": "ListItem", "position": at, "name": name, "item": item}
        for at, (name, item) in enumerate([*home, (document.title, address)], start=1)
    ]
    breadcrumbs = {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": trail}
    return [{key: value for key, value in described.items() if value}, breadcrumbs]


def kind(document: Document) -> str:
    """The type of schema.org: Legislation for what binds everybody, an Article when in doubt."""
    genre, number = document.genre or "", document.document_number or ""
    if LEGISLATION.fullmatch(genre) or LEGISLATIVE_NUMBER.search(number):
        return "Legislation"
    if REPORT.search(genre):
        return "Report"
    return "NewsArticle" if NEWS.search(genre or document.column or "") else "Article"


def _of_legislation(document: Document, agency: dict[str, str] | None) -> dict[str, Any]:
    validity = document.validity or ""
    force = "NotInForce" if ended(validity) else IN_FORCE.get(validity)
    return {
        "legislationIdentifier": document.document_number,
        "legislationDate": document.issued_on.isoformat() if document.issued_on else None,
        "legislationPassedBy": agency,
        "legislationLegalForce": f"{SCHEMA}/{force}" if force else None,
    }


def _of_writing(document: Document, agency: dict[str, str] | None) -> dict[str, Any]:
    return {
        "headline": document.title,
        "identifier": document.document_number,
        "dateCreated": document.issued_on.isoformat() if document.issued_on else None,
        "author": agency,
    }
