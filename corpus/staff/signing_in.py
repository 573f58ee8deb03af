"""Signing in, by a password or by a link made on the machine; whoever guesses waits longer and longer.

Failures count by who is tried from where, so that a guesser locks out himself and not the owner. A browser in
which somebody signed in before carries a mark of that account and counts by itself, whatever others try
("device cookies", OWASP).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from corpus.clock import now
from corpus.staff.errors import SignInRefused, TooManyFailures
from corpus.staff.passwords import fits
from corpus.staff.visits import digest_of
from corpus.store import Account, SessionRow, Store
from corpus.web_settings import StaffSettings

LINK_MINUTES = 15
"""A link made on the machine is used at once. A guess."""


def _delays(free: int) -> tuple[timedelta, ...]:
    """None behind the first failures, then from a minute on twice as long each time, up to half an hour."""
    return (timedelta(),) * (free - 1) + tuple(timedelta(minutes=min(30, 2**step)) for step in range(6))


OF_ONE_PAIR = _delays(5)
"""An account from an address. Five is what assessors of level 2 look for."""

OF_ONE_ACCOUNT = _delays(50)
OF_ONE_ADDRESS = _delays(50)
"""From wherever, and whoever: an office behind one address is many people. A guess."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a try comes from."""

    address: str
    device: str = ""
    """The mark that its browser carries of an account that signed in there; or anything else."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the browser gets."""

    name: str
    secret: str
    device: str


def sign_in(store: Store, settings: StaffSettings, name: str, password: str, origin: Origin) -> SignedIn:
    """Raises SignInRefused, TooManyFailures, StoreError; each stands in the audit log."""
    account = store.accounts.get(name)
    keys = _keys(name, account, origin)
    if until := store.sign_in_failures.count(keys):
        raise TooManyFailures((until - now()).total_seconds())
    fitting = fits(password, account.password_hash if account else None)
    if account is None or account.disabled_at or not fitting:
        store.audit.add(name if account else "不明", origin.address, "登录", outcome="失败")
        raise SignInRefused
    own, *others = keys
    store.sign_in_failures.forgive(others, [own])
    return _begin(store, settings, account, origin, "登录")


def make_link(store: Store, account: Account, by: str) -> str:
    """A secret that lets an account in once, within a quarter of an hour. Raises SignInRefused."""
    if account.disabled_at:
        raise SignInRefused(
            f"帐号 {account.name} 已停用。请先运行 gongkai staff disable --undo {account.name}。"
        )
    secret = secrets.token_urlsafe(32)
    store.sessions.keep_link(digest_of(secret), account.name, now() + timedelta(minutes=LINK_MINUTES))
    store.audit.add(by, "", "生成一次性登录链接", account.name)
    return secret


def enter_by_link(store: Store, settings: StaffSettings, secret: str, origin: Origin) -> SignedIn:
    """Raises SignInRefused, StoreError."""
    name = store.sessions.use_link(digest_of(secret))
    account = store.accounts.get(name) if name else None
    if account is None or account.disabled_at:
        store.audit.add("不明", origin.address, "用一次性链接登录", outcome="失败")
        raise SignInRefused("这个链接已经用过或者过期了。请在服务器上再运行一次 gongkai staff link。")
    return _begin(store, settings, account, origin, "用一次性链接登录")


def _begin(store: Store, settings: StaffSettings, account: Account, origin: Origin, how: str) -> SignedIn:
    secret, moment = secrets.token_urlsafe(32), now()
    row = SessionRow(digest_of(secret), account.name, origin.address, moment, moment)
    store.audit.add(account.name, origin.address, how, outcome="成功")
    store.sessions.begin(row, older_than=moment - timedelta(hours=settings.session_hours))
    store.accounts.set_signed_in(account.name)
    nonce = secrets.token_urlsafe(16)
    return SignedIn(account.name, secret, f"{nonce}.{_mark(account, nonce)}")


def _keys(name: str, account: Account | None, origin: Origin) -> dict[str, tuple[timedelta, ...]]:
    """What a failure counts under; the first is the try's own."""
    nonce, _, mark = origin.device.partition(".")
    if account and mark and hmac.compare_digest(mark.encode(), _mark(account, nonce).encode()):
        return {digest_of(f"device {nonce}"): OF_ONE_PAIR}
    keys = {digest_of(f"pair {origin.address} {name}"): OF_ONE_PAIR}
    if account:
        keys[digest_of(f"account {name}")] = OF_ONE_ACCOUNT
    return keys | {digest_of(f"address {origin.address}"): OF_ONE_ADDRESS}


def _mark(account: Account, nonce: str) -> str:
    """Made with the hash of the password: another password makes every browser a stranger."""
    key = hashlib.sha256(f"device {account.password_hash}".encode()).digest()
    return hmac.new(key, f"{account.name} {nonce}".encode(), hashlib.sha256).hexdigest()
