"""The command that goes through everything that is kept."""

from __future__ import annotations

import click

from console.output import print_json
from console.setup import Setup


@click.command()
@click.option("--repair", is_flag=True, help="修复可以修复的：重建索引，让损坏的文件在下次采集时重新下载")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def verify(setup: Setup, repair: bool, as_json: bool) -> int:
    """检查保存的全部内容是否完好：数据库、原始网页和附件、索引。

    有没能修复的损坏时，退出状态为 1。

    \b
    示例：
      gongkai verify
      gongkai verify --repair
    """
    from commands.verification import Verification
    from console.reports.verification import DamageLines, print_verified, verified_json

    verification = Verification(setup.config(), repair=repair)
    damages, lines = [], DamageLines()
    for damage in verification.damages():
        damages.append(damage)
        if not as_json:
            lines.print(damage)
    if as_json:
        print_json(verified_json(verification.looked, damages))
    else:
        print_verified(verification.looked, damages, lines.left_out())
    return 0 if all(damage.mended for damage in damages) else 1
