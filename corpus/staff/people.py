"""Accounts made, changed and disabled; each change stands in the audit log."""

from __future__ import annotations

from corpus.clock import now
from corpus.lazy_regex import lazy_regex
from corpus.staff.errors import NoAccount, PasswordRefused
from corpus.staff.passwords import check, fits, hashed
from corpus.staff.roles import ROLE_NAMES, Role
from corpus.store import Account, Store

NAME = lazy_regex(r"[\w.@-]{1,40}")
"""Of an account: letters of any script, digits, and what stands in addresses of mail. A guess."""


def add_account(store: Store, name: str, role: Role, password: str | None, by: str) -> None:
    """Make an account; without a password only links let it in. Raises NoAccount, PasswordRefused."""
    if not NAME.fullmatch(name):
        raise NoAccount(name, "的名称不能使用：请用 1 至 40 个字母、汉字或数字")
    if password is not None:
        check(password, name)
    kept = None if password is None else hashed(password)
    if not store.accounts.add(Account(name, role.value, now(), kept, now() if kept else None)):
        raise NoAccount(name, "已经存在；更换密码请用 gongkai staff password")
    store.audit.add(by, "", "新建帐号", f"{name}（{ROLE_NAMES[role]}）")


def change_password(store: Store, account: Account, password: str, by: str, address: str = "") -> None:
    """Set another password; whoever is signed in by the old one is not any more. Raises PasswordRefused."""
    check(password, account.name)
    if account.password_hash and fits(password, account.password_hash):
        raise PasswordRefused("与原来的相同")
    store.accounts.set_password(account.name, hashed(password))
    store.audit.add(by, address, "更换密码", account.name)


def disable(store: Store, account: Account, disabled: bool, by: str) -> None:
    """Shut an account out, and end its sessions; or let it in again."""
    store.accounts.set_disabled(account.name, disabled)
    store.audit.add(by, "", "停用帐号" if disabled else "启用帐号", account.name)


def known_account(store: Store, name: str) -> Account:
    """Raises NoAccount."""
    if account := store.accounts.get(name):
        return account
    raise NoAccount(name)
