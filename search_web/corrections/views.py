"""目录更正: documents found and corrected together, one alone, and what was corrected so far."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import BinaryIO, cast

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from corpus.exchange.tables import WRITERS
from corpus.fields import NAMES
from corpus.store import CORRECTABLE
from search_web.corrections import given
from search_web.corrections.described import CATALOGUE
from search_web.corrections.loose import beyond_words
from search_web.corrections.preview import MOST
from search_web.corrections.rows import LAYOUT, rows
from search_web.search import results
from search_web.search.facets import FacetLinks
from search_web.shared import request_parameters
from search_web.shared.errors import Refused
from search_web.shared.links import MEDIA_TYPES
from search_web.shared.pagination import Pages
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("corrections", __name__, template_folder="templates")

PAGE_SIZE = 50
"""Documents, or corrections, on one page. A guess: they are worked through."""

LATEST_ACTS = 10
"""Corrections of several documents in one act that are offered to be undone so. A guess."""

IN_MEMORY = 4 << 20
"""Bytes of an export held in memory before it goes to a temporary file. A guess."""

VALIDITIES = ("有效", "失效", "废止", "已修改")
"""What a 有效性 may say, in the words of the law."""


@view.get("/catalogue")
def catalogue() -> str:
    """What is up, found by words and filters, to be corrected together."""
    wanted, problems = request_parameters.read(request.args)
    if not wanted.query and wanted.sort == "relevance":
        wanted = replace(wanted, sort="published_newest")
    notes = [str(problem) for problem in problems]
    found = results.find(services().searcher, wanted, PAGE_SIZE, notes, snippets=False, fold=False)
    links = FacetLinks(found.parameters, CATALOGUE, services().config)
    return render_template(
        "corrections/catalogue.html",
        found=found,
        parameters=found.parameters,
        endpoint=CATALOGUE,
        groups=links.groups(found.response),
        chips=links.chips(),
        fields=CORRECTABLE,
        offered={name: [count.value for count in counts] for name, counts in found.response.facets.items()}
        | {"validity": VALIDITIES},
        done=request.args.get("done", type=int),
        most=MOST,
        beyond_words=beyond_words(wanted.query, found.response),
    )


@view.post("/catalogue")
def correct_many() -> Response:
    """Correct what was chosen; back to where it was chosen."""
    said, numbers = given.said_of_many(request.form), given.numbers(request.form)
    done = services().store.corrections.correct(numbers, said, _asking())
    wanted, _ = request_parameters.read(request.args)
    return cast(Response, redirect(f"{wanted.url(CATALOGUE, done=str(done))}", 303))


@view.post("/document/<int:number>/correct")
def correct_one(number: int) -> Response:
    """Correct one, as it was when the form was shown."""
    store = services().store
    stored = store.get(number)
    if stored is None:
        abort(404)
    if stored.withdrawn_at is not None or request.form.get("version", type=int) != stored.version:
        raise Refused(409, "这份文件刚有变化，没有更正。请返回上一页刷新，看过以后再更正。")
    held = {name: _text(getattr(stored.document, name)) for name in CORRECTABLE}
    if said := given.said_of_one(request.form, held):
        store.corrections.correct([number], said, _asking())
    return _to_document(number)


@view.get("/corrections")
def listed() -> str:
    """What was corrected, the latest first."""
    kept = services().store.corrections
    pages = Pages(request.args.get("page", 1, type=int), PAGE_SIZE, kept.count())
    if pages.beyond or pages.current < 1:
        abort(404)
    return render_template(
        "corrections/listed.html",
        corrections=kept.latest(pages.offset, pages.size),
        together=kept.together(LATEST_ACTS) if pages.current == 1 else [],
        done=request.args.get("done", type=int),
        undone=request.args.get("undone", type=int),
        pages=pages,
        formats=WRITERS,
    )


@view.post("/corrections")
def undo() -> Response:
    """Have a field say what its page says."""
    text, _, field = request.form.get("undo", "").partition(" ")
    number = request_parameters.document_number(text)
    if not (number and field in NAMES and services().store.corrections.undo(number, field)):
        raise Refused(409, "这项更正已经撤销，或者文件已经撤下。请返回上一页刷新。")
    return (
        _to_document(number)
        if request.form.get("there")
        else cast(Response, redirect(url_for(".listed", undone=1), 303))
    )


@view.get("/corrections.<file_format>")
def export(file_format: str) -> ResponseReturnValue:
    """All of them as a file."""
    if file_format not in WRITERS:
        abort(404)
    # Closed by Werkzeug when the answer has been sent.
    stream = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
    WRITERS[file_format](LAYOUT, rows(services().store.corrections.all()), stream)
    stream.seek(0)
    return send_file(
        stream, MEDIA_TYPES[file_format], as_attachment=True, download_name=f"更正.{file_format}"
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _to_document(number: int) -> Response:
    return cast(Response, redirect(url_for("staff.document", number=number, _anchor="corrections"), 303))


def _asking() -> str:
    asking = present_visitor()
    if asking is None:
        abort(403)
    return asking.name
