"""`gongkai portal`: a first look at a portal, and whether it still reads as it used to."""

from __future__ import annotations

from dataclasses import asdict

import click

from console import Progress
from console.output import print_json
from console.setup import Setup, find_portal
from corpus.errors import ConfigError

MOST_PAGES = 100
"""Pages that `probe` looks at. A guess: the lists of a county's portal and some pages of each."""


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
    default=MOST_PAGES,
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
    import crawler
    from console.reports.portals import print_probed, probed_json

    settings = find_portal(setup.config(), url)
    with Progress(f"查看 {settings.home}", "页") as progress:
        found = crawler.probe(
            settings, setup.config(), most=pages, progress=lambda done, at: progress.update(done, pages, at)
        )
    if as_json:
        print_json(probed_json(found))
    else:
        print_probed(found, settings)


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
    import crawler
    from console.reports.portals import print_check
    from corpus.store import open_store

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
                    print_check(result)
    if not seen:
        click.echo("还没有栏目可查：请先采集，或在配置文件中写上栏目。", err=True)
    return 1 if bad or not seen else 0
