"""The command that goes the whole way on the sample portal."""

from __future__ import annotations

import click

from commands.extras import require
from console.setup import Setup


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="检索页面的端口")
@click.option("--no-browser", is_flag=True, help="不打开浏览器")
@click.option("--once", is_flag=True, help="采集、建索引、答一个问题，然后退出")
@click.pass_obj
def demo(setup: Setup, port: int, no_browser: bool, once: bool) -> None:
    """用自带的示例网站走一遍：采集、建索引、打开检索页面。

    \b
    示例：
      gongkai demo --port 8080
      gongkai demo --once
    """
    require("demo")
    from commands.sample_walk import answer_one_question, crawl_and_index, entrance, sample_config
    from commands.serving import free_port, serve_here

    with sample_config(setup) as config:
        if once:
            crawl_and_index(config)
            answer_one_question(config)
            return
        found = free_port(config.web.host, port)
        if found != port:
            click.echo(f"端口 {port} 已被其他程序占用，改用 {found}。")
        crawl_and_index(config)
        serve_here(config, config.web.host, found, browse=not no_browser, entrance=entrance(config))
