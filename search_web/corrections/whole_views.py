"""All hits of a search or a filter corrected in one act: what it changes is shown first."""

from __future__ import annotations

from datetime import datetime, timezone

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.privacy import covered
from corpus.store import CORRECTED_ALL
from search_web.corrections import given
from search_web.corrections.described import CATALOGUE, described
from search_web.corrections.loose import beyond_words
from search_web.corrections.preview import MOST, SHOWN_DOCUMENTS, Preview, hits
from search_web.corrections.preview import preview as previewed
from search_web.search import results
from search_web.shared import request_parameters
from search_web.shared.errors import Refused
from search_web.shared.request_parameters import SearchParameters
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("whole", __name__, url_prefix="/catalogue/all", template_folder="templates")


@view.post("/preview")
def preview() -> str:
    """How many there are, what they have now, and what they will have."""
    said = given.said_of_many(request.form)
    wanted, _ = request_parameters.read(request.args)
    shown, notes = _shown(wanted, said)
    return render_template(
        "corrections/preview.html",
        shown=shown,
        said=said,
        most_shown=SHOWN_DOCUMENTS,
        described=described(wanted, services().config),
        notes=notes,
        back=wanted.url(CATALOGUE),
        action=wanted.url(".correct"),
    )


@view.post("")
def correct() -> Response:
    """Correct them, if they are those that were shown."""
    said, asking = given.said_of_many(request.form), present_visitor()
    if asking is None:
        abort(403)
    wanted, _ = request_parameters.read(request.args)
    shown, _ = _shown(wanted, said)
    if request.form.get("mark") != shown.mark:
        raise Refused(409, "符合条件的文件刚有变化，没有更正。请返回上一页，重新预览。")
    numbers = [one.id for one in shown.changing]
    store, of = services().store, described(wanted, services().config)
    done = store.corrections.correct(numbers, said, asking.name)
    store.audit.add(asking.name, request.remote_addr or "", CORRECTED_ALL, covered(of), f"更正 {done} 件")
    return redirect(url_for("staff.corrections.listed", done=done), 303)


@view.post("/undo")
def undo() -> Response:
    """Have all documents of one act say what their pages say."""
    by, _, at = request.form.get("act", "").rpartition(" ")
    try:
        moment = datetime.fromisoformat(at).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise Refused(400, "没有选择哪一次更正，什么也没有撤销。请返回上一页重试。") from None
    kept = services().store.corrections
    if not (done := kept.undo_together(by, moment)):
        if kept.holds(by, moment):
            raise Refused(409, "这一次更正的文件都已撤下，没有撤销。等文件重新收录以后再撤销。")
        raise Refused(409, "这一次更正已经撤销。请返回上一页刷新。")
    return redirect(url_for("staff.corrections.listed", undone=done), 303)


def _shown(wanted: SearchParameters, said: dict[str, str | None]) -> tuple[Preview, tuple[str, ...]]:
    """What a correction changes, and how the query was taken. Raises Refused."""
    found = results.find(services().searcher, wanted, 1, [], snippets=False, fold=False)
    total = found.response.total
    if total > MOST:
        told = f"符合条件的有 {total:,} 件，一次最多更正 {MOST:,} 件，什么也没有改。请返回上一页，再加条件。"
        raise Refused(413, told)
    if not total:
        raise Refused(409, "没有符合条件的文件，什么也没有改。请返回上一页。")
    if more := beyond_words(wanted.query, found.response):
        raise Refused(409, f"{more}，什么也没有改。请返回上一页，改变检索词，或者在文件前面打勾。")
    documents = list(hits(services().searcher, results.request_for(wanted), said))
    return previewed(documents, said), found.notes
