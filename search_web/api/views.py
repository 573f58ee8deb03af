"""The search, its suggestions, and what documents lead to, as JSON."""

from __future__ import annotations

from dataclasses import fields
from hashlib import sha256

from flask import Blueprint, Response, jsonify, make_response, request

from contracts import related_json, search_json
from search_web.api import posting_views as posting
from search_web.document.related import related_besides, related_documents, said_documents
from search_web.search import results
from search_web.shared import headers, noted, request_parameters
from search_web.shared.error_pages import API_PREFIX
from search_web.shared.published import published
from search_web.shared.request_parameters import LONGEST_PREFIX, Problem
from search_web.shared.services import services

view = Blueprint("api", __name__, url_prefix=API_PREFIX + "v1")
view.register_blueprint(posting.view)

SUGGESTIONS = 8
"""Suggestions in one answer: as many as fit above a telephone's keyboard. A guess."""

LARGEST_PAGE = 100
"""Results that one answer may hold. A guess."""


@view.get("/search")
def search() -> Response:
    """The same parameters as the results page, `page_size` and `fold`; a wrong one is an error here.

    With `fold=0` every copy of a text is a result of its own, and none counts for others.
    """
    wanted, problems = request_parameters.read(request.args)
    size = _page_size(problems)
    if problems:
        return make_response(jsonify(error=f"{problems[0].reason}，请改正。"), 400)
    fold = request.args.get("fold", "") != "0"
    found = results.find(services().searcher, wanted, size, [], fold=fold)
    noted.found(found.response.total > 0)
    wanted = found.parameters
    said = search_json(wanted.query, found.response, page=wanted.page, page_size=size, sort=wanted.sort)
    response = jsonify(said)
    # Another time taken makes no other answer.
    response.set_etag(sha256(jsonify(said | {"took_ms": None}).data).hexdigest(), weak=True)
    return response


@view.get("/suggest")
def suggest() -> Response:
    """What the beginning of a query may become, for the list below the search box."""
    prefix = request_parameters.read(request.args)[0].query[:LONGEST_PREFIX]
    found = services().searcher.complete(prefix, SUGGESTIONS) if prefix else []
    return headers.brief(jsonify(query=prefix, suggestions=found))


@view.get("/documents/<int:number>/related")
def related(number: int) -> Response:
    """What explains, replaced, corrects it, is named in it or is like it: as its page has it.

    Where the index does not answer, that is told (503): nothing found is another answer.
    """
    store = services().store
    stored, said = published(store, number), said_documents(store, number)
    found = related_besides(services().searcher, stored, related_documents(store, number), said)
    lists = {one.name: getattr(found, one.name) for one in fields(found)}
    return jsonify(id=number, **related_json(lists))


def _page_size(problems: list[Problem]) -> int:
    text = request.args.get("page_size", "")
    if not text:
        return max(1, services().config.search.page_size)
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= LARGEST_PAGE:
        return int(text)
    problems.append(Problem(f"page_size 应当是 1 至 {LARGEST_PAGE} 的整数", ""))
    return LARGEST_PAGE
