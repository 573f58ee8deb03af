"""词表: what staff write into it, tried on twenty searches before it holds."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.errors import ThesaurusBroken
from search_web.shared.errors import Refused
from search_web.shared.services import services
from search_web.thesaurus import preview

view = Blueprint("thesaurus", __name__, url_prefix="/thesaurus", template_folder="templates")

LONGEST = 50_000
"""Characters of what staff write. A guess: two thousand terms."""


@view.get("")
def page() -> Response:
    """What holds now."""
    return _page(_now())


@view.post("")
def write() -> Response:
    """Try a text, have it hold, or have the former one hold again."""
    texts = services().store.shared_texts
    act, text = request.form.get("act", ""), request.form.get("text", "").replace("\r\n", "\n").strip()
    if act == "restore":
        text = texts.get("former_staff_thesaurus")
    if len(text) > LONGEST:
        raise Refused(413, f"词表太长，最多 {LONGEST} 个字，没有保存。请返回上一页删减。")
    try:
        then = services().searcher.with_thesaurus(text)
    except ThesaurusBroken as broken:
        return _page(text, status=422, problem=str(broken))
    if act in ("save", "restore"):
        if text != _now():
            texts.leave("former_staff_thesaurus", _now())
            texts.leave("staff_thesaurus", text)
        return redirect(url_for(".page", done=1), 303)
    queries = preview.searches(services().store, services().config.search.past_query_threshold, _now(), text)
    return _page(text, tried=preview.compare(services().searcher, then, queries))


def _now() -> str:
    return services().store.shared_texts.get("staff_thesaurus")


def _page(
    text: str, status: int = 200, problem: str = "", tried: list[preview.Tried] | None = None
) -> Response:
    former = services().store.shared_texts.get("former_staff_thesaurus")
    shown = render_template(
        "thesaurus/page.html", text=text, problem=problem, tried=tried, former=former, now=_now()
    )
    return make_response(shown, status)
