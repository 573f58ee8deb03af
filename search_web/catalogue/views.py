"""The catalogue (目录) that the law asks for, and its export."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from typing import BinaryIO, cast

from flask import Blueprint, Response, abort, render_template, request, send_file

from corpus.catalogue import COLUMNS, catalogue_row
from corpus.exchange.export import FORMATS, export_catalogue
from search_web.search import results
from search_web.search.facets import FacetLinks
from search_web.search.from_store import from_store
from search_web.shared import request_parameters
from search_web.shared.links import MEDIA_TYPES
from search_web.shared.request_parameters import SearchParameters
from search_web.shared.services import services

view = Blueprint("catalogue", __name__, url_prefix="/catalogue", template_folder="templates")

PAGE_SIZE = 20
"""Rows on one page. A guess: two or three screens."""

IN_MEMORY = 4 << 20
"""Bytes of an export held in memory before it goes to a temporary file. A guess."""

ENDPOINT = "catalogue.page"

AWAY_NOTE = "检索暂时不可用，目录仍可翻阅，暂不显示筛选项。"


@view.get("")
def page() -> str:
    """The four columns, newest first, by topic, agency, column and year."""
    wanted, notes = _wanted()
    newest = replace(wanted, sort="issued_newest")
    found = results.find(
        services().searcher,
        newest,
        PAGE_SIZE,
        notes,
        snippets=False,
        fold=False,
        while_away=partial(from_store, services().store, AWAY_NOTE),
    )
    shown = replace(found.parameters, sort="relevance")
    links = FacetLinks(shown, ENDPOINT, services().config)
    return render_template(
        "catalogue/page.html",
        found=found,
        parameters=shown,
        endpoint=ENDPOINT,
        entries=[(hit.id, catalogue_row(hit.document.document)) for hit in found.response.hits],
        groups=links.groups(found.response),
        chips=links.chips(),
        columns=COLUMNS,
        formats=FORMATS,
    )


@view.get("/export.<file_format>")
def export(file_format: str) -> Response:
    """The catalogue as a file, narrowed as the page is."""
    if file_format not in FORMATS:
        abort(404)
    wanted, _ = _wanted()
    documents = services().store.catalogue(
        wanted.filters, first=wanted.first, last=wanted.last, under=wanted.under
    )
    # Closed by Werkzeug when the answer has been sent.
    stream = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
    export_catalogue(documents, file_format, stream)
    stream.seek(0)
    return send_file(
        stream,
        mimetype=MEDIA_TYPES[file_format],
        as_attachment=True,
        download_name=f"政府信息公开目录.{file_format}",
    )


def _wanted() -> tuple[SearchParameters, list[str]]:
    """Filters and page; the catalogue knows no words and one order."""
    wanted, problems = request_parameters.read(request.args)
    return replace(wanted, query="", sort="relevance"), [str(problem) for problem in problems]
