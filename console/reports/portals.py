"""What a portal's pages look like, and whether its columns still read as they did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from ipaddress import ip_address
from itertools import chain, count
from urllib.parse import urlsplit

import click

from contracts import document_json
from corpus.portal_settings import PortalSettings
from crawler import ColumnCheck, Probed

SHOWN = 5
"""Entries of a column shown as a sample."""

OPENING = 60
"""Characters of a document's text shown."""


def print_probed(found: Probed, settings: PortalSettings) -> None:
    """The lines for config.toml on standard output, what was seen on standard error."""
    for line in _told(found):
        click.echo(line, err=True)
    click.echo("\n".join(_config_lines(found, settings)))


def _config_lines(found: Probed, settings: PortalSettings) -> Iterator[str]:
    """The portal as config.toml has it. JSON's strings are TOML's."""
    host = urlsplit(found.home).hostname or ""
    yield "[[portal]]"
    yield f"name = {_quoted(_short_name(host))}"
    yield f"home = {_quoted(found.home)}"
    if found.title:
        yield f"title = {_quoted(found.title)}"
    if found.family:
        yield f"family = {_quoted(found.family)}"
    if found.attachment_hosts:
        yield f"attachment_hosts = [{', '.join(map(_quoted, found.attachment_hosts))}]"
    if _is_private(host):
        yield f"private_hosts = [{_quoted(host)}]"
    for name, column in zip(_apart(column.name for column in found.columns), found.columns, strict=True):
        yield ""
        yield "[[portal.column]]"
        yield f"name = {_quoted(name)}"
        yield f"url = {_quoted(column.url)}"


def _apart(names: Iterable[str]) -> Iterator[str]:
    """The names, with a number where one was there before: config.toml takes none twice."""
    taken: set[str] = set()
    for name in names:
        numbered = (f"{name} {number}" for number in count(2))
        yield (own := next(one for one in chain([name], numbered) if one not in taken))
        taken.add(own)


def _told(found: Probed) -> Iterator[str]:
    family = found.family or "未能确定"
    yield f"{found.title or found.home}：{found.looked_at} 页，{len(found.columns)} 个栏目，类型 {family}。"
    for column in found.columns:
        pages = f"{column.pages} 页" if column.pages else "页数未知"
        yield f"  {column.name}：第一页 {len(column.entries)} 条，{pages}，最新 {column.latest or '无日期'}"
        yield f"    {column.url}"
    for one in found.unread:
        yield f"  {one.name}：列表由脚本生成，没有读出来。看到的有：{'、'.join(one.seen)}"
        yield f"    {one.url}"
    for page in found.failed:
        yield f"  {page.name}：{page.reason}"
        yield f"    {page.url}"
    yield f"“{found.columns[0].name}”的前几条："
    for entry in found.columns[0].entries[:SHOWN]:
        yield f"  {entry.published_on or '无日期'}  {entry.title}"
    if found.sample:
        said = found.sample
        yield f"读出的一份文件：{said.title}"
        facts = (said.document_number, said.agency, said.published_on, f"附件 {len(said.attachments)} 个")
        yield "  " + " · ".join(str(fact) for fact in facts if fact)
        yield f"  {said.text[:OPENING]}…".replace("\n", " ")
    yield ""


def probed_json(found: Probed) -> dict[str, object]:
    """All that was found, the sample as `gongkai extract` gives it."""
    columns = [asdict(column) | {"latest": column.latest} for column in found.columns]
    sample = document_json(found.sample) if found.sample else None
    return asdict(found) | {"columns": columns, "sample": sample}


def print_check(result: ColumnCheck) -> None:
    """A column on one line."""
    said = "；".join(result.problems) or "正常"
    latest = f"，最新 {result.latest}" if result.latest else ""
    click.echo(f"{result.portal} · {result.name}：{result.entries} 条{latest}，{said}")


def _short_name(host: str) -> str:
    if _is_address(host):
        return "portal"
    parts = [part for part in host.split(".") if part not in ("www", "gov", "cn", "com", "org")]
    return "-".join(parts) or "portal"


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_private(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and not ip_address(host).is_global)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
