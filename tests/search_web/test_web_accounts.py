"""Signing in at /staff, what it opens, and what stays shut."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in

from corpus.staff import Role, add_account, known_account, make_link
from corpus.store import Store
from search_web.accounts.actions import ACTIONS
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE, CSRF_HEADER

PASSWORD = "Qing-Shan 7"
WITH_FORMS = ("/staff/account", "/staff/accounts", "/staff/duplicates/check")

pytestmark = pytest.mark.any_database


@pytest.fixture
def store(app: Flask) -> Store:
    """The shared store, with somebody who has a password."""
    held: Store = app.extensions[EXTENSION].store
    if held.accounts.get("wangfang") is None:
        add_account(held, "wangfang", Role.EDITOR, PASSWORD, "测试")
    return held


def enter(client: FlaskClient, password: str = PASSWORD, **fields: str) -> tuple[int, str | None]:
    answer = client.post("/staff/sign-in", data={"name": "wangfang", "password": password, **fields})
    return answer.status_code, answer.location


def test_nobody_is_staff_without_signing_in(app: Flask, store: Store) -> None:
    client = app.test_client()
    for path in ("/staff", "/staff/inspection", "/staff/audit", "/staff?token=x"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert BeautifulSoup(answer.text, "lxml").select_one("input[name=password]")
    client.set_cookie(COOKIE, "x")
    assert client.get("/staff").status_code == 403
    assert client.post("/staff/duplicates", data={}).status_code == 403


def test_a_password_opens_and_its_cookie_stays_with_us(client: FlaskClient, store: Store) -> None:
    assert enter(client, "Wrong-9876") == (403, None)
    again = client.post("/staff/sign-in", data={"name": '王芳"', "password": "Wrong-9876"}).text
    assert BeautifulSoup(again, "lxml").select_one("input[name=name]")["value"] == '王芳"'
    assert "Wrong-9876" not in again
    answer = client.post("/staff/sign-in", data={"name": "wangfang", "password": PASSWORD})
    cookies = answer.headers.getlist("Set-Cookie")
    assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)
    secret = client.get_cookie(COOKIE).value
    assert secret not in [row.digest for row in store.sessions.of()]
    page = client.get("/staff")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"].startswith("noindex")


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/staff/inspection?page=2", "/staff/inspection?page=2"),
        ("//evil.example/staff", "/staff"),
        ("https://evil.example/staff/", "/staff"),
        ("/staffed", "/staff"),
    ],
)
def test_it_leads_to_what_was_asked_for_and_nowhere_else(
    client: FlaskClient, store: Store, asked: str, led: str
) -> None:
    assert enter(client, next=asked) == (303, led)


def test_a_form_without_its_token_does_nothing(app: Flask) -> None:
    staff = signed_in(app)
    staff.environ_base[f"HTTP_{CSRF_HEADER.upper().replace('-', '_')}"] = ""
    assert staff.post("/staff/sign-out", data={"csrf": "x"}).status_code == 403
    page = BeautifulSoup(staff.get("/staff/account").text, "lxml")
    token = page.select_one("form[action$=sign-out] input[name=csrf]")["value"]
    secret = staff.get_cookie(COOKIE).value
    assert staff.post("/staff/sign-out", data={"csrf": token}).status_code == 303
    staff.set_cookie(COOKIE, secret)
    assert staff.get("/staff").status_code == 403


def test_every_form_for_staff_has_its_token(app: Flask) -> None:
    # Whose account the administrator may end.
    signed_in(app, Role.EDITOR)
    staff = signed_in(app)
    for path in WITH_FORMS:
        forms = BeautifulSoup(staff.get(path).text, "lxml").select("form[method=post]")
        assert forms, path
        assert all(form.select_one("input[name=csrf]") for form in forms), path


def test_editors_do_not_administer(app: Flask) -> None:
    editor = signed_in(app, Role.EDITOR)
    assert editor.get("/staff").status_code == 200
    for path in ("/staff/accounts", "/staff/audit", "/staff/audit.csv"):
        refused = editor.get(path)
        assert (refused.status_code, "只有管理员能用" in refused.text) == (403, True)
        assert "请先登录" not in refused.text
        assert signed_in(app).get(path, buffered=True).status_code == 200


def test_a_link_opens_once_and_is_not_used_by_a_look(client: FlaskClient, store: Store) -> None:
    link = f"/staff/enter/{make_link(store, known_account(store, 'wangfang'), '测试')}"
    assert client.head(link).status_code == 200
    assert client.get(link).location == "/staff"
    assert client.get("/staff").status_code == 200
    assert client.get(link).status_code == 403


def test_every_change_is_written_down_before_it_is_done(app: Flask, store: Store) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("staff.")]
    changing = {rule.endpoint for rule in rules if "POST" in rule.methods}
    assert changing - {"staff.accounts.enter"} == ACTIONS.keys()
    staff = signed_in(app)
    assert staff.post("/staff/duplicates/marks", data={"batch": "none"}).status_code == 409
    last = store.audit.latest(0, 2)
    assert [(one.action, one.detail, one.outcome) for one in last] == [
        ("撤销重复标记", "none", "没有执行（409）"),
        ("撤销重复标记", "none", ""),
    ]
    assert "撤销重复标记" in staff.get("/staff/audit").text
    assert re.search("撤销重复标记,none", staff.get("/staff/audit.csv", buffered=True).text)


def test_what_was_done_is_written_down_in_words(app: Flask, store: Store) -> None:
    staff = signed_in(app)
    staff.post("/staff/portals/former", data={"former": "20260302T235959.000001"})
    staff.post(
        "/staff/catalogue/all/preview?q=补贴&from=2024-01-01&sort=published_newest", data={"genre": "通知"}
    )
    said = [one.detail for one in store.audit.latest(0, 4)]
    assert said.count("2026-03-03 07:59:59") == 2
    assert "检索：补贴，从：2024-01-01，体裁分类：通知" in said


def test_moments_that_no_clock_shows_are_refused_and_written_down(app: Flask, store: Store) -> None:
    staff = signed_in(app)
    last = {"former": "99991231T235959.000000"}
    assert 400 <= staff.post("/staff/portals/former", data=last).status_code < 500
    for moment in ("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00"):
        act = {"act": f"wangfang {moment}"}
        assert staff.post("/staff/catalogue/all/undo", data=act).status_code in (400, 409), moment
        assert moment in store.audit.latest(0, 1)[0].detail


def test_whose_session_was_ended_is_written_down(app: Flask, store: Store) -> None:
    administrator, editor = signed_in(app), signed_in(app, Role.EDITOR)
    session = next(one for one in store.sessions.of() if one.name.endswith(Role.EDITOR.value))
    for status in (303, 409):
        assert (
            administrator.post("/staff/sessions/end", data={"session": session.digest}).status_code == status
        )
    assert editor.get("/staff").status_code == 403
    ended = [one.detail for one in store.audit.latest(0, 3)]
    assert ended == ["已经不在", "已经不在", f"{session.name}（{session.address}）"]


def test_another_password_is_set_by_who_knows_the_old_one(client: FlaskClient, store: Store) -> None:
    enter(client)
    token = BeautifulSoup(client.get("/staff/account").text, "lxml").select_one("input[name=csrf]")["value"]

    def change(old: str, new: str, again: str) -> int:
        form = {"csrf": token, "old": old, "new": new, "again": again}
        return client.post("/staff/account/password", data=form).status_code

    assert change("Wrong-9876", "Shan-Qing 8", "Shan-Qing 8") == 422
    assert change(PASSWORD, "Shan-Qing 8", "Shan-Qing 9") == 422
    assert change(PASSWORD, "short", "short") == 422
    assert client.get("/staff").status_code == 200
