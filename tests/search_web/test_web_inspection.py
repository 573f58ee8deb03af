"""The inspection of the portals on the page for staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import signed_in
from web_county import settings

from corpus.clock import today
from corpus.records import ColumnState, Document, Doubt, HeldBack, PageState
from search_web import create_app
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE

NOW = datetime.now(timezone.utc)
OURS = {"Sec-Fetch-Site": "same-origin"}
SHOWN = {"portal": "p", "shown": (NOW + timedelta(hours=1)).isoformat()}
HOME = "http://www.example.test"
NOTICES = ColumnState("p", "通知公告", f"{HOME}/tz/", entries=3, checked_at=NOW, latest_on=date(2020, 1, 6))


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """The interface over a portal that has one of everything to find, and <script> where a portal could."""
    made = create_app(settings(data))
    store = made.extensions[EXTENSION].store
    store.crawl_memory.begin_run("p")
    store.crawl_memory.end_run("p", "网站拒绝访问")
    store.crawl_memory.save_column(NOTICES)
    fine = replace(NOTICES, name="领导之窗", url=f"{HOME}/ld/")
    store.crawl_memory.save_column(fine)
    for number in range(60):
        url = f"{HOME}/tz/{number}.html"
        issued = date(2019, 3, 1) + timedelta(days=number)
        store.put(
            Document(
                url, f"通知<{number}>", column="通知公告", portal="p", issued_on=issued, published_on=issued
            )
        )
    store.put(
        Document(
            f"{HOME}/x", "<script>alert(1)</script>", column="通知公告", portal="p",
            issued_on=date(2024, 3, 1), published_on=date(2024, 2, 1),
        )
    )  # fmt: skip
    store.visits.save([
        PageState(
            f"{HOME}/gone.pdf", fetched_at=NOW, status=404, error="不存在", missing_since=NOW, portal="p",
            found_on=f"{HOME}/tz/1.html",
        )
    ])  # fmt: skip
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def staff(app: Flask) -> FlaskClient:
    """Staff at the machine."""
    return signed_in(app)


def test_the_overview_leads_to_every_kind(staff: FlaskClient) -> None:
    assert 'href="/staff/inspection"' in staff.get("/staff").text
    page = staff.get("/staff/inspection").text
    for kind in ("portal_down", "stale_column", "broken_link", "published_before_issued"):
        assert f'href="/staff/inspection/{kind}"' in page
        assert staff.get(f"/staff/inspection/{kind}").status_code == 200
    assert "2024-02-01" in page, "a document is later than the list"
    assert "183 天" in page


def test_a_finding_says_what_is_wrong_where_and_what_to_do(staff: FlaskClient) -> None:
    page = staff.get("/staff/inspection/broken_link").text
    assert f'href="{HOME}/gone.pdf"' in page
    assert f'href="{HOME}/tz/1.html"' in page
    assert "请恢复打不开的页面或附件" in page
    page = staff.get("/staff/inspection/published_before_issued").text
    assert "发布日期 2024-02-01 早于成文日期 2024-03-01" in page
    assert 'href="/staff/document/' in page
    assert "<script>alert" not in page


def test_findings_can_be_narrowed_to_a_column(staff: FlaskClient) -> None:
    assert "1 处" in staff.get("/staff/inspection/stale_column?portal=p&column=通知公告").text
    assert "现在没有这样的问题" in staff.get("/staff/inspection/stale_column?portal=p&column=别的").text


def test_long_lists_have_pages(staff: FlaskClient, app: Flask) -> None:
    store = app.extensions[EXTENSION].store
    for number in range(60):
        url = f"{HOME}/later/{number}.html"
        store.put(Document(url, f"未来{number}", portal="p", published_on=today() + timedelta(days=30)))
    first = staff.get("/staff/inspection/future_date").text
    assert first.count('href="/staff/document/') == 50
    assert "/staff/inspection/future_date?page=2" in first
    assert staff.get("/staff/inspection/future_date?page=2").text.count('href="/staff/document/') == 10


@pytest.mark.parametrize("address", ["nonsense", "stale_column?page=9", "stale_column?page=0"])
def test_what_is_not_there_is_not_found(staff: FlaskClient, address: str) -> None:
    assert staff.get(f"/staff/inspection/{address}").status_code == 404


@pytest.fixture
def doubts(app: Flask) -> dict[str, HeldBack]:
    """Answers of each kind, of two portals, by the last part of the address."""
    said = "几个网址给出同样的内容。"
    made = [
        HeldBack(f"{HOME}/tz/{number}.html", portal, kind, f"系统<{number}>", "d", said, NOW, NOW, 1)
        for number, portal, kind in (
            (1, "p", Doubt.TEXT), (2, "p", Doubt.TEXT), (3, "q", Doubt.TEXT), (4, "p", Doubt.GONE),
            (5, "p", Doubt.OVERWRITTEN),
        )
    ]  # fmt: skip
    app.extensions[EXTENSION].store.held_back.save(made)
    return {answer.url: answer for answer in made}


def accepted(app: Flask) -> dict[str, bool]:
    store = app.extensions[EXTENSION].store
    return {one.url.rpartition("/")[2][0]: one.accepted_at is not None for one in store.held_back.of()}


@pytest.mark.usefixtures("doubts")
def test_what_was_held_back_is_shown_with_its_buttons(staff: FlaskClient) -> None:
    overview = staff.get("/staff/inspection").text
    for kind in ("held_back", "not_withdrawn", "overwritten"):
        assert f'href="/staff/inspection/{kind}"' in overview
    page = staff.get("/staff/inspection/held_back").text
    assert "网址给出“系统&lt;1&gt;”：几个网址给出同样的内容。" in page
    assert "确认属实：p 的全部 2 处" in page
    assert "确认属实：q 的全部 1 处" in page
    assert "确认撤下：p 的全部 1 处" in staff.get("/staff/inspection/not_withdrawn").text
    assert "<button" not in staff.get("/staff/inspection/stale_column").text.partition("<h1>")[2]


@pytest.mark.usefixtures("doubts")
def test_staff_confirm_one_address_or_all_of_a_portal(staff: FlaskClient, app: Flask) -> None:
    page = "/staff/inspection/held_back"
    one = {**SHOWN, "url": f"{HOME}/tz/1.html"}
    assert staff.post(page, data=one, headers=OURS).status_code == 302
    assert accepted(app) == {"1": True, "2": False, "3": False, "4": False, "5": False}
    assert "工作人员已确认" in staff.get(page).text
    assert staff.post(page, data=SHOWN, headers=OURS).status_code == 302
    assert accepted(app) == {"1": True, "2": True, "3": False, "4": False, "5": False}
    again = staff.post(page, data=SHOWN, headers=OURS)
    assert (again.status_code, "已经有人确认" in again.text) == (409, True)
    staff.post("/staff/inspection/not_withdrawn", data=SHOWN, headers=OURS)
    staff.post("/staff/inspection/overwritten", data=SHOWN, headers=OURS)
    assert accepted(app) == {"1": True, "2": True, "3": False, "4": True}


@pytest.mark.usefixtures("doubts")
@pytest.mark.parametrize(
    ("kind", "form", "headers", "status"),
    [
        ("held_back", SHOWN, {"Origin": "http://evil.example"}, 403),
        ("held_back", {}, {"Sec-Fetch-Site": "same-origin"}, 404),
        ("held_back", {"portal": "p", "shown": "gestern"}, {"Sec-Fetch-Site": "same-origin"}, 404),
        ("held_back", SHOWN | {"shown": "2020-01-06T00:00:00+00:00"}, {"Sec-Fetch-Site": "same-origin"}, 409),
        ("stale_column", SHOWN, {"Sec-Fetch-Site": "same-origin"}, 404),
        ("held_back", SHOWN | {"portal": "none"}, {"Sec-Fetch-Site": "same-origin"}, 409),
    ],
)
def test_a_word_that_is_not_of_staff_or_of_nothing_changes_nothing(
    staff: FlaskClient, app: Flask, kind: str, form: dict[str, str], headers: dict[str, str], status: int
) -> None:
    assert staff.post(f"/staff/inspection/{kind}", data=form, headers=headers).status_code == status
    assert not any(accepted(app).values())


@pytest.mark.usefixtures("doubts")
def test_only_staff_confirm(staff: FlaskClient, app: Flask) -> None:
    staff.delete_cookie(COOKIE)
    sent = staff.post("/staff/inspection/held_back", data=SHOWN, headers=OURS)
    assert sent.status_code == 403
    assert not any(accepted(app).values())


def test_only_staff_see_it(staff: FlaskClient) -> None:
    staff.delete_cookie(COOKIE)
    assert staff.get("/staff/inspection").status_code == 403
    assert staff.get("/staff/inspection/stale_column").status_code == 403


def test_an_empty_store_says_what_to_do(data: Path) -> None:
    made = create_app(settings(data))
    try:
        assert '/staff/crawls">采集</a>' in signed_in(made).get("/staff/inspection").text
    finally:
        made.extensions[EXTENSION].close()
