"""The first page of staff counts what waits, and leads to where it is dealt with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from staff_browsers import signed_in
from web_county import settings

from corpus.clock import now
from corpus.inspection import Kind
from corpus.records import Document, Doubt, HeldBack
from corpus.store import Pair
from search_web import create_app
from search_web.shared.services import EXTENSION
from search_web.waiting.waiting import SUBJECTS

SITE = "http://www.example.test"

pytestmark = pytest.mark.any_database


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """A portal that was not read to its end, an answer held back, two documents that are one, a search."""
    config = settings(data)
    made = create_app(replace(config, search=replace(config.search, past_query_threshold=1)))
    parts = made.extensions[EXTENSION]
    parts.store.put_many([Document(f"{SITE}/{place}", "通知", "文") for place in range(2)])
    parts.store.duplicates.replace([1, 2], [Pair(1, 2, "same", 1.0, 1.0, None, "相同")])
    parts.store.unanswered_queries.add({"火星移民": 3}, 1, parts.config.past_query_key_path)
    parts.store.crawl_memory.begin_run("p")
    parts.store.crawl_memory.end_run("p", "网站拒绝访问")
    held = HeldBack(f"{SITE}/0", "p", Doubt.TEXT, "系统", "d", "不同。", now(), now() + timedelta(1), 1)
    parts.store.held_back.save([held])
    yield made
    parts.close()


def test_every_kind_of_finding_has_its_place() -> None:
    assert sorted(kind.value for some in SUBJECTS.values() for kind in some) == sorted(k.value for k in Kind)


def test_the_first_page_counts_what_waits_and_leads_to_it(app: Flask) -> None:
    staff = signed_in(app)
    section = BeautifulSoup(staff.get("/staff").text, "lxml").select_one("section[aria-labelledby=waiting]")
    said = " ".join(section.text.split())
    for words in ("网站没有读完 1 处", "内容没有采信 1 处", "还没有处理 1 组", "没有查到 1 种"):
        assert words in said
    pages = {link.text: staff.get(link["href"]) for link in section.select("a")}
    assert all(page.status_code == 200 for page in pages.values())
    assert "只列出没有读完" in pages["网站没有读完"].text


def test_an_unanswered_search_is_dealt_with_once(app: Flask) -> None:
    staff = signed_in(app)
    page = BeautifulSoup(staff.get("/staff/searches").text, "lxml")
    assert page.select_one("td a")["href"] == "/search?q=%E7%81%AB%E6%98%9F%E7%A7%BB%E6%B0%91"
    assert staff.post("/staff/searches", data={"query": "火星移民"}).status_code == 302
    assert staff.post("/staff/searches", data={"query": "火星移民"}).status_code == 409
    assert "没有这样的检索" in staff.get("/staff/searches").text
    assert "没有查到" not in BeautifulSoup(staff.get("/staff").text, "lxml").select_one("dl").text
