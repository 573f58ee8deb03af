"""误公开: the texts in which personal data was found, what staff say of each, the list to hand on."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from corpus.exchange.tables import WRITERS
from corpus.privacy import (
    KIND_NAMES,
    LAYOUT,
    PUBLISHED_ON_PURPOSE,
    VERDICTS,
    covered,
    place_name,
    readable,
    rows,
)
from corpus.store import PersonalFilter, Verdict
from search_web.shared.errors import Refused
from search_web.shared.links import MEDIA_TYPES
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import LAST_PAGE, document_number
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("privacy", __name__, template_folder="templates")

PAGE_SIZE = 20
"""Documents on one page. A guess: they are worked through."""

SHOWN = 6
"""Things found that a page shows of one text; the list has what is kept. A guess."""

IN_MEMORY = 4 << 20
"""Bytes of an export held in memory before it goes to a temporary file. A guess."""

LOOKED: Mapping[str, bool | None] = {"": False, "looked": True, "all": None}
"""What an address says of marks, and which texts that wants."""


@dataclass(frozen=True, slots=True)
class PersonalParameters:
    """Which findings are looked at."""

    looked: str = ""
    kind: str | None = None
    portal: str | None = None
    page: int = 1

    @property
    def wanted(self) -> PersonalFilter:
        """As the store asks for it."""
        return PersonalFilter(LOOKED[self.looked], self.kind, self.portal)

    def with_page(self, page: int) -> PersonalParameters:
        """The same on another page."""
        return replace(self, page=page)

    def url(self, endpoint: str, **more: Any) -> str:
        """The address that asks for this."""
        chosen: dict[str, Any] = {"looked": self.looked or None, "kind": self.kind, "portal": self.portal}
        return url_for(endpoint, page=self.page if self.page > 1 else None, **chosen, **more)


@view.get("/privacy")
def overview() -> str:
    """The documents within the filters, each with all that was found in it."""
    store, chosen = services().store, _chosen()
    kept = store.personal_findings
    pages = Pages(chosen.page, PAGE_SIZE, kept.count(chosen.wanted))
    chosen = chosen.with_page(min(chosen.page, pages.last))
    pages = replace(pages, current=chosen.page)
    numbers = kept.documents(chosen.wanted, pages.offset, pages.size)
    places = kept.of(numbers)
    return render_template(
        "privacy/overview.html",
        documents=[(stored, places[stored.id]) for stored in readable(store, numbers)],
        pages=pages,
        chosen=chosen,
        kinds=KIND_NAMES,
        apart=[KIND_NAMES[kind.code] for kind in PUBLISHED_ON_PURPOSE],
        portals=[("", "全部"), *((name, services().config.portal_title(name)) for name in kept.portals())],
        shown=SHOWN,
        verdicts=VERDICTS,
        covered=covered,
        place_name=place_name,
        formats=WRITERS,
    )


@view.post("/privacy")
def mark() -> Response:
    """Say of one document, or of those that are chosen, what came of it; back to where it was said."""
    asking = present_visitor()
    if asking is None:
        abort(403)
    verdict, shown = _said()
    kept = services().store.personal_findings
    done = [
        kept.mark(number, digests, verdict, asking.name, request.form.getlist(f"unmarked-{number}"))
        for number, digests in shown.items()
    ]
    if not all(done):
        said = "有 {} 份文件刚有变化或者刚由别人核对，没有标记；其余的已标记。请返回上一页刷新后再看。"
        raise Refused(409, said.format(done.count(False)))
    return cast(Response, redirect(_chosen().url(".overview"), 303))


@view.get("/privacy.<file_format>")
def export(file_format: str) -> ResponseReturnValue:
    """What the filters give as a file, masked, to be handed on."""
    if file_format not in WRITERS:
        abort(404)
    # Closed by Werkzeug when the answer has been sent.
    stream = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
    WRITERS[file_format](LAYOUT, rows(services().store, _chosen().wanted), stream)
    stream.seek(0)
    name = f"疑似个人信息.{file_format}"
    return send_file(stream, MEDIA_TYPES[file_format], as_attachment=True, download_name=name)


def _chosen() -> PersonalParameters:
    args = request.args
    looked, kind = args.get("looked", ""), args.get("kind")
    page = max(1, min(args.get("page", 1, type=int), LAST_PAGE))
    return PersonalParameters(
        looked if looked in LOOKED else "",
        kind if kind in KIND_NAMES else None,
        args.get("portal") or None,
        page,
    )


def _said() -> tuple[Verdict | None, dict[int, list[str]]]:
    """What the button says, and of which texts: as they were when the page was shown. Raises Refused."""
    word, _, alone = request.form.get("mark", "").partition(" ")
    verdict = next((one for one in Verdict if one.value == word), None)
    if verdict is None and word != "undo":
        abort(400)
    chosen = [alone] if alone else request.form.getlist("document")
    numbers = [number for text in chosen if (number := document_number(text))]
    if not numbers:
        raise Refused(400, "没有选中文件，没有标记。请返回上一页，在文件前面打勾。")
    return verdict, {number: request.form.getlist(f"shown-{number}") for number in numbers}
