"""Atom, sitemap, the description of the search, robots.txt."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request

from corpus.catalogue import summary
from corpus.clock import CHINA, china_day, today
from corpus.lazy_regex import lazy_regex
from corpus.records import StoredDocument
from search_web.search import results
from search_web.shared import request_parameters
from search_web.shared.public_address import absolute, public_url
from search_web.shared.request_parameters import SearchParameters
from search_web.shared.services import services

view = Blueprint("feeds", __name__, template_folder="templates")

ENTRIES = 30
"""Documents in a feed. A guess: more than a body publishes between two visits of a reader."""

RANGE = 10_000
"""Ids in one file of the sitemap; the protocol allows 50,000 addresses and 50 MB."""

UNWRITABLE = lazy_regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot hold, though a title or a query may."""

NOT_FOR_ROBOTS = ("/staff", "/search", "/api/", "/catalogue/export")
"""Search engines find the documents through the sitemap; combinations of filters have no end."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A document as a feed tells it."""

    key: str
    """A URN that stays the same wherever the document moves."""
    stored: StoredDocument
    summary: str
    """Of the page, or else how the text begins."""

    @property
    def published_on(self) -> date | None:
        """None where the portal names a day that was still to come: nothing is published after its update."""
        day = self.stored.document.published_on
        return day if day and day <= china_day(self.stored.changed_at) else None


@view.get("/feed.atom")
def atom() -> Response:
    """The latest documents of the site, a column, an agency or any search (RFC 4287)."""
    wanted, _ = request_parameters.read(request.args)
    newest = replace(wanted, sort="published_newest", page=1)
    found = results.find(services().searcher, newest, ENTRIES, [], snippets=False)
    entries = [_entry(hit.document) for hit in found.response.hits]
    shown = replace(wanted, sort="relevance", page=1)
    return _xml(
        "feeds/atom.xml",
        "application/atom+xml",
        key=_key(shown.url("feeds.atom")),
        about="；".join(
            [text for text in (wanted.query, wanted.under, *(str(one) for _, one in wanted.chosen)) if text]
        ),
        here=absolute(shown.url("feeds.atom")),
        page=absolute((replace(shown, sort="published_newest")).url("public.search")),
        updated=max((entry.stored.changed_at for entry in entries), default=None) or _empty_since(),
        entries=entries,
        address=public_url,
    )


@view.get("/sitemap.xml")
def sitemap_index() -> Response:
    """The files of the sitemap (sitemaps.org, 0.9)."""
    return _xml(
        "feeds/sitemap_index.xml",
        "application/xml",
        files=services().store.publication.ranges(RANGE),
        address=public_url,
    )


@view.get("/sitemap-<int:at>.xml")
def sitemap(at: int) -> Response:
    """The pages of the published documents of one range of ids."""
    documents = services().store.publication.within(at, RANGE)
    if not documents:
        abort(404)
    return _xml("feeds/sitemap.xml", "application/xml", documents=documents, address=public_url)


@view.get("/opensearch.xml")
def description() -> Response:
    """How a browser searches here from its own box (OpenSearch 1.1)."""
    template = absolute(SearchParameters("QUERY").url("public.search")).replace("QUERY", "{searchTerms}")
    return _xml(
        "feeds/opensearch.xml",
        "application/opensearchdescription+xml",
        template=template,
        feed=public_url("feeds.atom") + "?q={searchTerms}",
        icon=public_url("feeds.icon"),
    )


@view.get("/robots.txt")
def robots() -> Response:
    """Where crawlers need not go, and where the documents are listed."""
    refused = "".join(f"Disallow: {request.script_root}{path}\n" for path in NOT_FOR_ROBOTS)
    sitemap = f"Sitemap: {public_url('feeds.sitemap_index')}\n"
    return Response(f"User-agent: *\n{refused}{sitemap}", mimetype="text/plain")


@view.get("/favicon.ico")
def icon() -> Response:
    """The icon, for those who ask for it without reading a page."""
    return current_app.send_static_file("icon.svg")


def _entry(stored: StoredDocument) -> FeedEntry:
    return FeedEntry(_key(f"document/{stored.id}"), stored, summary(stored.document).text)


def _empty_since() -> datetime:
    """A feed without entries is as old as the collection's last change, or of today where that is empty."""
    midnight = datetime.combine(today(), time(), CHINA)
    return services().store.publication.last_change() or midnight


def _key(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{services().store.identity}/{name}").urn


def _xml(name: str, media_type: str, **values: object) -> Response:
    response = make_response(UNWRITABLE.sub("", render_template(name, **values)))
    response.mimetype = media_type
    response.add_etag()
    response.make_conditional(request)
    return response
