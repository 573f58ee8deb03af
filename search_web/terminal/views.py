"""The terminal: one page, and its views, which are asked for in the body of a request.

No query stands in an address: no history, cache or log has one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from corpus.clock import china_day, now
from corpus.web_settings import TerminalSettings
from search_web.document.citation import citation
from search_web.document.files import MOST_PAGES, held, shown_file
from search_web.document.highlight import Highlighter
from search_web.search import results
from search_web.shared import noted, request_parameters
from search_web.shared.headers import private
from search_web.shared.public_address import public_url
from search_web.shared.qr_codes import qr_code
from search_web.shared.request_parameters import LONGEST_PREFIX, SearchParameters
from search_web.shared.services import services
from search_web.terminal import steps
from search_web.terminal.besides import besides
from search_web.terminal.printing import pages

view = Blueprint("terminal", __name__, template_folder="templates")

RESULTS = 5
"""Documents on one page of results."""

NEWEST = 20
"""Documents that the screen at rest goes through. A guess: some minutes."""

WORDS = 6
"""Words offered in the row above the keys."""

CHARACTERS = 60
"""Characters offered of one sound."""

OFTEN = 8
"""Queries under 大家常查."""

OPEN_WITH_ONLY = ("terminal.", "static", "health.")
"""What answers where the interface is the terminal alone."""


def install(app: Flask, settings: TerminalSettings) -> None:
    """Where the interface is the terminal alone, everything else leads to it."""

    def lead_there() -> ResponseReturnValue | None:
        if (request.endpoint or "").startswith(OPEN_WITH_ONLY):
            return None
        return redirect(url_for("terminal.page"))

    if settings.only:
        app.before_request(lead_there)


@view.get("/terminal")
def page() -> Response:
    """The terminal at rest; the views come into it."""
    return _shell(touch=True)


@view.get("/screen")
def screen() -> Response:
    """The same without touch, for a wall: newest documents, by column and agency."""
    return _shell(touch=False)


@view.post("/terminal/words")
def words() -> Response:
    """Words and single characters for the letters that were touched."""
    text = request_parameters.printable(request.form.get("text", ""))[:LONGEST_PREFIX]
    letters = request_parameters.printable(request.form.get("letters", "")).lower()[:LONGEST_PREFIX]
    offered = partial(steps.offered, services(), limit=WORDS)
    whole = offered(text + letters) if text or letters else []
    after = offered(letters) if text and letters and not whole else []
    found = dict.fromkeys([*whole, *(text + word for word in after)])
    syllable, characters = services().searcher.suggestions.characters(letters, CHARACTERS)
    return private(jsonify(words=list(found)[:WORDS], syllable=syllable, characters=characters))


@view.post("/terminal/view")
def part() -> Response:
    """One view of the terminal as a fragment."""
    make = {"start": _start, "type": _type, "results": _results, "choose": _choose, "document": _document}
    found = make.get(request.form.get("view", ""))
    if found is None:
        abort(404)
    wanted, _ = request_parameters.read(request.form)
    return private(make_response(found(wanted)))


@view.get("/terminal/<int:number>/<sha256>/<int:place>.webp")
def picture(number: int, sha256: str, place: int) -> Response:
    """A page of an attachment, which no browser keeps."""
    stored, draw = services().store.get(number), services().draw_page
    if stored is None or stored.withdrawn_at is not None or draw is None:
        abort(404)
    if held(stored.document, sha256) is None or not 1 <= place <= MOST_PAGES:
        abort(404)
    drawn = draw(services().files.sound_path(sha256), sha256, place)
    if drawn is None:
        abort(404)
    return private(Response(drawn, mimetype="image/webp"))


def _shell(*, touch: bool) -> Response:
    wanted, _ = request_parameters.read(request.args)
    asked = replace(wanted, query="", sort="published_newest", page=1)
    newest = results.find(services().searcher, asked, NEWEST, [], snippets=False)
    shown = render_template(
        "terminal/page.html",
        newest=[hit.document.document for hit in newest.response.hits],
        touch=touch,
        terminal=services().config.terminal,
    )
    return private(make_response(shown))


def _start(_: SearchParameters) -> str:
    often = steps.often_asked(services(), OFTEN)
    newest = SearchParameters(sort="published_newest")
    return render_template(
        "terminal/start.html", often=often, ways=steps.WAYS, step=steps.step, newest=newest
    )


def _type(wanted: SearchParameters) -> str:
    return render_template("terminal/type.html", query=wanted.query, step=steps.step)


def _results(wanted: SearchParameters) -> str:
    found = results.find(services().searcher, wanted, RESULTS, [])
    noted.found(found.response.total > 0)
    return render_template(
        "terminal/results.html",
        found=found,
        wanted=found.parameters,
        questions=steps.QUESTIONS,
        step=steps.step,
    )


def _choose(wanted: SearchParameters) -> str:
    field = request.form.get("field", "")
    if field not in steps.ASKED:
        abort(404)
    found = results.find(services().searcher, replace(wanted, page=1), 1, [], snippets=False)
    at = request.form.get("at", 1, type=int)
    return render_template(
        "terminal/choose.html",
        question=steps.ASKED[field],
        choices=steps.choices(found, services().config, field, at),
        wanted=wanted,
        step=steps.step,
    )


def _document(wanted: SearchParameters) -> str:
    stored = services().store.get(request.form.get("number", 0, type=int))
    if stored is None or stored.withdrawn_at is not None:
        abort(404)
    document, config = stored.document, services().config
    highlighter = Highlighter.of(services().searcher, wanted.query)
    body = highlighter.body(document)
    address = public_url("document.page", number=stored.id)
    texts = services().store.file_texts.get(file.sha256 for file in document.attachments if file.sha256)
    draws = services().draw_page is not None
    files = [shown_file(one, texts.get(one.sha256 or ""), draws=draws) for one in document.attachments]
    return render_template(
        "terminal/document.html",
        number=stored.id,
        document=document,
        title=highlighter.title(document.title),
        html_body=body.html,
        blocks=body.blocks,
        contents=body.contents,
        files=files,
        besides=besides(services(), stored),
        step=steps.step,
        pages=pages(document),
        most_pages=config.terminal.print_pages,
        code=qr_code(address) if config.site.address else "",
        citation=citation(document, address if config.site.address else "", china_day(now())),
    )
