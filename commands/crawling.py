"""The command that crawls portals."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import click

from console.output import print_json
from console.setup import Setup, check_addresses, find_portal
from corpus.config import Config
from corpus.errors import ConfigError, GongkaiError, StoreError
from corpus.portal_settings import PortalSettings

PARTLY = 3
"""Exit status when some portals or columns were read and others were not; 1 when no portal was."""


@click.command()
@click.argument("portals", metavar="[PORTAL ...]", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="每个门户最多访问的正文页数")
@click.option("--accept-changes", is_flag=True, help="确认：上次没有采信的内容属实，照网站现在的样子更新")
@click.option("--confirm-withdrawals", is_flag=True, help="确认：打不开的文件确已删除，全部撤下")
@click.option("--worker", is_flag=True, help="一直运行，轮流采集到期的门户；可在多台机器上同时运行")
@click.option("--once", is_flag=True, help="与 --worker 同用：没有到期的门户时结束")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果，每个门户一行")
@click.pass_obj
def crawl(
    setup: Setup,
    portals: tuple[str, ...],
    limit: int | None,
    accept_changes: bool,
    confirm_withdrawals: bool,
    worker: bool,
    once: bool,
    as_json: bool,
) -> int:
    """采集门户：配置文件中的名称，或一个网址；不写则采集全部。

    \b
    示例：
      gongkai crawl
      gongkai crawl yunling --limit 50
      gongkai crawl yunling --confirm-withdrawals
      gongkai crawl https://www.example.gov.cn/ --json
      gongkai crawl --worker

    \b
    退出状态：0 全部采集完毕，3 部分门户或栏目没有读完，1 一个门户也没有读完。
    """
    from commands.crawl_progress import crawl_with_progress, unpaused, work_with_progress
    from commands.personal_check import checked_behind, slice_of
    from console.reports.crawling import print_crawl
    from corpus.current_config import CurrentConfig
    from corpus.shared_portals import follow
    from corpus.store import open_own_store
    from crawler import Word

    _check_together(worker, once, alone=bool(limit or accept_changes or confirm_withdrawals))
    check_addresses(portals)
    word = Word(changes=accept_changes, withdrawals=confirm_withdrawals)
    read = unread = 0
    config = setup.config()
    each = slice_of(config.crawl) if worker else None
    _find_all(portals, config)
    with open_own_store(config) as store:
        current = CurrentConfig(config, partial(follow, config, store))
        config = current.get()
        chosen = [find_portal(config, name) for name in portals] or unpaused(config)
        _tell_of_none(chosen, config, waits=worker and not once)
        if worker:
            outcomes = work_with_progress(portals, chosen, store, current, once)
        else:
            outcomes = crawl_with_progress(chosen, store, config, limit, word)
        for portal, outcome in checked_behind(store, outcomes, each):
            report = None if isinstance(outcome, GongkaiError) else outcome
            read += bool(report and report.read)
            unread += not (report and report.whole)
            if isinstance(outcome, StoreError) and not worker:
                raise outcome
            if isinstance(outcome, GongkaiError):
                click.echo(f"错误：{portal.name}：{outcome}", err=True)
            elif as_json:
                print_json(asdict(outcome) | {"nothing_new": outcome.nothing_new})
            else:
                print_crawl(outcome)
    return 0 if not unread else PARTLY if read else 1


def _check_together(worker: bool, once: bool, *, alone: bool) -> None:
    """Raises UsageError for options that do not go together; `alone`: one without --worker is there."""
    if worker and alone:
        raise click.UsageError("--worker 不能与 --limit、--accept-changes、--confirm-withdrawals 同用。")
    if once and not worker:
        raise click.UsageError("--once 要与 --worker 同用。")


def _find_all(portals: tuple[str, ...], config: Config) -> None:
    """Raises UnknownPortal for a name that stands in no configuration, before a store is made.

    One that is there already may hold portals of others.
    """
    from corpus.store import is_to_be_made

    if is_to_be_made(config.store_url):
        for name in portals:
            find_portal(config, name)


def _tell_of_none(chosen: list[PortalSettings], config: Config, *, waits: bool) -> None:
    """Raises ConfigError where nothing is to be crawled, and nobody waits for it."""
    if chosen:
        return
    if not waits:
        raise _nothing_to_crawl(config)
    click.echo("还没有要采集的门户。在“门户和栏目”页面新增或恢复以后，就开始采集。", err=True)


def _nothing_to_crawl(config: Config) -> ConfigError:
    if config.portal:
        return ConfigError("portal", "中的门户都已暂停采集。请在网页上恢复，或在命令后写上门户的名称。")
    return ConfigError("portal", "还没有配置。请在配置文件中写一段 [[portal]]，或在命令后写上网址。")
