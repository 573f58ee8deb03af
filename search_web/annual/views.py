"""公开年报: the figures of its form, each with the documents that it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for

from corpus.annual import FIGURES, Figures, Scope, figures, pasted, write_form
from corpus.annual.form import SECOND
from corpus.annual.what_counts import DECISIONS, NORMS, RULES
from corpus.answer_memory import AnswerMemory
from corpus.clock import CHINA, now
from corpus.fields import KIND_FIELDS, NAMES
from corpus.records import agencies_of
from search_web.shared.links import MEDIA_TYPES
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import LAST_PAGE
from search_web.shared.services import services

view = Blueprint("annual", __name__, template_folder="templates")

PAGE_SIZE = 50
"""Documents on one page. A guess: they are checked against a list."""

FIRST_YEAR = 2008
"""When the regulations came into force."""

REPORTED_FOR = timedelta(days=90)
"""Into a year the report is still of the year before: it is due by 31 January (Article 50). A guess."""

UNKNOWN_END, UNREADABLE = "ended_some_time", "unreadable"
"""Instead of a figure: documents that ended, nobody knows when."""

NAMES_BESIDE = {UNKNOWN_END: "已废止或失效，年份不明", UNREADABLE: "已废止或失效，以前的版本读不出来"}

_remembered: AnswerMemory[Scope, Figures] = AnswerMemory(8)


@dataclass(frozen=True, slots=True)
class ReportParameters:
    """Whose report is looked at."""

    scope: Scope
    figure: str | None = None
    page: int = 1

    def with_page(self, page: int) -> ReportParameters:
        """The same on another page."""
        return replace(self, page=page)

    def url(self, endpoint: str, figure: str | None = None) -> str:
        """The address that asks for this, or for a figure."""
        return url_for(
            endpoint,
            year=self.scope.year,
            portal=self.scope.portal,
            agency=self.scope.agency,
            figure=figure or self.figure,
            page=self.page if self.page > 1 else None,
        )


@view.get("/annual-report")
def overview() -> str:
    """The second table, filled in; what is left open, and why."""
    chosen = _chosen()
    found = _figures(chosen.scope)
    counts = {key: len(counted) for key, counted in found.counted.items()}
    store = services().store
    named = {name for text in store.annual.agencies() for name in agencies_of(text)}
    return render_template(
        "annual/overview.html",
        chosen=chosen,
        counts=counts,
        parts=SECOND,
        unknown=len(found.ended_some_time),
        unknown_key=UNKNOWN_END,
        unreadable=len(found.unreadable),
        unreadable_key=UNREADABLE,
        text=pasted(chosen.scope, counts),
        years=range(_this_year(), FIRST_YEAR - 1, -1),
        portals=sorted(filter(None, (one.portal for one in store.totals().portals))),
        agencies=sorted(named),
        telling="或".join(NAMES[key] for key in KIND_FIELDS),
        words={"rules": RULES, "norms": NORMS, "decisions": DECISIONS.values()},
    )


@view.get("/annual-report/documents")
def documents() -> str:
    """Exactly those that a figure counts."""
    chosen = _chosen()
    found = _figures(chosen.scope)
    beside = {UNKNOWN_END: found.ended_some_time, UNREADABLE: found.unreadable}
    counted = (found.counted | beside).get(chosen.figure or "")
    if counted is None:
        abort(404)
    pages = Pages(chosen.page, PAGE_SIZE, len(counted))
    if pages.beyond:
        abort(404)
    return render_template(
        "annual/documents.html",
        chosen=chosen,
        name=(FIGURES | NAMES_BESIDE)[chosen.figure or ""],
        counted=counted[pages.offset : pages.offset + pages.size],
        pages=pages,
    )


@view.get("/annual-report.xlsx")
def export() -> Response:
    """The tables of the form as a workbook."""
    chosen, stream = _chosen(), BytesIO()
    found = _figures(chosen.scope)
    write_form({key: len(counted) for key, counted in found.counted.items()}, stream)
    stream.seek(0)
    name = f"政府信息公开工作年度报告数据{chosen.scope.year}.xlsx"
    return send_file(stream, MEDIA_TYPES["xlsx"], as_attachment=True, download_name=name)


def _figures(scope: Scope) -> Figures:
    store = services().store
    return _remembered.get((store.identity, store.last_revision()), scope, lambda: figures(store, scope))


def _this_year() -> int:
    return now().astimezone(CHINA).year


def _chosen() -> ReportParameters:
    args = request.args
    year = args.get("year", (now() - REPORTED_FOR).year, type=int)
    if not FIRST_YEAR <= year <= _this_year():
        abort(404)
    scope = Scope(year, args.get("portal") or None, args.get("agency") or None)
    return ReportParameters(scope, args.get("figure"), max(1, min(args.get("page", 1, type=int), LAST_PAGE)))
