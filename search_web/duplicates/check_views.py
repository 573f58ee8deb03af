"""查重: what is published already of a text that is about to be posted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request

from corpus.records import StoredDocument
from indexer.duplicates import NAMES, NO_DUPLICATES, Counterpart, Kind
from indexer.errors import IndexFault
from search_web.duplicates import counterparts, submitted
from search_web.duplicates.side_by_side import MOST_COMPARED, Beside, side_by_side
from search_web.duplicates.submitted import Submitted, Upload
from search_web.shared.errors import Refused
from search_web.shared.services import services

view = Blueprint("checking", __name__, url_prefix="/duplicates/check", template_folder="templates")


@dataclass(frozen=True, slots=True)
class Found:
    """A counterpart, where it stands, and the two texts beside each other."""

    counterpart: Counterpart
    stored: StoredDocument
    rows: list[Beside] | None
    """None where the texts are too long to be shown as well."""


@view.get("")
def page() -> Response:
    """The form; with an address, what is published already of that document."""
    url = request.args.get("url", "").strip()
    return _answer(lambda: submitted.from_address(url, request.host, services().store)) if url else _page(200)


@view.post("")
def check() -> Response:
    """What is published already of a text, an address or a file. Nothing of it is kept."""
    upload = Upload(services().read_file, services().config.crawl.max_attachment_bytes)
    return _answer(lambda: submitted.from_form(request, services().store, upload))


def _answer(read: Callable[[], Submitted]) -> Response:
    try:
        handed_in = read()
        leave_out = handed_in.stored.id if handed_in.stored else None
        found = counterparts.find(services().check, handed_in.posting, leave_out)
    except Refused as refused:
        return _page(refused.status, problem=str(refused))
    except IndexFault as fault:
        return _page(503, problem=str(fault))
    shown = list(_beside(handed_in, found))
    return _page(
        200,
        checked=handed_in,
        duplicates=[one for one in shown if one.counterpart.kind not in NO_DUPLICATES],
        corrections=[one for one in shown if one.counterpart.kind is Kind.CORRECTS],
        series=[one for one in shown if one.counterpart.kind is Kind.SERIES],
        documents=services().store.totals().documents,
    )


def _beside(handed_in: Submitted, found: Iterable[Counterpart]) -> Iterator[Found]:
    left = MOST_COMPARED
    for counterpart in found:
        stored = services().store.get(counterpart.id)
        if stored is None:
            continue
        left -= len(stored.document.text) + len(handed_in.posting.text)
        beside = side_by_side(stored.document.text, handed_in.posting.text) if left >= 0 else None
        yield Found(counterpart, stored, beside)


def _page(status: int, problem: str | None = None, **found: object) -> Response:
    shown = render_template(
        "duplicates/check.html",
        problem=problem,
        form=submitted.form_values(request),
        names=NAMES,
        uploads=services().read_file is not None,
        **found,
    )
    return make_response(shown, status)
