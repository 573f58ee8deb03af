"""采集: the last crawl of every portal, what failed in it, and buttons that begin another, and index."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.errors import GongkaiError
from corpus.store import CRAWL_ENDED, INDEX_ENDED
from search_web.crawls.portals import Crawled, crawled
from search_web.shared.errors import Refused
from search_web.shared.pagination import Pages
from search_web.shared.request_parameters import LAST_PAGE
from search_web.shared.services import services
from search_web.shared.staff_access import present_visitor

view = Blueprint("crawls", __name__, url_prefix="/crawls", template_folder="templates")

PAGE_SIZE = 50
"""Addresses on one page. A guess."""

LATEST = 10
"""Crawls that were begun here and have ended, of which the end is shown."""


@view.get("")
def overview() -> str:
    """Every portal, and what came of the crawls that staff began."""
    parts, failed = services(), bool(request.args.get("failed"))
    every, status = crawled(parts.store, parts.config), parts.searcher.status()
    return render_template(
        "crawls/overview.html",
        portals=[one for one in every if one.failed] if failed else every,
        only_failed=failed,
        ended=parts.store.audit.latest(0, LATEST, action=CRAWL_ENDED),
        index=status,
        unindexed=parts.store.indexing.waiting(status.revision),
        indexing=parts.index_orders.is_under_way(),
        indexed=parts.store.audit.latest(0, 1, action=INDEX_ENDED),
        may_begin=_may_begin(),
    )


@view.get("/errors")
def errors() -> str:
    """One portal: its columns, and the addresses that could not be read."""
    portal, page = _portal(request.args.get("portal", "")), request.args.get("page", 1, type=int)
    if not 1 <= page <= LAST_PAGE:
        abort(404)
    failed, total = services().store.visits.failures(portal.name, (page - 1) * PAGE_SIZE, PAGE_SIZE)
    pages = Pages(page, PAGE_SIZE, total)
    if pages.beyond:
        abort(404)
    return render_template(
        "crawls/errors.html",
        portal=portal,
        columns=_columns(portal.name),
        failed=failed,
        pages=pages,
        may_begin=_may_begin(),
    )


@view.post("")
def start() -> Response:
    """Begin a crawl of a portal, or of one column alone."""
    orders, asking = services().orders, present_visitor()
    if orders is None or asking is None:
        raise Refused(409, "这个服务不能从网页开始采集。请在服务器上运行 gongkai crawl。")
    portal, column = _portal(request.form.get("portal", "")), request.form.get("column") or None
    if not portal.configured:
        raise Refused(409, "配置中没有这个门户，没有开始采集。请管理员先把它写入配置。")
    if column and column not in _columns(portal.name):
        raise Refused(409, "配置中没有这个栏目，没有开始采集。请返回上一页刷新。")
    if portal.running:
        raise Refused(409, f"{portal.name} 正在采集，没有重复开始。请等它结束，刷新采集页面可以看到进度。")
    try:
        orders.start(portal.name, column, asking.name)
    except GongkaiError as error:
        raise Refused(409, str(error)) from error
    return redirect(url_for(".overview", begun=portal.name, column=column), 303)


@view.post("/index")
def index() -> Response:
    """Make searchable what came since: nobody has to wait for the night."""
    asking = present_visitor()
    if asking is None:
        abort(403)
    try:
        services().index_orders.start(asking.name)
    except GongkaiError as error:
        raise Refused(409, str(error)) from error
    return redirect(url_for(".overview", indexing=1, _anchor="index"), 303)


def _portal(name: str) -> Crawled:
    found = next((one for one in crawled(services().store, services().config) if one.name == name), None)
    if found is None:
        abort(404)
    return found


def _columns(portal: str) -> list[str]:
    """Those that the configuration names: what was found by itself is not crawled alone."""
    return [column.name for one in services().config.portal if one.name == portal for column in one.column]


def _may_begin() -> bool:
    asking = present_visitor()
    return services().orders is not None and asking is not None and asking.administers
