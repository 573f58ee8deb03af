"""The commands of `gongkai`, one module a group of them: options in, calls to the packages, reports out.

A command imports what it works with when it is called: `--help` and `--version` need none of it.
"""

from __future__ import annotations

from pathlib import Path

import click

from commands.backups import backup, restore
from commands.beginning import init
from commands.bug_reports import report_bug
from commands.bundles import bundle
from commands.crawling import crawl
from commands.demo import demo
from commands.duplicates import duplicates
from commands.files import files
from commands.holdings import catalogue, import_command, status
from commands.pages import entries, extract
from commands.portals import portal
from commands.recognising import ocr, text
from commands.rereading import reread
from commands.scanning import scan
from commands.searching import evaluate, index_command, search, serve
from commands.staff import staff
from commands.stores import store, upgrade
from commands.verifying import verify
from console import ChineseGroup
from console.setup import Setup

COMMANDS = (
    *(demo, init, portal, crawl, index_command, serve, search, status),
    *(import_command, extract, entries, catalogue, duplicates, evaluate, store, files, verify, bundle),
    *(backup, restore, upgrade, staff),
    *(report_bug, ocr, text, reread, scan),
)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    envvar="GONGKAI_CONFIG",
    help="配置文件，默认 config.toml",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="GONGKAI_DATA",
    help="数据文件夹，优先于配置文件",
)
@click.version_option(package_name="gongkai", message="gongkai %(version)s")
@click.pass_context
def gongkai(context: click.Context, config_path: Path | None, data: Path | None) -> None:
    """公开：政府信息公开文件的采集、检索与目录。

    \b
    示例：
      gongkai demo                              先看一看
      gongkai crawl https://www.example.gov.cn/ 采集一个网站
      gongkai index && gongkai serve            建立索引，打开检索页面
    """
    context.obj = Setup(config_path, data)


for command in COMMANDS:
    gongkai.add_command(command)

__all__ = ["gongkai"]
