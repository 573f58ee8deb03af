"""The inspection of the portals on the page for staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_county import settings

from corpus.clock import today
from corpus.records import ColumnState, Document, PageState
from search_web import create_app
from search_web.shared.services import EXTENSION

NOW = datetime.now(timezone.utc)
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
    return app.test_client()


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


def test_only_staff_see_it(staff: FlaskClient) -> None:
    staff.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert staff.get("/staff/inspection").status_code == 403
    assert staff.get("/staff/inspection/stale_column").status_code == 403


def test_an_empty_store_says_what_to_do(data: Path) -> None:
    made = create_app(settings(data))
    try:
        assert "gongkai crawl" in made.test_client().get("/staff/inspection").text
    finally:
        made.extensions[EXTENSION].close()
