"""The home page and the results."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from corpus.fields import FIELDS
from indexer import SearchResponse
from search_web.search import results
from search_web.search.facets import OPEN_VALUES, FacetLinks
from search_web.search.simpler_queries import simpler_queries
from search_web.shared import request_parameters
from search_web.shared.request_parameters import SearchParameters
from search_web.shared.services import services

view = Blueprint("public", __name__, template_folder="templates")

ENDPOINT = "public.search"

LATEST = 6
"""Documents on the home page. A guess: what fits below the entries on a desktop."""

WAYS_IN = ("topic", "agency", "column", "year")
"""Fields by which people look for a document who do not know its words."""

SORTS = {"": {"relevance": "相关程度"}} | {
    field.name: {f"{field.sort}_newest": "从新到旧", f"{field.sort}_oldest": "从旧到新"}
    for field in reversed(FIELDS)
    if field.sort
}
"""The orders by what they go by."""


@view.get("/")
def home() -> ResponseReturnValue:
    """The search box, ways in by field, and the latest documents; of /?q= the results."""
    if request.args.get("q", "").strip():
        return _to_search()
    latest = SearchParameters(sort="published_newest")
    found = results.find(services().searcher, latest, LATEST, [], snippets=False)
    groups = FacetLinks(SearchParameters(), ENDPOINT, services().config).groups(found.response)
    ways = [group for group in groups if group.field in WAYS_IN]
    return render_template("search/home.html", found=found, groups=ways, limit=OPEN_VALUES)


@view.get("/search/")
def search_with_slash() -> ResponseReturnValue:
    """As people type it."""
    return _to_search()


@view.get("/search")
def search() -> str:
    """Results with filters, order and pages."""
    wanted, problems = request_parameters.read(request.args)
    notes = [str(problem) for problem in problems]
    config = services().config
    found = results.find(services().searcher, wanted, max(1, config.search.page_size), notes)
    if _plain(wanted) and _found(found.response):
        services().query_counter.note(wanted.query)
    links = FacetLinks(found.parameters, ENDPOINT, config)
    return render_template(
        "search/results.html",
        found=found,
        parameters=found.parameters,
        endpoint=ENDPOINT,
        groups=links.groups(found.response),
        chips=links.chips(),
        sorts=SORTS,
        simpler_queries=[] if found.response.total else simpler_queries(found.parameters.query),
    )


def _to_search() -> ResponseReturnValue:
    return redirect(request_parameters.read(request.args)[0].url(ENDPOINT))


def _plain(wanted: SearchParameters) -> bool:
    """Whether it is a first asking: a filter, an order, a page, or words kept as typed come after one."""
    return wanted == SearchParameters(wanted.query)


def _found(response: SearchResponse) -> bool:
    """Whether documents have all words of the query itself."""
    return response.total > response.joined and not response.corrected and response.degree == "all"
