"""重复文件: the groups over the whole collection, two documents side by side, what staff say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts import MARKS, SCOPES, STATES
from corpus.records import StoredDocument
from indexer.duplicates import NAMES, NO_DUPLICATES, Group, GroupState, Kind, Scope, groups, unmark
from search_web.duplicates.marks import batches, carry_out, fingerprint
from search_web.duplicates.side_by_side import MOST_COMPARED, side_by_side
from search_web.shared.errors import Refused
from search_web.shared.pagination import Pages
from search_web.shared.public_address import asked_for
from search_web.shared.request_parameters import LAST_PAGE
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("duplicates", __name__, url_prefix="/duplicates", template_folder="templates")

PAGE_SIZE = 20
"""Groups on one page. A guess: they are worked through, not read."""

SHOWN = 8
"""Documents of a group before 更多. A guess: few groups are larger."""

ALL = "all"
"""The state that asks for every group."""

LABELS: dict[str, Any] = {
    "names": NAMES,
    "kind_names": {kind.value: name for kind, name in NAMES.items()},
    "scope_names": SCOPES,
    "state_names": STATES,
    "mark_names": MARKS,
}
"""What the templates call things."""

Value = TypeVar("Value", bound=Enum)


@dataclass(frozen=True, slots=True)
class GroupParameters:
    """Which groups are looked at."""

    column: str | None = None
    agency: str | None = None
    kind: Kind | None = None
    scope: Scope | None = None
    state: GroupState | None = GroupState.OPEN
    page: int = 1

    def with_page(self, page: int) -> GroupParameters:
        """The same on another page."""
        return replace(self, page=page)

    def url(self, endpoint: str, **more: str | None) -> str:
        """The address that asks for this."""
        values: dict[str, Any] = {**more, "column": self.column, "agency": self.agency}
        values |= {name: value.value for name in ("kind", "scope") if (value := getattr(self, name))}
        if self.state is not GroupState.OPEN:
            values["state"] = self.state.value if self.state else ALL
        return url_for(endpoint, page=self.page if self.page > 1 else None, **values)


@view.get("")
def overview() -> str:
    """The groups within the filters, each with the copy to keep; beyond the end, the last page."""
    store, config, chosen = services().store, services().config, _chosen()
    every = groups(store, config)
    narrowed = {name: getattr(chosen, name) for name in ("column", "agency", "kind", "scope", "state")}
    found = groups(store, config, **narrowed)
    pages = Pages(min(chosen.page, Pages(1, PAGE_SIZE, len(found)).last), PAGE_SIZE, len(found))
    return render_template(
        "duplicates/overview.html",
        found=found[pages.offset : pages.offset + pages.size],
        pages=pages,
        chosen=chosen.with_page(pages.current),
        any=bool(every),
        choices=_choices(every),
        marked=len(services().store.duplicates.marks()),
        shown=SHOWN,
        fingerprint=fingerprint,
        **LABELS,
    )


@view.post("")
def mark_groups() -> Response:
    """Mark a pair or a group; back to the page it was done on."""
    return _marked()


@view.get("/compare")
def compare() -> str:
    """Two documents beside each other, withdrawn ones too."""
    left, right = (_document(name) for name in ("left", "right"))
    pairs = services().store.duplicates.pairs([left.id])
    first, last = sorted((left.id, right.id))
    texts = left.document.text, right.document.text
    urls = sorted((left.document.url, right.document.url))
    return render_template(
        "duplicates/compare.html",
        left=left,
        right=right,
        pair=next((pair for pair in pairs if (pair.left, pair.right) == (first, last)), None),
        mark=services().store.duplicates.marks(left.document.url).get((urls[0], urls[1])),
        rows=side_by_side(*texts) if sum(map(len, texts)) <= MOST_COMPARED else None,
        **LABELS,
    )


@view.post("/compare")
def mark_compared() -> Response:
    """Mark the two; back to them."""
    return _marked()


@view.get("/marks")
def marks() -> str:
    """What staff said, latest first."""
    page = request.args.get("page", 1, type=int)
    every = batches(services().store.duplicates.marks().values())
    pages = Pages(max(1, min(page, Pages(1, PAGE_SIZE, len(every)).last)), PAGE_SIZE, len(every))
    shown = every[pages.offset : pages.offset + pages.size]
    by_url = {url: services().store.by_url(url) for batch in shown for url in batch.urls[:SHOWN]}
    return render_template(
        "duplicates/marks.html",
        batches=shown,
        pages=pages,
        chosen=GroupParameters(page=pages.current),
        by_url=by_url,
        shown=SHOWN,
        **LABELS,
    )


@view.post("/marks")
def take_back() -> Response:
    """Take back what was said at one time."""
    key = request.form.get("batch", "")
    found = batches(services().store.duplicates.marks().values())
    batch = next((batch for batch in found if batch.key == key), None)
    if batch is None:
        raise Refused(409, "这个标记已经撤销，或又有人重新标记过。请返回标记页面查看。")
    unmark(services().store, batch.pairs)
    return redirect(url_for(".marks"))


def _chosen() -> GroupParameters:
    args = request.args
    page = args.get("page", 1, type=int)
    state = args.get("state", GroupState.OPEN.value)
    return GroupParameters(
        args.get("column") or None,
        args.get("agency") or None,
        _value(Kind, args.get("kind")),
        _value(Scope, args.get("scope")),
        None if state == ALL else _value(GroupState, state) or GroupState.OPEN,
        max(1, min(page, LAST_PAGE)),
    )


def _choices(every: Sequence[Group]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers, as values and words."""
    counts = Counter(group.state for group in every)
    states = [(state.value, f"{name}（{counts[state]} 组）") for state, name in STATES.items()]
    named = {
        name: sorted({value for group in every for one in group.members if (value := getattr(one, name))})
        for name in ("column", "agency")
    }
    return {
        "state": [*states, (ALL, f"全部（{len(every)} 组）")],
        "kind": [(kind.value, name) for kind, name in NAMES.items() if kind not in NO_DUPLICATES],
        "scope": [(scope.value, name) for scope, name in SCOPES.items()],
        **{name: [(value, value) for value in values] for name, values in named.items()},
    }


def _value(choices: type[Value], text: str | None) -> Value | None:
    return next((choice for choice in choices if choice.value == text), None)


def _document(name: str) -> StoredDocument:
    number = request.args.get(name, 0, type=int)
    stored = services().store.get(number) if number > 0 else None
    if stored is None:
        abort(404)
    return stored


def _marked() -> Response:
    """Do what the button says. Raises Refused."""
    asking = present_visitor()
    if asking is None:
        abort(403)
    carry_out(request.form.get("mark", ""), asking.name, services().store, services().config)
    return redirect(asked_for())
