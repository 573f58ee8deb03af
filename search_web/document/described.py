"""A document as other programs read its page: the labels of public bodies' pages, schema.org, Open Graph."""

from __future__ import annotations

from typing import Any

from corpus.catalogue import summary
from corpus.records import StoredDocument
from corpus.web_settings import SiteSettings
from search_web.shared.links import outside
from search_web.shared.public_address import public_url

FORCE = {"有效": "InForce", "失效": "NotInForce", "废止": "NotInForce", "已修改": "PartiallyInForce"}
"""`legislationLegalForce` of schema.org for the values of 有效性."""


def labels(stored: StoredDocument, address: str, site: SiteSettings) -> list[tuple[str, str]]:
    """The meta tags that the national guide for public bodies' websites (国办发〔2017〕47号) asks for."""
    document = stored.document
    found = [
        ("SiteName", site.title),
        ("SiteIDCode", site.code),
        ("ArticleTitle", document.title),
        ("PubDate", document.published_on.isoformat() if document.published_on else ""),
        ("ContentSource", document.source or document.agency or ""),
        ("ColumnName", document.column or ""),
        ("Keywords", "；".join(document.keywords)),
        ("Description", summary(document).text),
        ("Url", address),
    ]
    return [(name, value) for name, value in found if value]


def linked_data(stored: StoredDocument, address: str, site: SiteSettings) -> list[dict[str, Any]]:
    """The document and the way to it as JSON-LD of schema.org."""
    document = stored.document
    agency = {"@type": "GovernmentOrganization", "name": document.agency} if document.agency else None
    legislation = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": document.title,
        "url": address,
        "inLanguage": "zh-CN",
        "legislationIdentifier": document.document_number,
        "legislationDate": document.issued_on.isoformat() if document.issued_on else None,
        "datePublished": document.published_on.isoformat() if document.published_on else None,
        "legislationPassedBy": agency,
        "legislationLegalForce": FORCE.get(document.validity or ""),
        "isBasedOn": outside(document.url),
    }
    home = [(site.title, public_url("public.home")), ("目录", public_url("catalogue.page"))]
    trail = [
        {"@type": "ListItem", "position": at, "name": name, "item": item}
        for at, (name, item) in enumerate([*home, (document.title, address)], start=1)
    ]
    breadcrumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": trail}
    return [{key: value for key, value in legislation.items() if value}, breadcrumbs]
