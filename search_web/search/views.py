"""The home page and the results."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from corpus.clock import today
from corpus.fields import FIELDS
from indexer import SearchResponse
from search_web.search import results
from search_web.search.agency_tree import agency_tree
from search_web.search.export import FORMATS, MOST_ROWS, export_results
from search_web.search.facets import OPEN_VALUES, FacetLinks
from search_web.search.from_store import from_store
from search_web.search.shown import is_current, shown
from search_web.search.simpler_queries import simpler_queries
from search_web.search.written_queries import Form
from search_web.shared import noted, page_memory, request_parameters
from search_web.shared.headers import saved_as
from search_web.shared.links import MEDIA_TYPES
from search_web.shared.request_parameters import LONGEST_PREFIX, SearchParameters
from search_web.shared.services import Services, services
from search_web.shared.staff_access import is_staff

view = Blueprint("public", __name__, template_folder="templates")

ENDPOINT = "public.search"

LATEST = 6
"""Documents on the home page. A guess: what fits below the entries on a desktop."""

WAYS_IN = ("topic", "agency", "column", "year")
"""Fields by which people look for a document who do not know its words."""

SORTS = {"relevance": "相关程度"} | {
    f"{field.sort}_{way}": f"{field.name}从{said}"
    for field in reversed(FIELDS)
    if field.sort
    for way, said in (("newest", "新到旧"), ("oldest", "旧到新"))
}
"""The orders, as people choose them."""

NEARBY = 5
"""Queries offered where nothing was found. A guess."""

AWAY_NOTE = "检索暂时不可用，请稍后重试；目录和文件的页面仍可查看。"
"""On the home page while the engine is away."""


@view.get("/")
def home() -> ResponseReturnValue:
    """The search box, ways in by field, and the latest documents; of /?q= the results.

    While the engine is away the documents are those of the store, and there are no ways in by field.
    """
    if request.args.get("q", "").strip():
        return _to_search()
    latest = SearchParameters(sort="published_newest")
    away = partial(from_store, services().store, AWAY_NOTE)
    find = partial(results.find, services().searcher, latest, notes=[], snippets=False, while_away=away)
    found = find(size=LATEST)
    links = FacetLinks(SearchParameters(), ENDPOINT, services().config)
    ways = [group for group in links.groups(found.response) if group.field in WAYS_IN]
    staff = is_staff()
    return render_template(
        "search/home.html",
        found=found,
        held=find(size=1, fold=False).response.total,
        groups=ways,
        links=links,
        limit=OPEN_VALUES,
        staff=staff,
    )


@view.get("/search/")
def search_with_slash() -> ResponseReturnValue:
    """As people type it."""
    return _to_search()


@view.get("/search")
def search() -> ResponseReturnValue:
    """Results with filters, order and pages."""
    parts = services()
    state = (results.state(parts.searcher), parts.config.portal)
    page = page_memory.kept(state)
    if page is None or not is_current(parts.store, page.told, page.notes):
        return _results(state)
    _count(parts, **page.told["count"])
    return page.response()


def _results(state: Hashable) -> str:
    wanted, problems = request_parameters.read(request.args)
    notes = [str(problem) for problem in problems]
    config = services().config
    found = results.find(services().searcher, wanted, max(1, config.search.page_size), notes)
    count = _to_count(wanted, found.response)
    _count(services(), **count)
    if found.whole:
        told = shown(services().store, found.response) | {"count": count}
        page_memory.keep(state, told, in_haste=bool(found.response.left_out))
    links = FacetLinks(found.parameters, ENDPOINT, config)
    return render_template(
        "search/results.html",
        found=found,
        parameters=found.parameters,
        endpoint=ENDPOINT,
        groups=links.groups(found.response),
        chips=links.chips(),
        sorts=SORTS,
        tree=agency_tree(links.agencies(found.response)),
        lately=links.lately(today()),
        formats=FORMATS,
        most_rows=MOST_ROWS,
        simpler_queries=[] if found.response.total else simpler_queries(found.parameters.query),
        nearby_queries=[] if found.response.total else _nearby(found.parameters.query),
    )


@view.get("/search/export.<file_format>")
def export(file_format: str) -> Response:
    """What the search found as a table."""
    if file_format not in FORMATS:
        abort(404)
    wanted, _ = request_parameters.read(request.args)
    parts = export_results(services().searcher, results.request_for(wanted), file_format)
    # What is wrong with the index shows before the answer begins.
    first = next(parts, b"")
    answer = Response(stream_with_context(chain([first], parts)), mimetype=MEDIA_TYPES[file_format])
    return saved_as(answer, f"检索结果.{file_format}")


@view.get("/search/advanced")
def advanced() -> ResponseReturnValue:
    """A form that writes the query, filled in with one that is given; sent, it leads to the results."""
    form = Form.of(request.args)
    limits, _ = request_parameters.read(request.args)
    if not limits.query and (form.query or limits.limits):
        return redirect(replace(limits, query=form.query, exact=False).url(ENDPOINT))
    return render_template("search/advanced.html", form=Form.written_in(limits.query), limits=limits)


def _nearby(query: str) -> list[str]:
    """Queries of the collection that are near to one that finds nothing."""
    searcher, words = services().searcher, query.split()
    offered = [text for part in (query, *words) for text in searcher.complete(part[:LONGEST_PREFIX], NEARBY)]
    return list(dict.fromkeys(offered))[:NEARBY]


def _to_search() -> ResponseReturnValue:
    return redirect(request_parameters.read(request.args)[0].url(ENDPOINT))


def _to_count(wanted: SearchParameters, response: SearchResponse) -> dict[str, Any]:
    """What `_count` is told of an asking, as JSON holds it."""
    return {
        "query": wanted.query if _plain(wanted) else None,
        "found": _found(response),
        "something": response.total > 0,
    }


def _count(parts: Services, *, query: str | None, found: bool, something: bool) -> None:
    """Note an asking where it belongs: what every document lacks is told to staff, and never offered."""
    noted.found(something)
    if query is not None:
        (parts.query_counter if found else parts.unanswered_counter).note(query)


def _plain(wanted: SearchParameters) -> bool:
    """Whether it is a first asking: a filter, an order, a page, or words kept as typed come after one."""
    return wanted == SearchParameters(wanted.query)


def _found(response: SearchResponse) -> bool:
    """Whether documents have all words of the query itself."""
    return response.total > response.joined and not response.corrected and response.degree == "all"
