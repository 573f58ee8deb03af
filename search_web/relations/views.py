"""Staff say what one document is to another, and take it back."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from corpus.addresses import normal
from corpus.records import StoredDocument
from corpus.store import RelationKind, Store
from search_web.shared.errors import Refused
from search_web.shared.request_parameters import document_number
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("relations", __name__, url_prefix="/document", template_folder="templates")

NAMES = {
    RelationKind.SUCCESSOR: ("后继文件", "取代的文件"),
    RelationKind.READING: ("政策解读", "解读的文件"),
    RelationKind.CORRECTS: ("更正公告", "更正的文件"),
    RelationKind.NOT_CORRECTS: ("不是它的更正公告", "它更正的不是这一份"),
}
"""What the other document is called beside the first, and the first beside the other."""


def listed(store: Store, number: int) -> list[tuple[str, str, StoredDocument, str]]:
    """Of one document: what the other one is called, what takes it back, that one, who said so."""
    said = store.said_relations.of(number)
    others = {one.id: one for one in store.documents([*{n for one in said for n in (one.first, one.other)}])}
    return [
        (
            NAMES[one.kind][one.other == number],
            f"{one.first} {one.other} {one.kind.value}",
            others[one.first if one.other == number else one.other],
            one.by,
        )
        for one in said
    ]


@view.post("/<int:number>/relations")
def say(number: int) -> Response:
    """Say what another document is to this one."""
    store, asking = services().store, present_visitor()
    if asking is None or store.get(number) is None:
        abort(404)
    kind, backward = _kind(request.form.get("kind", ""))
    other = _other(request.form.get("other", "").strip())
    if other == number:
        raise Refused(400, "两份文件是同一份，没有设定。请返回上一页，填写另一份文件。")
    first, second = (other, number) if backward else (number, other)
    if not store.said_relations.say(first, second, kind, asking.name):
        raise Refused(409, "这两份文件已经设定了方向相反的关系，没有设定。请返回上一页，先撤销那一个。")
    return _back(number)


@view.post("/<int:number>/relations/undo")
def take_back(number: int) -> Response:
    """Take back what somebody said."""
    match request.form.get("relation", "").split():
        case [first, other, kind] if (one := document_number(first)) and (two := document_number(other)):
            if services().store.said_relations.take_back(one, two, _kind(kind)[0]):
                return _back(number)
    raise Refused(409, "这个关系已经撤销。请返回上一页刷新。")


def _kind(text: str) -> tuple[RelationKind, bool]:
    """What a form says, and whether it says it from the other side."""
    name, _, backward = text.partition(" ")
    kind = next((kind for kind in RelationKind if kind.value == name), None)
    if kind is None:
        raise Refused(400, "没有选择关系，没有设定。请返回上一页选择。")
    return kind, bool(backward)


def _other(text: str) -> int:
    """The number of a document, by that, by its address here, or by that on its portal."""
    number, store = document_number(_last_part(text)), services().store
    found = store.get(number) if number else store.by_url(normal(text) or text)
    if found is None:
        raise Refused(404, f"没有收录这份文件：{text or '（没有填写）'}。请返回上一页，填写它的网址或编号。")
    return found.id


def _last_part(text: str) -> str:
    """Of an address of ours, what follows the last stroke; of anything else, all."""
    try:
        parts, own = urlsplit(text), urlsplit(services().config.site.address)
    except ValueError:
        return text
    here = {request.host.lower(), own.netloc.lower()} - {""}
    return parts.path.rpartition("/")[2] if parts.netloc.lower() in here else text


def _back(number: int) -> Response:
    return redirect(url_for("staff.document", number=number, _anchor="relations"), 303)
