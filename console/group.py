"""A click group whose every error is one sentence in Chinese, and never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from console.ending import INTERRUPTED, TERMINATED, Terminated
from console.faults import explain
from corpus.errors import GongkaiError, OutOfMemory

EXIT_FAILURE = 1
EXIT_USAGE = 2


class ChineseGroup(click.Group):
    """The root of the command line."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command and exit with its status."""
        options["standalone_mode"] = False
        try:
            status = super().main(args, *rest, **options)
            sys.stdout.flush()
        except click.UsageError as error:
            hint = error.ctx.command_path if error.ctx else "gongkai"
            _fail(f"{usage_message(error)} 用法见：{hint} --help", EXIT_USAGE)
        except (click.Abort, KeyboardInterrupt) as error:
            # click makes an Abort of what interrupts a command.
            told = any(isinstance(one, Terminated) for one in (error, error.__cause__))
            _end(TERMINATED if told else INTERRUPTED)
        except BrokenPipeError:
            sys.stderr.close()  # The reader of a pipe has gone (`gongkai … | head`).
            sys.exit(EXIT_FAILURE)
        except GongkaiError as error:
            _fail(str(error), EXIT_FAILURE)
        except MemoryError:
            _fail(str(OutOfMemory()), EXIT_FAILURE)
        except OSError as error:
            _fail(explain(error), EXIT_FAILURE)
        sys.exit(status if isinstance(status, int) else 0)


def usage_message(error: click.UsageError) -> str:
    """What is wrong with the command line, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        if error.ctx and any(error.option_name in one.opts for one in error.ctx.find_root().command.params):
            return f"选项 {error.option_name} 要写在命令之前。"
        return f"没有选项 {error.option_name}{_nearest(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint
        return f"缺少 {name}。"
    if isinstance(error, click.BadParameter):
        return f"{error.param.opts[0] if error.param else error.param_hint} 的值不对：{_expected(error)}"
    if isinstance(error, NoSuchCommand):
        return f"没有命令 {error.command_name}{_nearest(error.possibilities)}"
    if isinstance(error, NoArgsIsHelpError):
        return "没有写命令。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少值。"
    return f"参数多了或写错了（{error.message.rstrip('。')}）。"


def _expected(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(kind.choices)} 之一。"
    if isinstance(kind, click.IntRange):
        return f"应为 {kind.min} 到 {kind.max} 的整数。" if kind.max else f"应为不小于 {kind.min} 的整数。"
    if isinstance(kind, click.Path):
        return "文件或文件夹不存在，或者没有权限。"
    if isinstance(kind, click.DateTime):
        return "应写作 2026-01-31 的样子。"
    return error.message


def _nearest(possibilities: Sequence[str] | None) -> str:
    return f"，是否想写 {possibilities[0]}？" if possibilities else "。"


def _fail(message: str, status: int) -> None:
    click.echo(f"错误：{message}", err=True)
    sys.exit(status)


def _end(status: int) -> None:
    click.echo("已中断。已保存的内容完好，再次运行会接着做。", err=True)
    sys.exit(status)
