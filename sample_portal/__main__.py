"""`python -m sample_portal`: serve the sample portal until Ctrl-C."""

from __future__ import annotations

from threading import Event

import click

from sample_portal import TITLE, Portal, serve
from sample_portal.portal import LAST_STAGE


@click.command(epilog="例：python -m sample_portal --port 8801 --stage 2")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8801, show_default=True, help="端口；0 为任意端口。"
)
@click.option(
    "--stage", type=click.IntRange(1, LAST_STAGE), default=1, show_default=True, help="网站的阶段。"
)
@click.option("--log", is_flag=True, help="把每个请求打印到终端。")
def main(port: int, stage: int, log: bool) -> None:
    """在本机提供一个虚构的县政府信息公开网站，供演示和测试使用。"""
    try:
        server = serve(Portal(stage), port=port, log=log)
    except OSError as error:
        raise click.ClickException(f"端口 {port} 无法使用，请用 --port 换一个端口。") from error
    with server:
        click.echo(f"{TITLE}：{server.url}（按 Ctrl-C 结束）")
        try:
            Event().wait()
        except KeyboardInterrupt:
            click.echo("已停止。")


if __name__ == "__main__":
    main()
