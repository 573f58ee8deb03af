"""`gongkai staff`: who signs in at /staff."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict

import click

from console.output import print_json
from console.setup import Setup
from corpus.clock import CHINA
from corpus.config import Config

ROLES = {"编辑": "editor", "管理员": "administrator"}
"""As in `corpus.staff.roles`, which loads what only signing in needs."""


@click.group()
def staff() -> None:
    """工作人员的帐号：建立、列出、停用、更换密码、一次性登录链接。

    \b
    示例：
      gongkai staff add 张三 --role 管理员
      gongkai staff link 张三
    """


@staff.command()
@click.argument("name")
@click.option(
    "--role", type=click.Choice([*ROLES, *ROLES.values()]), default="编辑", show_default=True, help="角色"
)
@click.option("--no-password", is_flag=True, help="不设密码，只能用 gongkai staff link 的链接登录")
@click.pass_obj
def add(setup: Setup, name: str, role: str, no_password: bool) -> None:
    """建立一个帐号。密码从终端输入，或从标准输入读一行。

    \b
    示例：
      gongkai staff add 李四
      gongkai staff add 张三 --role 管理员
    """
    from corpus.staff import Role, add_account
    from corpus.store import open_own_store

    with open_own_store(setup.config()) as store:
        password = None if no_password else _password()
        add_account(store, name, Role(ROLES.get(role, role)), password, _who())
    click.echo(f"已建立帐号 {name}。")


@staff.command("list")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，每个帐号一行")
@click.pass_obj
def list_command(setup: Setup, as_json: bool) -> None:
    """列出全部帐号：角色、状态、最近登录。

    \b
    示例：
      gongkai staff list
      gongkai staff list --json
    """
    from corpus.store import open_own_store

    names = {role: name for name, role in ROLES.items()}
    with open_own_store(setup.config()) as store:
        accounts = store.accounts.all()
    for account in accounts:
        if as_json:
            row = asdict(account)
            print_json(row | {"password_hash": None, "has_password": row["password_hash"] is not None})
            continue
        state = "停用" if account.disabled_at else "可用"
        signed_in = account.signed_in_at
        last = signed_in.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if signed_in else "从未"
        click.echo(f"{account.name}\t{names[account.role]}\t{state}\t最近登录：{last}")
    if not accounts and not as_json:
        click.echo("还没有帐号。请运行 gongkai staff add 用户名 --role 管理员。", err=True)


@staff.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="重新启用")
@click.pass_obj
def disable(setup: Setup, name: str, undo: bool) -> None:
    """停用一个帐号，并结束它的全部登录。

    \b
    示例：
      gongkai staff disable 李四
      gongkai staff disable --undo 李四
    """
    from corpus.staff import disable, known_account
    from corpus.store import open_own_store

    with open_own_store(setup.config()) as store:
        disable(store, known_account(store, name), not undo, _who())
    click.echo(f"已{'启用' if undo else '停用'}帐号 {name}。")


@staff.command()
@click.argument("name")
@click.pass_obj
def password(setup: Setup, name: str) -> None:
    """更换一个帐号的密码，并结束它的全部登录。

    \b
    示例：
      gongkai staff password 张三
    """
    from corpus.staff import change_password, known_account
    from corpus.store import open_own_store

    with open_own_store(setup.config()) as store:
        change_password(store, known_account(store, name), _password(), _who())
    click.echo(f"已更换 {name} 的密码。")


@staff.command()
@click.argument("name")
@click.pass_obj
def link(setup: Setup, name: str) -> None:
    """输出一个登录链接：十五分钟内有效，只能用一次。

    \b
    示例：
      gongkai staff link 张三
    """
    from corpus.staff import known_account, make_link
    from corpus.store import open_own_store

    config = setup.config()
    with open_own_store(config) as store:
        secret = make_link(store, known_account(store, name), _who())
    click.echo(f"{_address(config)}/staff/enter/{secret}")


def _password() -> str:
    """Typed twice where somebody sits there, else one line."""
    if sys.stdin.isatty():
        return str(click.prompt("密码", hide_input=True, confirmation_prompt="再输一次"))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        from corpus.staff import PasswordRefused

        raise PasswordRefused("没有读到，请在终端中输入，或从标准输入给出一行")
    return line


def _who() -> str:
    """The person at the machine, as its system knows them."""
    try:
        return f"命令行 {getpass.getuser()}"
    except (KeyError, OSError):
        return "命令行"


def _address(config: Config) -> str:
    """Under which people reach the interface."""
    host = "127.0.0.1" if config.web.host in ("0.0.0.0", "::") else config.web.host  # noqa: S104 - compared
    host = f"[{host}]" if ":" in host else host
    return config.site.address.rstrip("/") or f"http://{host}:{config.web.port}"
