"""The state of everything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from corpus.clock import CHINA, now
from corpus.durations import spoken_time
from corpus.inspection import ADVICE, NAMES, Kind

EXAMPLES = 5
"""Findings of a kind that `status` prints. A guess: what still fits a screen."""

SECONDS_A_PAGE = 3
"""Of a scan, on one free core."""


def print_status(status: dict[str, Any]) -> None:
    """The state of the store, the index and the columns, and what needs a hand."""
    index = status["index"]
    click.echo(
        f"文件：{status['documents']} 份，已撤下 {status['withdrawn']} 份（修订号 {status['revision']}）"
    )
    if index["problem"]:
        click.echo(f"索引：{index['problem']}")
    else:
        click.echo(f"索引：{index['documents']} 份，待编入 {index['pending']} 份")
    for part, says in status["damaged"].items():
        if part != "index":
            click.echo(says)
    for portal in status["portals"]:
        rests = "，已暂停" if portal["paused"] else ""
        said = f"{portal['documents']} 份，{_last_run(portal)}{rests or _schedule(portal)}"
        click.echo(f"门户 {portal['name'] or '（未注明）'}：{said}")
        for column in status["columns"]:
            if column["portal"] == portal["name"]:
                click.echo(f"  {_column(column)}")
    _print_findings(status)
    if waiting := status["waiting_for_reread"]:
        click.echo(f"\n{waiting} 份文件由旧版本提取。请运行 gongkai reread，用已保存的网页重新读取。")
    if waiting := status["waiting_for_ocr"]:
        pages = status["pages_waiting_for_ocr"]
        lasts = spoken_time(pages * SECONDS_A_PAGE)
        said = f"{waiting} 个文件（约 {pages} 页，大约要 {lasts}）等待文字识别"
        click.echo(f"\n扫描件和图片：{said}。请运行 gongkai ocr。")
    _print_bug_reports(status["bug_reports"])


def _last_run(portal: dict[str, Any]) -> str:
    run = portal["last_run"]
    if run is None:
        return "导入" if portal["documents"] else "还没有采集"
    if run["finished_at"] is None:
        return f"{_moment(run['started_at'])} 起的采集没有完成"
    return f"{_moment(run['finished_at'])} 采集完毕"


def _schedule(portal: dict[str, Any]) -> str:
    """Who has it, or when it is due; nothing where no worker crawls."""
    schedule = portal["schedule"]
    if schedule is None:
        return ""
    if schedule["worker"] is None:
        return f"，{_moment(schedule['due_at'])} 到期"
    lost = schedule["until"] < now()
    return f"，由 {schedule['worker']} 采集" + ("，但它已无音讯，等别的进程接手" if lost else "中")


def _column(column: dict[str, Any]) -> str:
    facts = [f"{column['documents']} 份"]
    if column["entries"] is not None:
        facts.append(f"列表 {column['entries']} 条")
    if column["last_on"]:
        facts.append(f"最近一条 {column['last_on']}")
    if column["limit_days"] and column["idle_days"] is not None:
        facts.append(f"已 {column['idle_days']} 天，期限 {column['limit_days']} 天")
    if column["paused"]:
        facts.append("已暂停")
    marks = "、".join(f"{NAMES[Kind(kind)]} {count}" for kind, count in column["found"].items())
    return f"栏目 {column['name'] or '（无栏目）'}：{'，'.join(facts)}" + (f" ! {marks}" if marks else "")


def _print_findings(status: dict[str, Any]) -> None:
    if not status["columns"] and not status["findings"]:
        return
    if not status["findings"]:
        click.echo("巡检：没有发现问题。")
    for kind, count in status["found"].items():
        click.echo(f"\n{NAMES[Kind(kind)]}：{count} 处。{ADVICE[Kind(kind)]}")
        for finding in [f for f in status["findings"] if f["kind"] == kind][:EXAMPLES]:
            place = " · ".join(filter(None, (finding["portal"], finding["column"])))
            click.echo(f"  {finding['title'] or place}：{finding['says']}")
            click.echo(click.style(f"    {finding['url'] or ''}", dim=True))
        if count > EXAMPLES:
            click.echo(f"  另有 {count - EXAMPLES} 处，见工作人员页面，或用 --json 查看。")
    if unjudged := status["holidays_known"]["unjudged"]:
        last = status["holidays_known"]["last_year"]
        click.echo(f"\n有 {unjudged} 份在 {last} 年以后发布，放假安排还没有收录，无法判断是否超过期限。")


def _print_bug_reports(reports: list[dict[str, Any]]) -> None:
    if reports:
        advice = "请运行 gongkai report-bug 编号，把生成的文件发给开发者。"
        click.echo(f"\n程序出错的页面：{len(reports)} 个。{advice}")
    for report in reports[:EXAMPLES]:
        click.echo(f"  {report['number']}：{report['url']}")
    if len(reports) > EXAMPLES:
        click.echo(f"  另有 {len(reports) - EXAMPLES} 个，用 --json 查看。")


def _moment(value: datetime) -> str:
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"
