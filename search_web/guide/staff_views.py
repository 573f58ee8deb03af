"""指南, as staff fill it in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from search_web.guide import elements
from search_web.shared.errors import Refused
from search_web.shared.present_guide import write, written
from search_web.shared.services import services

view = Blueprint("guide", __name__, url_prefix="/guide", template_folder="templates")

LONGEST = 5_000
"""Characters of an element. A guess: three pages."""


@view.get("")
def page() -> str:
    """Every element, with what the configuration says of it."""
    return render_template(
        "guide/written.html",
        content=elements.content(services().guide),
        office=elements.office(services().guide),
        written=written(services().store),
        configured=services().config.guide,
    )


@view.post("")
def save() -> Response:
    """Have the guide say so."""
    names = elements.CONTENT | elements.OFFICE
    texts = {key: request.form.get(key, "").replace("\r\n", "\n").strip() for key in names}
    for key, text in texts.items():
        if len(text) > LONGEST:
            raise Refused(413, f"“{names[key]}”最多 {LONGEST} 个字，没有保存。请返回上一页删减。")
    write(services().store, texts)
    return redirect(url_for(".page", done=1), 303)
