"""What a crawl brought."""

from __future__ import annotations

import click

from crawler import CrawlReport


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
    elif report.unread_columns or report.held_back or report.not_withdrawn:
        doubts = [f"有 {report.unread_columns} 个栏目没有读完"] if report.unread_columns else []
        doubts += [f"有 {report.held_back} 个网址给出的不是原来的文件，暂不采信"] if report.held_back else []
        doubts += [f"有 {report.not_withdrawn} 件打不开的文件，暂不撤下"] if report.not_withdrawn else []
        click.echo("；".join(doubts) + "。见上面列出的问题。", err=True)
    elif report.nothing_new:
        click.echo("网站没有变化，没有存入新内容。")
