"""The home page and the results."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from indexer import SearchResponse
from search_web.search import facets, results
from search_web.search.facets import OPEN_VALUES
from search_web.search.simpler_queries import simpler
from search_web.shared import request_parameters
from search_web.shared.request_parameters import Asked
from search_web.shared.services import services

view = Blueprint("public", __name__, template_folder="templates")

LATEST = 6
"""Documents on the home page. A guess: what fits below the entries on a desktop."""

WAYS_IN = ("topic", "agency", "column", "year")
"""Fields by which people look for a document who do not know its words."""

SORTS = {
    "": {"relevance": "相关程度"},
    "发布日期": {"published_newest": "从新到旧", "published_oldest": "从旧到新"},
    "成文日期": {"issued_newest": "从新到旧", "issued_oldest": "从旧到新"},
}
"""The orders by what they go by."""


@view.get("/")
def home() -> str:
    """The search box, ways in by field, and the latest documents."""
    found = results.find(Asked(sort="published_newest"), LATEST, [], snippets=False)
    groups = facets.groups(found.response, Asked(), "public.search")
    ways = [group for group in groups if group.field in WAYS_IN]
    return render_template("search/home.html", found=found, groups=ways, limit=OPEN_VALUES)


@view.get("/search")
def search() -> str:
    """Results with filters, order and pages."""
    wanted, problems = request_parameters.read(request.args)
    notes = [str(problem) for problem in problems]
    found = results.find(wanted, max(1, services().config.search.page_size), notes)
    if _plain(wanted) and _found(found.response):
        services().query_counter.note(wanted.query)
    return render_template(
        "search/results.html",
        found=found,
        asked=found.asked,
        endpoint="public.search",
        groups=facets.groups(found.response, found.asked, "public.search"),
        chips=facets.chips(found.asked, "public.search"),
        sorts=SORTS,
        simpler_queries=[] if found.response.total else simpler(found.asked.query),
    )


def _plain(wanted: Asked) -> bool:
    """Whether it is a first asking: a filter, an order, a page, or words kept as typed come after one."""
    return wanted == Asked(wanted.query)


def _found(response: SearchResponse) -> bool:
    """Whether documents have all words of the query itself."""
    return response.total > 0 and not response.corrected and response.degree == "all"
