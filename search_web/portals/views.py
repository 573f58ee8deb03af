"""门户和栏目: what is configured, how it is changed, paused, removed, and former settings brought back."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.errors import GongkaiError
from corpus.portal_settings import FAMILIES, PortalSettings
from corpus.portals_file import former, former_portals, own_portals, version
from search_web.portals import given
from search_web.portals.written import Writing, here
from search_web.shared.errors import Refused
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("portals", __name__, url_prefix="/portals", template_folder="templates")


@view.get("")
def overview() -> str:
    """Every portal that is configured, and the former versions of what was written here."""
    config = services().config
    return render_template(
        "portals/overview.html",
        portals=config.portal,
        own={portal.name for portal in own_portals(config)},
        here=here(config),
        former=former(config),
        version=version(config),
        path=config.portals_path,
        may_probe=services().orders is not None,
    )


@view.get("/one")
def one() -> str:
    """A portal and its columns, to be changed."""
    portal, config = _portal(request.args.get("portal", "")), services().config
    return render_template(
        "portals/one.html",
        portal=portal,
        families=FAMILIES,
        own=portal.name in {one.name for one in own_portals(config)},
        here=portal.name in here(config),
        version=version(config),
        may_probe=services().orders is not None,
    )


@view.post("/one")
def change() -> Response:
    """Keep what the form says, or do what its button says."""
    portal, act = _portal(request.form.get("portal", "")), request.form.get("act", "")
    config, writing = services().config, _writing()
    writing.refuse_stale()
    in_config = portal.name in {one.name for one in own_portals(config)}
    match act:
        case "save":
            others = [one for one in config.portal if one.name != portal.name]
            new = given.changed(request.form, portal)
            columns = services().store.crawl_memory.columns()
            given.refuse_twins(new, others, columns, config)
            writing.put(new, f"修改门户 {portal.name}")
        case "pause" | "resume":
            said = "暂停" if act == "pause" else "恢复"
            writing.put(replace(portal, paused=act == "pause"), f"{said}门户 {portal.name}")
        case "remove" if in_config:
            said = "这个门户写在 config.toml 里，没有移除。请在服务器上从那里删去；也可以先在这里暂停。"
            raise Refused(409, said)
        case "remove" | "reset":
            said = "移除" if act == "remove" else "改回 config.toml 的设置："
            writing.drop(portal.name, f"{said}门户 {portal.name}")
        case _:
            raise Refused(400, "没有选择操作，什么也没有改。请返回上一页重试。")
    if act == "remove":
        return redirect(url_for(".overview", removed=portal.name), 303)
    return redirect(url_for(".one", portal=portal.name, done=act), 303)


@view.post("/former")
def restore() -> Response:
    """Have a former version again; the present one becomes a former one."""
    name = request.form.get("former", "")
    try:
        portals = former_portals(services().config, name)
    except GongkaiError as error:
        raise Refused(409, str(error)) from error
    if portals is None:
        raise Refused(409, "没有这个旧版，没有恢复。请返回上一页刷新。")
    _writing().restore(portals, f"恢复 {name} 以前的设置")
    return redirect(url_for(".overview", restored=1), 303)


def _writing() -> Writing:
    parts, asking = services(), present_visitor()
    if asking is None:
        abort(403)
    return Writing(parts.store, parts.config, asking.name, request.form.get("version", ""))


def _portal(name: str) -> PortalSettings:
    found = next((one for one in services().config.portal if one.name == name), None)
    if found is None:
        abort(404)
    return found
