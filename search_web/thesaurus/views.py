"""词表: what staff write into it, tried on twenty searches before it holds."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.errors import StoreBusy
from indexer.errors import ThesaurusBroken
from search_web.shared.errors import Refused
from search_web.shared.seen import BUSY, mark_of
from search_web.shared.services import services
from search_web.thesaurus import preview

view = Blueprint("thesaurus", __name__, url_prefix="/thesaurus", template_folder="templates")

LONGEST = 50_000
"""Characters of what staff write. A guess: two thousand terms."""

CHANGED = (
    "没有保存：您打开这一页以后，别人改过词表。您填写的还在下面，现在保存的列在它后面。"
    "请对照修改，再保存一次。"
)


@view.get("")
def page() -> Response:
    """What holds now."""
    now = _now()
    return _page(now, _mark(now))


@view.post("")
def write() -> Response:
    """Try a text, or have it or the former one hold, unless somebody else changed it since it was shown."""
    act, typed = request.form.get("act", ""), request.form.get("text", "").replace("\r\n", "\n").strip()
    shown = request.form.get("shown", "")
    text = services().store.shared_texts.get("former_staff_thesaurus") if act == "restore" else typed
    if len(text) > LONGEST:
        raise Refused(413, f"词表太长，最多 {LONGEST} 个字，没有保存。请返回上一页删减。")
    try:
        then = services().searcher.with_thesaurus(text)
    except ThesaurusBroken as broken:
        return _page(text, shown, 422, str(broken))
    if act in ("save", "restore"):
        return _save(text, typed, shown)
    threshold = services().config.search.past_query_threshold
    queries = preview.searches(services().store, threshold, _now(), text)
    return _page(text, shown, tried=preview.compare(services().searcher, then, queries))


def _save(text: str, typed: str, shown: str) -> Response:
    store = services().store
    try:
        with store.lock("thesaurus", StoreBusy()):
            now = _now()
            if text != now:
                if _mark(now) != shown:
                    return _page(typed, _mark(now), 409, CHANGED)
                store.shared_texts.leave("former_staff_thesaurus", now)
                store.shared_texts.leave("staff_thesaurus", text)
    except StoreBusy:
        return _page(typed, shown, 409, BUSY)
    return redirect(url_for(".page", done=1), 303)


def _now() -> str:
    return services().store.shared_texts.get("staff_thesaurus")


def _mark(text: str) -> str:
    return mark_of({"text": text})


def _page(
    text: str, shown: str, status: int = 200, problem: str = "", tried: list[preview.Tried] | None = None
) -> Response:
    page = render_template(
        "thesaurus/page.html",
        text=text,
        shown=shown,
        problem=problem,
        changed=problem == CHANGED,
        tried=tried,
        threshold=services().config.search.past_query_threshold,
        former=services().store.shared_texts.get("former_staff_thesaurus"),
        now=_now(),
    )
    return make_response(page, status)
