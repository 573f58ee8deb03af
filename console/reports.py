"""Reports of the commands as text for a person."""

from __future__ import annotations

from typing import Any

import click

from corpus.imports import ImportReport
from corpus.records import Change
from crawler import CrawlReport
from indexer import BuildReport, Marked, SearchResponse

CHANGE_NAMES = {
    Change.NEW: "新增",
    Change.CHANGED: "更新",
    Change.RETURNED: "恢复",
    Change.UNCHANGED: "未变",
}

MARK_COLOUR = "yellow"


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
    if report.indexed or report.removed:
        done = "重建索引" if report.rebuilt else "更新索引"
        click.echo(f"{done}：编入 {report.indexed} 份，移出 {report.removed} 份，{report.seconds:.1f} 秒。")
    else:
        click.echo("索引已是最新，没有需要编入的内容。")


def print_import(report: ImportReport) -> None:
    """What an import brought."""
    counts = "，".join(f"{name} {report.changes.get(change, 0)}" for change, name in CHANGE_NAMES.items())
    click.echo(f"导入：{counts}，跳过 {report.bad} 行。")
    if report.ignored_keys:
        click.echo(f"忽略了不认识的键：{'、'.join(report.ignored_keys)}", err=True)


def print_hits(response: SearchResponse) -> None:
    """The results, the words that matched in colour where the terminal has it."""
    if response.message:
        click.echo(response.message)
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


def print_status(status: dict[str, Any]) -> None:
    """The state of the store, the index and the columns."""
    index = status["index"]
    click.echo(
        f"文件：{status['documents']} 份，已撤下 {status['withdrawn']} 份（修订号 {status['revision']}）"
    )
    if index["problem"]:
        click.echo(f"索引：{index['problem']}")
    else:
        click.echo(f"索引：{index['documents']} 份，待编入 {index['pending']} 份")
    for portal in status["portals"]:
        run = portal["last_run"]
        finished = run["finished_at"] if run else None
        when = f"{finished:%Y-%m-%d %H:%M} 采集完毕（UTC）" if finished else "采集未完成" if run else "导入"
        click.echo(f"门户 {portal['name'] or '（未注明）'}：{portal['documents']} 份，{when}")
    for column in status["columns"]:
        error = f" · {column['error']}" if column["error"] else ""
        read = f"{column['checked_at']:%Y-%m-%d %H:%M}"
        click.echo(f"  栏目 {column['name']}：{column['entries']} 条，{read} 读取{error}")


def _coloured(text: Marked) -> str:
    return "".join(click.style(f.text, fg=MARK_COLOUR, bold=True) if f.marked else f.text for f in text)
