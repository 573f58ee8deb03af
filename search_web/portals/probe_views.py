"""A look at a portal, asked for in the browser, and what is taken of what it saw."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.errors import GongkaiError
from corpus.portal_faults import address_of, identity
from corpus.portal_settings import FAMILIES, PortalSettings
from corpus.portals_file import version
from corpus.probes import ProbeState
from search_web.portals import given
from search_web.portals.written import Writing
from search_web.shared.errors import Refused
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("probes", __name__, url_prefix="/portals/probe", template_folder="templates")


@view.post("")
def start() -> Response:
    """Have a portal looked at from now on."""
    orders, asking = services().orders, present_visitor()
    if orders is None or asking is None:
        raise Refused(409, "这个服务不能从网页查看网站。请在服务器上运行 gongkai portal probe。")
    home = given.home_of(request.form.get("home", ""))
    state = services().store.probes.known(home)
    if state is None or not state.running:
        try:
            orders.probe(home, asking.name)
        except GongkaiError as error:
            raise Refused(409, str(error)) from error
    return redirect(url_for(".page", home=home), 303)


@view.get("")
def page() -> str:
    """How far it is, or what it saw, to be chosen from."""
    state = _state(request.args.get("home", ""))
    config, columns = services().config, services().store.crawl_memory.columns()
    portal = _configured(state)
    held = {identity(address_of(portal.home, one.url)) for one in portal.column} if portal else set()
    same_site = [one for one in config.portal if given.host_of(one.home) == given.host_of(state.home)]
    return render_template(
        "portals/probe.html",
        state=state,
        portal=portal,
        columns=_named(state),
        held={number for number, one in enumerate(state.columns) if identity(one.url) in held},
        same_site=[one for one in same_site if one is not portal],
        name=given.short_name(state.home, config, columns),
        former=given.former_name(state.home, config, columns),
        families=FAMILIES,
        version=version(config),
    )


@view.post("/add")
def add() -> Response:
    """Write what was ticked: a portal, or more columns of one."""
    state = _state(request.form.get("home", ""))
    portal, parts, asking = _configured(state), services(), present_visitor()
    if asking is None:
        abort(403)
    config = parts.config
    writing = Writing(parts.store, config, asking.name, request.form.get("version", ""))
    writing.refuse_stale()
    others = [one for one in config.portal if portal is None or one.name != portal.name]
    if portal is None:
        new, said = given.new_portal(request.form, state, config), "新增门户"
    else:
        new, said = given.with_more(portal, given.ticked(request.form, state)), "新增栏目："
    given.refuse_twins(new, others, parts.store.crawl_memory.columns(), config)
    writing.put(new, f"{said} {new.name}")
    return redirect(url_for("staff.portals.one", portal=new.name, done="add"), 303)


def _named(state: ProbeState) -> list[str]:
    """The names of what was seen, with a number where one was there before."""
    names: list[str] = []
    for column in state.columns:
        number, name = 2, column.name
        while name in names:
            number, name = number + 1, f"{column.name} {number}"
        names.append(name)
    return names


def _state(home: str) -> ProbeState:
    found = services().store.probes.known(home)
    if found is None:
        abort(404)
    return found


def _configured(state: ProbeState) -> PortalSettings | None:
    """The portal of that home, where it is configured."""
    portals = services().config.portal
    return next((one for one in portals if identity(one.home) == identity(state.home)), None)
