"""The searches that found nothing, for staff."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from search_web.shared.errors import Refused
from search_web.shared.services import services

view = Blueprint("waiting", __name__, url_prefix="/searches", template_folder="templates")


@view.get("")
def unanswered() -> str:
    """By how often they were asked."""
    threshold = services().config.search.past_query_threshold
    kept = services().store.unanswered_queries.kept(threshold)
    asked = sorted(kept, key=lambda one: (-one[1], one[0]))
    return render_template("waiting/unanswered.html", asked=asked, threshold=threshold)


@view.post("")
def settle() -> Response:
    """Staff dealt with one: it is counted anew."""
    if not services().store.unanswered_queries.forget(request.form.get("query", "")):
        raise Refused(409, "这条检索已经有人处理。请返回上一页刷新。")
    return redirect(url_for(".unanswered"))
