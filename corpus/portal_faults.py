"""What no key of a portal shows by itself: what is there twice, and addresses of columns that are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from corpus import addresses
from corpus.errors import ConfigError, Where
from corpus.portal_settings import PortalSettings


def portal_faults(portals: Sequence[PortalSettings]) -> Iterator[ConfigError]:
    """Portals and columns that are there twice, and addresses of columns that cannot be any."""
    names: set[str] = set()
    homes: dict[str, str] = {}
    for number, portal in enumerate(portals):
        where: Where = ("portal", number)
        if portal.name in names:
            yield ConfigError((*where, "name"), f"重复：{portal.name}。每个门户须有不同的名称。")
        if other := homes.get(identity(portal.home)):
            said = f"与门户 {other} 的首页是同一个网址：{portal.home}。请合成一段 [[portal]]。"
            yield ConfigError((*where, "home"), said)
        names.add(portal.name)
        homes[identity(portal.home)] = portal.name
        yield from _column_faults(portal, where)


def _column_faults(portal: PortalSettings, within: Where) -> Iterator[ConfigError]:
    names: set[str] = set()
    pages: dict[str, str] = {}
    for number, column in enumerate(portal.column):
        where: Where = (*within, "column", number)
        page = address_of(portal.home, column.url)
        if problem := addresses.fault(page):
            yield ConfigError((*where, "url"), f"有误（{problem}），现在是 {column.url!r}。请改正。")
        if other := pages.get(identity(page)):
            said = f"与栏目“{other}”是同一个网址：{page}。请删去重复的一段 [[portal.column]]。"
            yield ConfigError((*where, "url"), said)
        if column.name in names:
            said = f"重复：{column.name}。同一门户的各个栏目须有不同的名称。"
            yield ConfigError((*where, "name"), said)
        names.add(column.name)
        pages[identity(page)] = column.name


def address_of(home: str, url: str) -> str:
    """Of a column's first page; what cannot be joined stays as it is, and is a fault."""
    try:
        return urljoin(home, url)
    except ValueError:
        return url


def identity(url: str) -> str:
    """The same for two ways to write one address."""
    return addresses.identity(addresses.normal(url) or url)
