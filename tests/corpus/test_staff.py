"""Accounts of staff: passwords, sessions, links, the lock-out and the log."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from commands import gongkai
from corpus import clock
from corpus.staff import (
    NoAccount,
    Origin,
    PasswordRefused,
    Role,
    SignInRefused,
    TooManyFailures,
    add_account,
    change_password,
    disable,
    enter_by_link,
    known_account,
    make_link,
    sign_in,
    signing_in,
    visitor,
    visits,
)
from corpus.store import Store, sign_in_failures
from corpus.web_settings import StaffSettings

PASSWORD = "Qing-Shan 7"
SETTINGS = StaffSettings()
HOME, ELSEWHERE = Origin("192.0.2.1"), Origin("198.51.100.9")

pytestmark = pytest.mark.any_database


@pytest.fixture
def staffed(store: Store) -> Store:
    add_account(store, "王芳", Role.EDITOR, PASSWORD, "测试")
    return store


def later(monkeypatch: pytest.MonkeyPatch, **passed: float) -> None:
    """Let time pass for whoever asks for it."""

    def now() -> datetime:
        return clock.now() + timedelta(**passed)

    for module in (signing_in, visits, sign_in_failures):
        monkeypatch.setattr(module, "now", now)


@pytest.mark.parametrize(
    "password",
    ["Ab1!xyz", "abcdefgh1", "ABCDEFG!", "Wangfang-王芳1", "P@ssw0rd2024", "Aa1!" * 60],
)
def test_weak_passwords_are_refused(store: Store, password: str) -> None:
    with pytest.raises(PasswordRefused, match="这个密码不能使用"):
        add_account(store, "王芳", Role.EDITOR, password, "测试")
    assert store.accounts.all() == []


def test_passwords_are_kept_as_argon2id(staffed: Store) -> None:
    assert str(known_account(staffed, "王芳").password_hash).startswith("$argon2id$")
    with pytest.raises(NoAccount, match="已经存在"):
        add_account(staffed, "王芳", Role.EDITOR, PASSWORD, "测试")


def test_the_right_password_signs_in_and_whatever_else_does_not(staffed: Store) -> None:
    signed_in = sign_in(staffed, SETTINGS, "王芳", PASSWORD, HOME)
    found = visitor(staffed, SETTINGS, signed_in.secret)
    assert found is not None
    assert (found.name, found.administers, found.must_change) == ("王芳", False, False)
    for name, password in [("王芳", PASSWORD + "x"), ("王芳", ""), ("李四", PASSWORD)]:
        with pytest.raises(SignInRefused):
            sign_in(staffed, SETTINGS, name, password, HOME)
    log = [(event.who, event.action, event.outcome) for event in staffed.audit.all()]
    assert log[1:] == [("王芳", "登录", "成功"), *[("王芳", "登录", "失败")] * 2, ("不明", "登录", "失败")]


def test_a_guesser_waits_and_the_owner_does_not(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    device = sign_in(staffed, SETTINGS, "王芳", PASSWORD, ELSEWHERE).device
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(staffed, SETTINGS, "王芳", "Wrong-9876", ELSEWHERE)
    with pytest.raises(TooManyFailures, match="请 1 分钟后再试") as refused:
        sign_in(staffed, SETTINGS, "王芳", PASSWORD, ELSEWHERE)
    assert refused.value.seconds <= 60
    assert sign_in(staffed, SETTINGS, "王芳", PASSWORD, HOME)
    assert sign_in(staffed, SETTINGS, "王芳", PASSWORD, Origin(ELSEWHERE.address, device))
    later(monkeypatch, minutes=2)
    assert sign_in(staffed, SETTINGS, "王芳", PASSWORD, ELSEWHERE)


@pytest.mark.parametrize("passed", [{"hours": 9}, {"minutes": 31}], ids=str)
def test_a_session_ends(staffed: Store, monkeypatch: pytest.MonkeyPatch, passed: dict[str, float]) -> None:
    secret = sign_in(staffed, SETTINGS, "王芳", PASSWORD, HOME).secret
    assert visitor(staffed, SETTINGS, secret)
    later(monkeypatch, **passed)
    assert visitor(staffed, SETTINGS, secret) is None


def test_an_old_password_has_to_be_changed(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, days=91)
    found = visitor(staffed, SETTINGS, sign_in(staffed, SETTINGS, "王芳", PASSWORD, HOME).secret)
    assert found is not None
    assert found.must_change


def test_another_password_and_disabling_end_every_session(staffed: Store) -> None:
    account = known_account(staffed, "王芳")
    secret = sign_in(staffed, SETTINGS, "王芳", PASSWORD, HOME).secret
    with pytest.raises(PasswordRefused, match="与原来的相同"):
        change_password(staffed, account, PASSWORD, "王芳")
    change_password(staffed, account, "Shan-Qing 8", "王芳")
    assert visitor(staffed, SETTINGS, secret) is None
    secret = sign_in(staffed, SETTINGS, "王芳", "Shan-Qing 8", HOME).secret
    disable(staffed, account, True, "测试")
    assert visitor(staffed, SETTINGS, secret) is None
    with pytest.raises(SignInRefused):
        sign_in(staffed, SETTINGS, "王芳", "Shan-Qing 8", HOME)


def test_a_link_lets_in_once(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    account = known_account(staffed, "王芳")
    link, other = make_link(staffed, account, "测试"), make_link(staffed, account, "测试")
    assert enter_by_link(staffed, SETTINGS, link, HOME).name == "王芳"
    with pytest.raises(SignInRefused, match="已经用过或者过期"):
        enter_by_link(staffed, SETTINGS, link, HOME)
    monkeypatch.setattr("corpus.store.sessions.now", lambda: clock.now() + timedelta(minutes=16))
    with pytest.raises(SignInRefused):
        enter_by_link(staffed, SETTINGS, other, HOME)


def test_the_command_adds_lists_disables_and_links(store: Store, data: object) -> None:
    def run(*arguments: str, typed: str = "") -> str:
        done = CliRunner().invoke(gongkai, ["--data", str(data), "staff", *arguments], input=typed)
        return done.output

    assert "已建立帐号 张三" in run("add", "张三", "--role", "管理员", typed=f"{PASSWORD}\n")
    assert "不能使用" in run("add", "李四", typed="123\n")
    assert "张三\t管理员\t可用" in run("list")
    assert "argon2" not in run("list", "--json")
    secret = run("link", "张三").strip().rpartition("/staff/enter/")[2]
    assert enter_by_link(store, SETTINGS, secret, HOME).name == "张三"
    assert "已更换" in run("password", "张三", typed="Shan-Qing 8\n")
    assert "已停用" in run("disable", "张三")
    assert "不存在" in run("link", "王五")
    assert "已停用" in run("link", "张三")
    assert [event.action for event in store.audit.latest(0, 2)] == ["停用帐号", "更换密码"]
