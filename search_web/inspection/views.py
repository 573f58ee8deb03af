"""The inspection of the portals: the state of every column, and each thing that was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.clock import now
from corpus.fields import NAMES as FIELD_NAMES
from corpus.inspection import ADVICE, DOUBTS, NAMES, STANDARD, Kind, inspect, name_documents
from search_web.shared.errors import Refused
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import LAST_PAGE
from search_web.shared.services import services

view = Blueprint("inspection", __name__, url_prefix="/inspection", template_folder="templates")

PAGE_SIZE = 50
"""Findings on one page. A guess: they are worked through, not read."""

WORDS = {Kind.HELD_BACK: "确认属实", Kind.NOT_WITHDRAWN: "确认撤下", Kind.OVERWRITTEN: "确认属实"}
"""What staff say of an answer that was held back."""


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
        doubtful=services().store.page_readings.worst(),
        field_names=FIELD_NAMES,
    )


@view.get("/<kind>")
def findings(kind: str) -> str:
    """The findings of one kind, of one portal or column where the address says so."""
    chosen = _chosen(kind)
    store = services().store
    found = inspect(store, services().config).select(chosen.kind, chosen.portal, chosen.column)
    pages = Pages(chosen.page, PAGE_SIZE, len(found))
    if pages.beyond:
        abort(404)
    asked = _asked(chosen)
    return render_template(
        "inspection/findings.html",
        name=NAMES[chosen.kind],
        advice=ADVICE[chosen.kind],
        findings=name_documents(store, found[pages.offset : pages.offset + pages.size]),
        pages=pages,
        chosen=chosen,
        asked=asked,
        portals=Counter(asked.values()),
        word=WORDS.get(chosen.kind),
        shown=now().isoformat(),
    )


@view.post("/<kind>")
def confirm(kind: str) -> Response:
    """Staff say that what was held back is right: of one address, or of all of a portal."""
    chosen = _chosen(kind)
    doubt, portal = DOUBTS.get(chosen.kind), request.form.get("portal")
    shown = request.form.get("shown", type=datetime.fromisoformat)
    if doubt is None or not portal or shown is None:
        abort(404)
    if not services().store.held_back.accept(doubt, portal, request.form.get("url"), shown):
        raise Refused(409, "这些内容已经有人确认，或者网站已经恢复，或者后来又有变化。请返回巡检页面查看。")
    return redirect(chosen.with_page(1).url(".findings"))


def _chosen(kind: str) -> FindingParameters:
    known = next((each for each in Kind if each.value == kind), None)
    page = request.args.get("page", 1, type=int)
    if known is None or not 1 <= page <= LAST_PAGE:
        abort(404)
    return FindingParameters(known, request.args.get("portal"), request.args.get("column"), page)


def _asked(chosen: FindingParameters) -> dict[str, str]:
    """The addresses that staff may say a word about, with their portals."""
    doubt = DOUBTS.get(chosen.kind)
    if doubt is None:
        return {}
    answers = services().store.held_back.of(chosen.portal)
    return {one.url: one.portal for one in answers if one.kind is doubt and one.accepted_at is None}
