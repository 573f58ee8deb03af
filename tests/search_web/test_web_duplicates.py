"""The groups of documents that say the same: for staff, with what they say of them, and for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from staff_browsers import NAME, signed_in
from web_doubles import COUNTY, DOCUMENTS, ORIGINAL, TITLE, bring_up_to_date, fill, settings
from werkzeug.test import TestResponse

from corpus.records import Document
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION, Services
from search_web.shared.staff_access import COOKIE

GROUPS = "/staff/duplicates"
WHO = f"{NAME}-administrator"
OURS = {"Sec-Fetch-Site": "same-origin"}
PAIR = Document(f"{COUNTY}/gs/new.html", "供水工程水价听证会公告", portal="qingshi", column="公告公示", text=(
    "县发展和改革局定于本月二十日在县政府会议室召开农村集中供水水价调整听证会，听取消费者、经营者和有关方面的意见，"
    "旁听人员请于听证会前五日报名，名额十名，按报名先后确定，报名时请出示身份证件并留下联系电话。"
))  # fmt: skip


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """Two portals of which one group of four documents stands open."""
    config = settings(data)
    fill(config)
    made = create_app(config)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def parts(app: Flask) -> Services:
    """What the application holds."""
    held = app.extensions[EXTENSION]
    assert isinstance(held, Services)
    return held


@pytest.fixture
def staff(app: Flask) -> FlaskClient:
    """Staff at the machine."""
    return signed_in(app)


def test_the_api_gives_each_copy_for_itself_where_it_is_asked_to(app: Flask) -> None:
    folded, apart = (
        app.test_client().get("/api/v1/search", query_string={"q": TITLE, **more}).json
        for more in ({}, {"fold": "0"})
    )
    copies = sum(len(one["copies"]) for one in folded["results"])
    assert copies
    assert apart["total"] == folded["total"] + copies
    assert not any(one["copies"] for one in apart["results"])


def soup_of(client: FlaskClient, path: str = GROUPS) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def groups_of(client: FlaskClient, path: str = GROUPS) -> list[Tag]:
    return soup_of(client, path).select(".groups > li")


def button(soup: BeautifulSoup | Tag, name: str, place: int = 0) -> str:
    """What a button sends."""
    found = [b for b in soup.select("button[name=mark]") if b.contents[0] == name]
    return str(found[place]["value"])


def press(client: FlaskClient, value: str, path: str = GROUPS) -> TestResponse:
    return client.post(path, data={"mark": value}, headers=OURS)


def test_a_group_names_the_copy_to_keep_and_why(staff: FlaskClient) -> None:
    (group,) = groups_of(staff)
    members = group.select(".members > li")
    assert len(members) == 4
    assert "建议保留" in members[0].text
    assert f"建议保留《{TITLE}》：" in group.text
    assert "跨门户" in group.text
    assert "未处理" in group.text
    assert members[0].a["href"] == "/staff/document/1"
    assert 'href="/staff/duplicates"' in staff.get("/staff").text
    assert 'href="/staff/duplicates/check"' in staff.get("/staff").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("column=县区文件", 1),
        ("column=公告公示", 0),
        ("agency=青石县人民政府办公室&kind=same", 1),
        ("agency=青石县民政局", 0),
        ("kind=revised&scope=across", 1),
        ("kind=forwards", 0),
        ("scope=within", 0),
        ("state=handled", 0),
        ("state=all", 1),
        ("kind=nonsense&page=99999999&scope=x&state=y", 1),
    ],
)
def test_groups_are_narrowed(staff: FlaskClient, query: str, count: int) -> None:
    assert len(groups_of(staff, f"{GROUPS}?{query}")) == count


def test_long_lists_have_pages(staff: FlaskClient, parts: Services) -> None:
    for number in range(21):
        name = f"{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌'[number]}村"
        text = (
            f"{name}水库除险加固工程位于{name}北侧，主要建设内容包括大坝加高、溢洪道衬砌和放水设施更换，"
            + (f"由{name}村民委员会承担管护，" * 4)
        )
        for copy in "ab":
            parts.store.put(
                Document(f"{COUNTY}/{number}{copy}", f"{name}工程公告", text=text, portal="qingshi")
            )
    bring_up_to_date(parts.store, parts.config)
    total = int(re.findall("共 ([0-9]+) 组", staff.get(GROUPS).text)[0])
    assert len(groups_of(staff)) == 20 < total
    assert len(groups_of(staff, f"{GROUPS}?page=2")) == total - 20


def test_a_handled_group_says_by_whom_and_a_new_copy_opens_it_again(
    staff: FlaskClient, parts: Services
) -> None:
    path = f"{GROUPS}?state=all"
    answer = press(staff, button(soup_of(staff), "已处理"), path=path)
    assert answer.status_code == 302
    assert answer.location == path
    assert groups_of(staff) == []
    (group,) = groups_of(staff, f"{GROUPS}?state=handled")
    assert re.search(rf"已处理：{WHO}，\d{{4}}-\d\d-\d\d \d\d:\d\d", group.text)
    parts.store.put(replace(ORIGINAL, url=f"{COUNTY}/copy.html", portal="qingshi"))
    bring_up_to_date(parts.store, parts.config)
    assert len(groups_of(staff)) == 1


def test_what_is_no_duplicate_stays_so_after_a_crawl_and_a_new_index(
    staff: FlaskClient, parts: Services
) -> None:
    press(staff, button(soup_of(staff), "都不是重复"))
    assert groups_of(staff, f"{GROUPS}?state=all") == []
    for document in DOCUMENTS:
        parts.store.put(replace(document, text=document.text + "\n（完）"))
    bring_up_to_date(parts.store, parts.config)
    build(parts.store, parts.config, rebuild=True)
    assert groups_of(staff, f"{GROUPS}?state=all") == []
    marks = soup_of(staff, f"{GROUPS}/marks")
    assert "不是重复" in marks.text
    assert WHO in marks.text


def test_one_document_is_taken_out_of_a_group(staff: FlaskClient) -> None:
    press(staff, button(soup_of(staff), "这份不是重复", 2))
    (group,) = groups_of(staff)
    assert len(group.select(".members > li")) == 3
    assert "与以下各份" in staff.get(f"{GROUPS}/marks").text


def test_marks_are_taken_back(staff: FlaskClient) -> None:
    press(staff, button(soup_of(staff), "都不是重复"))
    batch = soup_of(staff, f"{GROUPS}/marks").select_one("button[name=batch]")
    assert batch is not None
    answer = staff.post(f"{GROUPS}/marks", data={"batch": batch["value"]}, headers=OURS)
    assert answer.location == f"{GROUPS}/marks"
    assert "还没有标记" in staff.get(f"{GROUPS}/marks").text
    assert len(groups_of(staff)) == 1
    again = staff.post(f"{GROUPS}/marks", data={"batch": batch["value"]}, headers=OURS)
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("value", "status", "says"),
    [
        ("handled group 1 00000000", 409, "刚有变化"),
        ("handled group 999999999999999999999 0", 409, "刚有变化"),
        ("handled pair 1 1", 409, "刚有变化"),
        ("handled pair x y", 409, "刚有变化"),
        ("distinct", 409, "刚有变化"),
        ("delete pair 1 2", 400, "没有这种标记"),
        ("", 400, "没有这种标记"),
    ],
)
def test_a_mark_that_cannot_be_set_is_told(
    staff: FlaskClient, parts: Services, value: str, status: int, says: str
) -> None:
    answer = press(staff, value)
    assert (answer.status_code, says in answer.text) == (status, True)
    assert parts.store.duplicates.marks() == {}


def test_nobody_else_marks(staff: FlaskClient, parts: Services) -> None:
    forged = staff.post(GROUPS, data={"mark": "handled pair 1 2"}, headers={"Origin": "http://x"})
    assert forged.status_code == 403
    staff.delete_cookie(COOKIE)
    assert press(staff, "handled pair 1 2").status_code == 403
    assert parts.store.duplicates.marks() == {}


def test_two_documents_are_compared_and_marked(staff: FlaskClient) -> None:
    path = f"{GROUPS}/compare?left=1&right=4"
    page = soup_of(staff, path)
    assert [mark.text for mark in page.select(".sides ins")][:2] == ["增加：两个月", "增加：八"]
    assert page.select_one(".badge").text == "修改"  # type: ignore[union-attr]
    answer = press(staff, button(page, "不是重复"), path=path)
    assert answer.location.startswith(path)
    page = soup_of(staff, answer.location)
    assert f"{WHO}于" in page.text
    press(staff, button(page, "撤销标记"), path=path)
    assert f"{WHO}于" not in staff.get(path).text
    assert "逐段相同" in staff.get(f"{GROUPS}/compare?left=1&right=3").text


@pytest.mark.parametrize(
    "query", ["", "left=1", "left=1&right=999", "left=1&right=x", f"left=1&right={10**30}"]
)
def test_what_is_not_there_is_not_compared(staff: FlaskClient, query: str) -> None:
    assert staff.get(f"{GROUPS}/compare?{query}").status_code == 404


def test_names_and_titles_are_shown_as_they_are(staff: FlaskClient, parts: Services) -> None:
    title = "<script>alert(1)</script>公告"
    parts.store.put(replace(PAIR, title=title))
    parts.store.put(replace(PAIR, url=f"{COUNTY}/again", title=title, column='"><b>'))
    bring_up_to_date(parts.store, parts.config)
    group = next(group for group in groups_of(staff) if "alert" in group.text)
    assert group.h2.text == title
    press(staff, button(group, "已处理"))
    for path in (f"{GROUPS}?state=all", f"{GROUPS}/marks"):
        assert "<script>alert" not in staff.get(path).text
        assert "<b>" not in staff.get(path).text


def test_an_empty_store_says_what_to_do(data: Path) -> None:
    made = create_app(settings(data / "empty"))
    try:
        assert '#index">编入索引</a>' in signed_in(made).get(GROUPS).text
    finally:
        made.extensions[EXTENSION].close()


def test_readers_see_where_else_a_text_stands_and_its_versions(app: Flask, staff: FlaskClient) -> None:
    reader = app.test_client()
    reader.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    page = soup_of(reader, "/document/1")
    copies = page.select_one("section[aria-labelledby=copies]")
    versions = page.select_one("section[aria-labelledby=versions]")
    assert copies is not None
    assert versions is not None
    assert [a["href"] for a in copies.select("a")] == ["/document/3", "/document/2"]
    assert "河城市人民政府 · 县区文件" in copies.text
    assert [a["href"] for a in versions.select("a")] == ["/document/4"]
    press(staff, button(soup_of(staff), "都不是重复"))
    assert "本文还发布于" not in reader.get("/document/1").text
    assert "相关版本" not in reader.get("/document/1").text


def test_the_home_page_counts_each_document_and_shows_one_of_those_that_say_the_same(app: Flask) -> None:
    home, catalogue = (soup_of(app.test_client(), path) for path in ("/", "/catalogue"))
    held = int(re.findall(r"收录 (\d+) 件", home.text)[0])
    assert f"共 {held} 件" in catalogue.text
    assert len(home.select(".latest li a")) < min(6, held)


def test_what_was_withdrawn_is_not_shown_to_readers(app: Flask, parts: Services) -> None:
    parts.store.withdraw(DOCUMENTS[2].url)
    assert "/document/3" not in app.test_client().get("/document/1").text
    assert "本文还发布于" not in app.test_client().get("/document/6").text
