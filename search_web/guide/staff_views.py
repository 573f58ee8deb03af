"""指南, as staff fill it in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.errors import StoreBusy
from search_web.guide import elements
from search_web.shared.errors import Refused
from search_web.shared.present_guide import write, written
from search_web.shared.seen import BUSY, mark_of
from search_web.shared.services import services

view = Blueprint("guide", __name__, url_prefix="/guide", template_folder="templates")

CHANGED = (
    "没有保存：您打开这一页以后，别人改过指南。您填写的还在下面；与现在保存的不同的地方，标有现在保存的内容。"
    "请对照修改，再保存一次。"
)

LONGEST = 5_000
"""Characters of an element. A guess: three pages."""


@view.get("")
def page() -> str:
    """Every element, with what the configuration says of it."""
    kept = written(services().store)
    return _form(kept, kept, mark_of(kept))


@view.post("")
def save() -> Response | tuple[str, int]:
    """Have the guide say so, unless somebody else changed it since the form was shown."""
    names = elements.CONTENT | elements.OFFICE
    texts = {key: request.form.get(key, "").replace("\r\n", "\n").strip() for key in names}
    for key, text in texts.items():
        if len(text) > LONGEST:
            raise Refused(413, f"“{names[key]}”最多 {LONGEST} 个字，没有保存。请返回上一页删减。")
    shown = request.form.get("shown", "")
    try:
        if write(services().store, texts, shown):
            return redirect(url_for(".page", done=1), 303)
    except StoreBusy:
        return _form(texts, texts, shown, BUSY), 409
    kept = written(services().store)
    return _form(texts, kept, mark_of(kept), CHANGED), 409


def _form(typed: dict[str, str], kept: dict[str, str], shown: str, problem: str = "") -> str:
    return render_template(
        "guide/written.html",
        content=elements.content(services().guide),
        office=elements.office(services().guide),
        typed=typed,
        kept=kept,
        shown=shown,
        configured=services().config.guide,
        problem=problem,
    )
