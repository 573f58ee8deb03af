"""大家常查 of the terminal: what staff pin there, and what they hide."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from corpus.store.shared_texts import TextName
from search_web.shared.errors import Refused
from search_web.shared.services import services

view = Blueprint("terms", __name__, url_prefix="/terms", template_folder="templates")

MOST, LONGEST = 100, 40
"""Terms of a list, and characters of a term. Guesses: what a terminal shows is six."""

LISTS: dict[TextName, str] = {"pinned_terms": "置顶", "hidden_terms": "不显示"}
"""Where each list is kept, and what it is called."""


@view.get("")
def page() -> str:
    """What is pinned and hidden, beside what the configuration says."""
    texts, settings = services().store.shared_texts, services().config.terminal
    lists = [(name, said, texts.get(name)) for name, said in LISTS.items()]
    configured = {"pinned_terms": settings.pinned, "hidden_terms": settings.hidden}
    return render_template("thesaurus/terms.html", lists=lists, configured=configured)


@view.post("")
def write() -> Response:
    """Keep both lists."""
    given = {name: _terms(said, request.form.get(name, "")) for name, said in LISTS.items()}
    for name, terms in given.items():
        services().store.shared_texts.leave(name, "\n".join(terms))
    return redirect(url_for(".page", done=1), 303)


def _terms(said: str, text: str) -> list[str]:
    terms = list(dict.fromkeys(term for line in text.splitlines() if (term := " ".join(line.split()))))
    if len(terms) > MOST or any(len(term) > LONGEST for term in terms):
        raise Refused(400, f"“{said}”最多 {MOST} 个词，每个最多 {LONGEST} 个字，没有保存。请返回上一页改正。")
    return terms
