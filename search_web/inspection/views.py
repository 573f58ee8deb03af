"""The inspection of the portals: the state of every column, and each thing that was found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, abort, render_template, request, url_for

from corpus.inspection import ADVICE, NAMES, STANDARD, Kind, inspect, name_documents
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import LAST_PAGE
from search_web.shared.services import services

view = Blueprint("inspection", __name__, url_prefix="/inspection", template_folder="templates")

PAGE_SIZE = 50
"""Findings on one page. A guess: they are worked through, not read."""


@dataclass(frozen=True, slots=True)
class FindingParameters:
    """Which findings are looked at."""

    kind: Kind
    portal: str | None = None
    column: str | None = None
    page: int = 1

    def with_page(self, page: int) -> FindingParameters:
        """The same on another page."""
        return replace(self, page=page)

    def url(self, endpoint: str) -> str:
        """The address that asks for this."""
        page = self.page if self.page > 1 else None
        return url_for(endpoint, kind=self.kind.value, portal=self.portal, column=self.column, page=page)


@view.get("")
def overview() -> str:
    """What was found, by kind, and the state of every column."""
    config = services().config
    return render_template(
        "inspection/overview.html",
        found=inspect(services().store, config),
        names=NAMES,
        limits=config.inspection,
        standard=STANDARD,
    )


@view.get("/<kind>")
def findings(kind: str) -> str:
    """The findings of one kind, of one portal or column where the address says so."""
    known = next((each for each in Kind if each.value == kind), None)
    page = request.args.get("page", 1, type=int)
    if known is None or not 1 <= page <= LAST_PAGE:
        abort(404)
    chosen = FindingParameters(known, request.args.get("portal"), request.args.get("column"), page)
    store = services().store
    found = inspect(store, services().config).select(known, chosen.portal, chosen.column)
    pages = Pages(page, PAGE_SIZE, len(found))
    if pages.beyond:
        abort(404)
    return render_template(
        "inspection/findings.html",
        name=NAMES[known],
        advice=ADVICE[known],
        findings=name_documents(store, found[pages.offset : pages.offset + pages.size]),
        pages=pages,
        chosen=chosen,
    )
