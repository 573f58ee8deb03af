"""`gongkai portal`: a first look at a portal, and whether it still reads as it used to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from ipaddress import ip_address
from urllib.parse import urlsplit

import click

import crawler
from console.output import document_json, print_json
from console.progress import Progress
from console.setup import Setup, find_portal
from corpus.config import PortalSettings
from corpus.errors import ConfigError
from corpus.store import open_store

SHOWN = 5
"""Entries of a column shown as a sample."""

OPENING = 60
"""Characters of a document's text shown."""


@click.group()
def portal() -> None:
    """查看一个网站能否采集，以及已配置的网站是否改版。

    \b
    示例：
      gongkai portal probe https://www.example.gov.cn/ >> config.toml
      gongkai portal check
    """


@portal.command()
@click.argument("url")
@click.option(
    "--pages",
    type=click.IntRange(1, 1000),
    default=crawler.MOST_PAGES,
    show_default=True,
    help="最多查看几页",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部结果")
@click.pass_obj
def probe(setup: Setup, url: str, pages: int, as_json: bool) -> None:
    """从首页查找栏目，识别网站类型，输出可写入 config.toml 的几行；说明写到标准错误。

    \b
    示例：
      gongkai portal probe https://www.example.gov.cn/
      gongkai portal probe https://www.example.gov.cn/ >> config.toml
    """
    settings = find_portal(setup.config(), url)
    with Progress(f"查看 {settings.home}", "页") as progress:
        found = crawler.probe(
            settings, setup.config(), most=pages, progress=lambda done, at: progress.update(done, pages, at)
        )
    if as_json:
        print_json(_probed_json(found))
        return
    for line in _told(found):
        click.echo(line, err=True)
    click.echo("\n".join(config_lines(found, settings)))


@portal.command()
@click.argument("names", metavar="[PORTAL ...]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，每个栏目一行")
@click.pass_obj
def check(setup: Setup, names: tuple[str, ...], as_json: bool) -> int:
    """重读每个栏目的第一页和一份文件，不存入任何内容，报告哪里读不出来了。

    \b
    示例：
      gongkai portal check
      gongkai portal check yunling --json
    """
    config = setup.config()
    chosen = [find_portal(config, name) for name in names] or list(config.portal)
    if not chosen:
        raise ConfigError("portal", "还没有配置。请先运行 gongkai portal probe 网址。")
    bad = seen = 0
    with open_store(config.store_url) as store:
        for settings in chosen:
            for result in crawler.check(settings, store, config):
                seen += 1
                bad += bool(result.problems)
                if as_json:
                    print_json(asdict(result))
                else:
                    _print_check(result)
    if not seen:
        click.echo("还没有栏目可查：请先采集，或在配置文件中写上栏目。", err=True)
    return 1 if bad or not seen else 0


def config_lines(found: crawler.Probed, settings: PortalSettings) -> Iterator[str]:
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
    for column in found.columns:
        yield ""
        yield "[[portal.column]]"
        yield f"name = {_quoted(column.name)}"
        yield f"url = {_quoted(column.url)}"


def _told(found: crawler.Probed) -> Iterator[str]:
    family = found.family or "未能确定"
    yield f"{found.title or found.home}：{found.looked_at} 页，{len(found.columns)} 个栏目，类型 {family}。"
    for column in found.columns:
        pages = f"{column.pages} 页" if column.pages else "页数未知"
        yield f"  {column.name}：第一页 {len(column.entries)} 条，{pages}，最新 {column.latest or '无日期'}"
        yield f"    {column.url}"
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


def _probed_json(found: crawler.Probed) -> dict[str, object]:
    columns = [asdict(column) | {"latest": column.latest} for column in found.columns]
    sample = document_json(found.sample) if found.sample else None
    return asdict(found) | {"columns": columns, "sample": sample}


def _print_check(result: crawler.ColumnCheck) -> None:
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
