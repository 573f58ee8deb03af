"""大家常查 of the terminal: what staff pin there, and what they hide."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from corpus.errors import StoreBusy
from corpus.store.shared_texts import TextName
from search_web.shared.errors import Refused
from search_web.shared.seen import BUSY, mark_of
from search_web.shared.services import services

view = Blueprint("terms", __name__, url_prefix="/terms", template_folder="templates")

MOST, LONGEST = 100, 40
"""Terms of a list, and characters of a term. Guesses: what a terminal shows is six."""

CHANGED = (
    "没有保存：您打开这一页以后，别人改过这些词。您填写的还在下面；与现在保存的不同的地方，标有现在保存的内容。"
    "请对照修改，再保存一次。"
)

LISTS: dict[TextName, str] = {"pinned_terms": "置顶", "hidden_terms": "不显示"}
"""Where each list is kept, and what it is called."""


@view.get("")
def page() -> str:
    """What is pinned and hidden, beside what the configuration says."""
    kept = _kept()
    return _form(kept, kept, mark_of(kept))


@view.post("")
def write() -> Response | tuple[str, int]:
    """Keep both lists, unless somebody else changed them since they were shown."""
    store, shown = services().store, request.form.get("shown", "")
    given = {name: "\n".join(_terms(said, request.form.get(name, ""))) for name, said in LISTS.items()}
    try:
        with store.lock("terms", StoreBusy()):
            kept = _kept()
            if given != kept and mark_of(kept) != shown:
                return _form(given, kept, mark_of(kept), CHANGED), 409
            for name, terms in given.items():
                store.shared_texts.leave(name, terms)
    except StoreBusy:
        return _form(given, given, shown, BUSY), 409
    return redirect(url_for(".page", done=1), 303)


def _kept() -> dict[TextName, str]:
    return {name: services().store.shared_texts.get(name) for name in LISTS}


def _form(typed: Mapping[TextName, str], kept: Mapping[TextName, str], shown: str, problem: str = "") -> str:
    settings = services().config.terminal
    return render_template(
        "thesaurus/terms.html",
        lists=LISTS,
        typed=typed,
        kept=kept,
        shown=shown,
        problem=problem,
        configured={"pinned_terms": settings.pinned, "hidden_terms": settings.hidden},
    )


def _terms(said: str, text: str) -> list[str]:
    terms = list(dict.fromkeys(term for line in text.splitlines() if (term := " ".join(line.split()))))
    if len(terms) > MOST or any(len(term) > LONGEST for term in terms):
        raise Refused(400, f"“{said}”最多 {MOST} 个词，每个最多 {LONGEST} 个字，没有保存。请返回上一页改正。")
    return terms
