"""What a form says of a portal: checked, and told in plain words where it cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from corpus import addresses
from corpus.config import Config
from corpus.errors import ConfigError
from corpus.fields import NAMES
from corpus.portal_faults import address_of, identity, portal_faults
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.probes import ProbeState
from corpus.records import ColumnState
from corpus.settings_reader import read_table
from search_web.shared.errors import Refused

LABELS = {
    "name": "门户名称",
    "title": "显示的名称",
    "home": "首页网址",
    "agency": "默认机构",
    "family": NAMES["family"],
    "delay_seconds": "请求间隔",
    "every_hours": "采集周期",
    "attachment_hosts": "附件所在的主机",
    "column.name": "栏目名称",
    "column.url": "栏目网址",
}
"""What the keys of the configuration are called on the page."""

PLAIN = ("title", "agency", "family")
NUMBERS = ("delay_seconds", "every_hours")

MOST_COLUMNS = 500
"""Of a portal. A guess: the largest portals that we saw have some 300."""


def home_of(text: str) -> str:
    """An address that can be looked at. Raises Refused."""
    url = text.strip()
    if url and "://" not in url:
        url = f"http://{url}"
    if problem := addresses.fault(url):
        said = f"网址有误（{problem}）：{text.strip() or '（没有填写）'}。"
        raise Refused(400, f"{said}请返回上一页，写成 https://www.example.gov.cn/ 的样子。")
    return addresses.normal(url) or url


def host_of(url: str) -> str:
    """Host and port, without `www.`: what two portals of one site have in common."""
    return (addresses.parts_of(url).netloc or "").lower().removeprefix("www.")


def short_name(home: str, config: Config, columns: Sequence[ColumnState]) -> str:
    """What is offered as the name: what its documents are under already, or else the host's own words."""
    if former := former_name(home, config, columns):
        return former
    host = urlsplit(home).hostname or ""
    if re.fullmatch(r"[\d.:]+", host):
        return host
    parts = [part for part in host.split(".") if part not in ("www", "gov", "cn", "com", "org")]
    return "-".join(parts) or host


def former_name(home: str, config: Config, columns: Sequence[ColumnState]) -> str:
    """The name under which the same site was crawled without being configured; empty where it was not."""
    return next(iter(_former_names(home, config, columns)), "")


def _former_names(home: str, config: Config, columns: Sequence[ColumnState]) -> list[str]:
    configured = {portal.name for portal in config.portal}
    return [
        one.portal for one in columns if host_of(one.url) == host_of(home) and one.portal not in configured
    ]


def new_portal(form: MultiDict[str, str], state: ProbeState, config: Config) -> PortalSettings:
    """What was seen, as far as it was ticked. Raises Refused."""
    table = _told(form, {"name": form.get("name", "").strip(), "home": state.home})
    if state.attachment_hosts:
        table["attachment_hosts"] = list(state.attachment_hosts)
    host = urlsplit(state.home).netloc.lower()
    if private := [
        one for one in config.crawl.private_hosts if one.lower() in (host, host.partition(":")[0])
    ]:
        table["private_hosts"] = private
    table["column"] = [asdict(one) for one in ticked(form, state)]
    return _read(table)


def ticked(form: MultiDict[str, str], state: ProbeState) -> tuple[ColumnSettings, ...]:
    """The columns that were ticked, by the names that were given to them. Raises Refused."""
    chosen = {int(text) for text in form.getlist("column") if text.isdecimal() and len(text) < 6}
    columns = [
        ColumnSettings(form.get(f"name-{number}", "").strip() or column.name, column.url)
        for number, column in enumerate(state.columns)
        if number in chosen
    ]
    if not columns:
        raise Refused(400, "没有选中栏目，什么也没有保存。请返回上一页，在栏目前面打勾。")
    return tuple(columns)


def changed(form: MultiDict[str, str], portal: PortalSettings) -> PortalSettings:
    """A portal as the form of its page has it. Raises Refused."""
    table = {name: value for name, value in asdict(portal).items() if value is not None}
    table = _told(form, table)
    table["attachment_hosts"] = form.get("attachment_hosts", "").split()
    table["private_hosts"] = list(portal.private_hosts)
    table["column"] = [asdict(one) for one in _columns(form, portal)]
    return _read(table)


def _columns(form: MultiDict[str, str], portal: PortalSettings) -> list[ColumnSettings]:
    removed, paused = set(form.getlist("remove")), set(form.getlist("pause"))
    kept = [
        ColumnSettings(
            form.get(f"name-{number}", one.name).strip(),
            form.get(f"url-{number}", one.url).strip(),
            str(number) in paused,
        )
        for number, one in enumerate(portal.column)
        if str(number) not in removed
    ]
    name, url = form.get("new-name", "").strip(), form.get("new-url", "").strip()
    if bool(name) != bool(url):
        raise Refused(400, "新栏目的名称和网址要一起填写，没有保存。请返回上一页补上。")
    return [*kept, ColumnSettings(name, url)] if name else kept


def _told(form: MultiDict[str, str], table: dict[str, Any]) -> dict[str, Any]:
    for name in PLAIN:
        table[name] = " ".join(form.get(name, "").split())
    for name in NUMBERS:
        text = form.get(name, "").strip()
        table.pop(name, None)
        if text:
            try:
                table[name] = float(text)
            except ValueError:
                raise Refused(400, f"{LABELS[name]}不是数字：{text}。请返回上一页改正。") from None
    return table


def _read(table: dict[str, Any]) -> PortalSettings:
    if len(table["column"]) > MOST_COLUMNS:
        raise Refused(400, f"栏目太多，最多 {MOST_COLUMNS} 个，没有保存。请返回上一页，去掉一些。")
    try:
        return read_table(PortalSettings, table)
    except ConfigError as error:
        raise Refused(
            400, f"{LABELS.get(error.key, error.key)}{error.problem}没有保存，请返回上一页改正。"
        ) from error


def refuse_twins(
    portal: PortalSettings, others: Sequence[PortalSettings], columns: Sequence[ColumnState], config: Config
) -> None:
    """A portal or a column that is there already, under whatever name. Raises Refused.

    What was crawled under another name counts against a portal that is new, not against one that is changed.
    """
    back = "没有保存，请返回上一页改正。"
    for other in others:
        if other.name == portal.name:
            raise Refused(409, f"已经有名为“{other.name}”的门户。{back}")
        if identity(other.home) == identity(portal.home):
            raise Refused(
                409, f"这个首页已经是门户“{other.name}”的了：{portal.home}。请到那个门户的页面添加栏目。"
            )
    new = portal.name not in {one.name for one in config.portal}
    former = _former_names(portal.home, config, columns) if new else []
    if former and portal.name not in former:
        raise Refused(
            409,
            f"这个网站以前采集过，文件记在“{former[0]}”名下。名称须填“{former[0]}”，同一份文件才不会收录两次；{back}",
        )
    _refuse_twin_columns(portal, back)
    for fault in portal_faults([*others, portal]):
        raise Refused(400, f"{LABELS.get(fault.key.removeprefix('portal.'), fault.key)}{fault.problem}{back}")


def _refuse_twin_columns(portal: PortalSettings, back: str) -> None:
    names: set[str] = set()
    pages: dict[str, str] = {}
    for column in portal.column:
        if column.name in names:
            raise Refused(409, f"有两个栏目都叫“{column.name}”。同一门户的栏目须有不同的名称；{back}")
        page = identity(address_of(portal.home, column.url))
        if page in pages:
            raise Refused(
                409, f"栏目“{pages[page]}”和“{column.name}”是同一个网址：{column.url}。只能留一个；{back}"
            )
        names.add(column.name)
        pages[page] = column.name


def with_more(portal: PortalSettings, columns: Sequence[ColumnSettings]) -> PortalSettings:
    """With further columns behind those that it has."""
    return replace(portal, column=(*portal.column, *columns))
