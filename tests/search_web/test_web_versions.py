"""Two versions of one law that a source dates alike, wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from web_county import SITE, settings

from corpus.records import Document
from corpus.store import open_store
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database

NAME = "云岭县养蜂管理条例"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[FlaskClient]:
    """In front of the new version, which is number 1, and the old one."""
    config = settings(tmp_path)
    with open_store(config.store_url) as store:
        for year, text in ((2024, "第一条 蜂场应当登记。"), (2008, "第一条 蜂场应当备案。")):
            text = f"{text}\n第二条 本条例自{year}年3月1日起施行。"
            store.put(Document(f"{SITE}/{year}.html", NAME, text, issued_on=date(1997, 5, 2)))
        build(store, config)
    app = create_app(config)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_the_day_from_which_each_holds_tells_them_apart(reader: FlaskClient) -> None:
    page = BeautifulSoup(reader.get("/search", query_string={"q": NAME}).text, "lxml")
    new, old = (" ".join(one.get_text(" ").split()) for one in page.select("article"))
    assert "1997-05-02 2024-03-01 起施行" in new
    assert "已被" not in new
    assert "2008-03-01 起施行" in old
    assert "已被 2024-03-01 起施行的 《云岭" in old

    new, old = reader.get("/api/v1/search", query_string={"q": NAME}).json["results"]
    assert (new["effect"], new["later"]) == ("2024-03-01", None)
    assert (old["effect"], old["later"]) == (
        "2008-03-01",
        {"id": 1, "url": f"{SITE}/2024.html", "effect": "2024-03-01"},
    )

    shown = reader.post("/terminal/view", data={"view": "results", "q": NAME}).text
    new, old = (one.get_text() for one in BeautifulSoup(shown, "lxml").select(".found li"))
    assert "已修订" not in new
    assert "2024-03-01 起施行" in new
    assert "已修订" in old
    assert "2008-03-01 起施行" in old


def test_the_page_of_the_old_one_leads_to_the_new_one(reader: FlaskClient) -> None:
    notice = BeautifulSoup(reader.get("/document/2").text, "lxml").select_one("p.notice")
    assert notice.get_text() == f"后继文件：{NAME}"
    assert notice.a["href"] == "/document/1"
    assert "后继文件" not in reader.get("/document/1").text


def test_one_of_the_same_name_that_no_day_tells_apart_is_told(tmp_path: Path) -> None:
    config = settings(tmp_path)
    with open_store(config.store_url) as store:
        for number, text in enumerate(("蜂场应当登记。", "蜂场应当备案，每年一次。")):
            store.put(Document(f"{SITE}/{number}.html", NAME, text))
        build(store, config)
    app = create_app(config)
    reader = app.test_client()
    page = BeautifulSoup(reader.get("/search", query_string={"q": NAME}).text, "lxml")
    for article in page.select("article"):
        assert "另有 1 件同名文件，日期分不出先后" in article.get_text()
    results = reader.get("/api/v1/search", query_string={"q": NAME}).json["results"]
    assert [[one["id"] for one in hit["namesakes"]] for hit in results] == [[2], [1]]
    assert "另有同名" in reader.post("/terminal/view", data={"view": "results", "q": NAME}).text
    app.extensions[EXTENSION].close()


def test_one_whose_title_says_that_it_is_over_is_told_apart(tmp_path: Path) -> None:
    config = settings(tmp_path)
    with open_store(config.store_url) as store:
        for number, (title, text) in enumerate(
            ((NAME, "蜂场应当登记。"), (f"{NAME}（已废止）", "蜂场备案。"))
        ):
            store.put(Document(f"{SITE}/{number}.html", title, text))
        build(store, config)
    app = create_app(config)
    results = app.test_client().get("/api/v1/search", query_string={"q": NAME}).json["results"]
    assert [hit["namesakes"] for hit in results] == [[], []]
    app.extensions[EXTENSION].close()
