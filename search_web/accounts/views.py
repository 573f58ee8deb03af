"""Signing in and out, one's own account, the accounts of all, and the audit log."""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from corpus.exchange.tables import WRITERS, Layout
from corpus.staff import (
    ROLE_NAMES,
    PasswordRefused,
    SignedIn,
    StaffError,
    TooManyFailures,
    Visitor,
    change_password,
    enter_by_link,
    known_account,
    sign_in,
)
from search_web.accounts.audit_rows import HEADS, rows
from search_web.shared.errors import Refused
from search_web.shared.pagination import Pages
from search_web.shared.public_address import asked_for, cookie_path
from search_web.shared.services import services
from search_web.shared.staff_access import COOKIE, origin, present_visitor, remember

view = Blueprint("accounts", __name__, template_folder="templates")

PAGE_SIZE = 50
"""Events of the audit log on a page. A guess."""

OPEN = ("staff.accounts.form", "staff.accounts.enter", "staff.accounts.take_in")
"""What answers before somebody is signed in."""

CHANGING = ("staff.accounts.own", "staff.accounts.change", "staff.accounts.sign_out")
"""What answers whose password is too old."""

ADMINISTRATORS = (
    "staff.accounts.all_accounts",
    "staff.accounts.audit",
    "staff.accounts.export",
    "staff.crawls.start",
    "staff.portals.overview",
    "staff.portals.one",
    "staff.portals.change",
    "staff.portals.restore",
    "staff.probes.start",
    "staff.probes.page",
    "staff.probes.add",
    "staff.thesaurus.page",
    "staff.thesaurus.write",
)
"""What only administrators may see and do."""

LAYOUT = Layout("操作记录", HEADS, (8, 20, 16, 20, 20, 60, 20))

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def sign_in_page(status: int, problem: str = "") -> Response:
    """The form, and why the last try did not do."""
    going_to = request.form.get("next") or asked_for()
    page = render_template("accounts/sign_in.html", problem=problem, going_to=going_to)
    return make_response(page, status)


@view.get("/sign-in")
def form() -> Response:
    """For who comes of their own accord."""
    return _to(url_for("staff.overview")) if present_visitor() else sign_in_page(200)


@view.post("/sign-in")
def enter() -> Response:
    """By name and password."""
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    known = services()
    try:
        signed_in = sign_in(known.store, known.config.staff, name, password, origin())
    except TooManyFailures as error:
        response = sign_in_page(429, str(error))
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except StaffError as error:
        return sign_in_page(403, str(error))
    return _welcome(signed_in)


@view.get("/enter/<secret>")
def take_in(secret: str) -> Response:
    """By a link made on the machine; to look whether it is there does not use it."""
    if request.method == "HEAD":
        return Response()
    known = services()
    try:
        return _welcome(enter_by_link(known.store, known.config.staff, secret, origin()))
    except StaffError as error:
        return sign_in_page(403, str(error))


@view.post("/sign-out")
def sign_out() -> Response:
    """The session ends in the store, too: a cookie that somebody copied is worth nothing."""
    services().store.sessions.end(_asking().session)
    response = _to(url_for(".form"))
    response.delete_cookie(COOKIE, path=cookie_path())
    return response


@view.get("/account")
def own(problem: str = "") -> str:
    """Whoever is signed in, where, and another password."""
    asking = _asking()
    return render_template(
        "accounts/own.html",
        asking=asking,
        role=ROLE_NAMES[asking.role],
        problem=problem,
        account=services().store.accounts.get(asking.name),
        sessions=services().store.sessions.of(asking.name),
    )


@view.post("/account/password")
def change() -> Response:
    """Another password for oneself: every session ends, this one goes on anew."""
    known, asking = services(), _asking()
    account, given = known_account(known.store, asking.name), request.form.get("new", "")
    try:
        if account.password_hash:
            sign_in(known.store, known.config.staff, asking.name, request.form.get("old", ""), origin())
        if given != request.form.get("again", given):
            raise PasswordRefused("两次输入的不一样")
        change_password(known.store, account, given, asking.name, request.remote_addr or "")
    except StaffError as error:
        return make_response(own(str(error)), 422)
    signed_in = sign_in(known.store, known.config.staff, asking.name, given, origin())
    return remember(_to(url_for(".own")), signed_in)


@view.post("/sessions/end")
def end() -> Response:
    """End a session: one's own, or as administrator anybody's."""
    asking = _asking()
    whose = None if asking.administers else asking.name
    if not services().store.sessions.end(request.form.get("session", ""), whose):
        raise Refused(409, "这次登录已经结束。请返回帐号页面查看。")
    return _to(url_for(".all_accounts" if request.form.get("all") else ".own"))


@view.get("/accounts")
def all_accounts() -> str:
    """Who there is, and who is signed in."""
    store = services().store
    names = {role.value: name for role, name in ROLE_NAMES.items()}
    return render_template(
        "accounts/all.html",
        accounts=store.accounts.all(),
        sessions=store.sessions.of(),
        asking=_asking(),
        role_names=names,
    )


@view.get("/audit")
def audit() -> str:
    """What staff did, the latest first."""
    who = request.args.get("who") or None
    log = services().store.audit
    pages = Pages(request.args.get("page", 1, type=int), PAGE_SIZE, log.count(who))
    if pages.beyond or pages.current < 1:
        abort(404)
    events = rows(log.latest(pages.offset, pages.size, who))
    return render_template("accounts/audit.html", events=list(events), heads=HEADS, pages=pages, who=who)


@view.get("/audit.<file_format>")
def export(file_format: str) -> Response:
    """All of it as a file, from the first event on."""
    if file_format not in WRITERS:
        abort(404)
    asking, log = _asking(), services().store.audit
    log.add(asking.name, request.remote_addr or "", "导出操作记录", file_format)
    # Closed by Werkzeug when the answer has been sent.
    stream = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1 << 20))  # noqa: SIM115
    WRITERS[file_format](LAYOUT, rows(log.all()), stream)
    stream.seek(0)
    return send_file(
        stream, MEDIA_TYPES[file_format], as_attachment=True, download_name=f"操作记录.{file_format}"
    )


def _welcome(signed_in: SignedIn) -> Response:
    """To the page that was asked for, where that is one of these."""
    home = url_for("staff.overview")
    wanted = request.form.get("next", "")
    inside = wanted == home or wanted.startswith((f"{home}/", f"{home}?"))
    return remember(_to(wanted if inside else home), signed_in)


def _to(address: str) -> Response:
    return make_response(redirect(address, 303))


def _asking() -> Visitor:
    asking = present_visitor()
    if asking is None:
        abort(403)
    return asking
