"""Reports of the commands as text for a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from corpus.clock import CHINA
from corpus.imports import ImportReport
from corpus.inspection import ADVICE, NAMES, Kind
from corpus.records import Change
from crawler import CrawlReport
from indexer import BuildReport, Evaluation, Marked, SearchResponse

CHANGE_NAMES = {
    Change.NEW: "新增",
    Change.CHANGED: "更新",
    Change.RETURNED: "恢复",
    Change.UNCHANGED: "未变",
}

MARK_COLOUR = "yellow"

EXAMPLES = 5
"""Findings of a kind that `status` prints. A guess: what still fits a screen."""


def print_crawl(report: CrawlReport) -> None:
    """What a crawl brought, and every page that made trouble."""
    for problem in report.problems:
        click.echo(f"  ! {problem.url}\n    {problem.reason}", err=True)
    resumed = "（接着上次中断的采集）" if report.resumed else ""
    click.echo(
        f"{report.portal}{resumed}：新增 {report.new}，更新 {report.changed}，恢复 {report.returned}，"
        f"撤下 {report.withdrawn}，未变 {report.unchanged}，未到复查时间 {report.resting}，"
        f"失败 {report.failed}；"
        f"{report.requests} 次请求，{report.seconds:.1f} 秒。"
    )
    if not report.read:
        click.echo("没有读完这个网站。请查看上面列出的问题，检查网址和网络后再次运行。", err=True)
    elif report.nothing_new:
        click.echo("网站没有变化，没有存入新内容。")


def print_build(report: BuildReport) -> None:
    """What an index run did, and why it began anew if it did."""
    if report.reason:
        click.echo(report.reason, err=True)
    for note in filter(None, (report.duplicates_note, report.suggestions_note)):
        click.echo(note, err=True)
    if report.indexed or report.removed:
        done = "重建索引" if report.rebuilt else "更新索引"
        click.echo(f"{done}：编入 {report.indexed} 份，移出 {report.removed} 份，{report.seconds:.1f} 秒。")
        if report.pairs:
            click.echo(f"发现 {report.pairs} 对内容重复或相近的文件。")
    else:
        click.echo("索引已是最新，没有需要编入的内容。")


def print_import(report: ImportReport) -> None:
    """What an import brought."""
    counts = "，".join(f"{name} {report.changes.get(change, 0)}" for change, name in CHANGE_NAMES.items())
    click.echo(f"导入：{counts}，跳过 {report.bad} 行。")
    if report.ignored_keys:
        click.echo(f"忽略了不认识的键：{'、'.join(report.ignored_keys)}", err=True)


def print_hits(query: str, response: SearchResponse) -> None:
    """The results, the words that matched in colour where the terminal has it."""
    if response.corrected:
        click.echo(f"没有找到“{query}”，以下是“{response.meant}”的结果；加 --exact 仍按原来的文字检索。")
    elif response.meant:
        click.echo(f"您要找的是不是：{response.meant}")
    if response.related:
        click.echo(f"同时检索了：{'、'.join(response.related)}")
    for note in response.notes:
        click.echo(note)
    click.echo(f"共 {response.total} 份，用时 {response.milliseconds:.0f} 毫秒")
    for number, hit in enumerate(response.hits, 1):
        document = hit.document.document
        facts = (document.document_number, document.agency, document.dated_on, document.column)
        click.echo(f"\n{number}. {_coloured(hit.title)}")
        click.echo("   " + " · ".join(str(fact) for fact in facts if fact))
        source = f"附件《{hit.attachment.title}》：" if hit.attachment else ""
        click.echo(f"   {source}{_coloured(hit.snippet)}")
        click.echo(click.style(f"   {document.url}", dim=True))
    if not response.total:
        click.echo("没有找到。请换一个说法、减少词语，或去掉引号和减号。")


def print_evaluation(found: Evaluation) -> None:
    """Quality and speed, a figure a line."""
    click.echo(f"问题 {found.queries} 个；评判的答案中有 {found.judged} 份在库中。")
    for name, value in found.figures.items():
        click.echo(f"{name:12}{value:>10.2f}" if name.endswith("_ms") else f"{name:12}{value:>10.4f}")


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
    for portal in status["portals"]:
        click.echo(f"门户 {portal['name'] or '（未注明）'}：{portal['documents']} 份，{_last_run(portal)}")
        for column in status["columns"]:
            if column["portal"] == portal["name"]:
                click.echo(f"  {_column(column)}")
    _print_findings(status)


def _last_run(portal: dict[str, Any]) -> str:
    run = portal["last_run"]
    if run is None:
        return "导入"
    if run["finished_at"] is None:
        return f"{_moment(run['started_at'])} 起的采集没有完成"
    return f"{_moment(run['finished_at'])} 采集完毕"


def _column(column: dict[str, Any]) -> str:
    facts = [f"{column['documents']} 份"]
    if column["entries"] is not None:
        facts.append(f"列表 {column['entries']} 条")
    if column["last_on"]:
        facts.append(f"最近一条 {column['last_on']}")
    if column["limit_days"] and column["idle_days"] is not None:
        facts.append(f"已 {column['idle_days']} 天，期限 {column['limit_days']} 天")
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


def _moment(value: datetime) -> str:
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _coloured(text: Marked) -> str:
    return "".join(click.style(f.text, fg=MARK_COLOUR, bold=True) if f.marked else f.text for f in text)
