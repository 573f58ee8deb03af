"""How a reader wants the pages, what is sent of them, and the list that a document was opened from."""

from __future__ import annotations

import gzip
import re

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer import Searcher

pytestmark = pytest.mark.any_database

WIRE = 60_000
"""Bytes of a page, compressed, with nothing cached: what a phone on a slow network waits for."""


def soup_of(client: FlaskClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "lxml")


def test_one_link_leads_into_the_mode_for_the_old_and_back_to_the_page(client: FlaskClient) -> None:
    link = soup_of(client, "/search?q=补贴").find("a", string="长者模式")
    answer = client.get(link["href"])
    assert answer.location.startswith("/search?q=")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    page = soup_of(client, answer.location)
    assert page.html["class"] == ["elder"]
    client.get("/display?size=large&contrast=contrast&back=/guide")
    assert soup_of(client, "/guide").html["class"] == ["elder", "large", "contrast"]
    client.get(page.find("a", string="标准模式")["href"])
    assert soup_of(client, "/guide").html["class"] == ["large", "contrast"]
    client.get("/display?size=&contrast=")
    assert client.get_cookie("gongkai_display") is None


@pytest.mark.parametrize("back", ["//evil.example.test", "https://evil.example.test", "/\\evil.example.test"])
def test_the_way_back_never_leads_elsewhere(client: FlaskClient, back: str) -> None:
    assert client.get("/display", query_string={"mode": "elder", "back": back}).location == "/"


@pytest.mark.parametrize("path", ["/", "/search?q=补贴", "/document/38", "/catalogue", "/static/site.css"])
def test_answers_are_compressed_small_and_not_sent_twice(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < WIRE
    assert len(gzip.decompress(answer.data)) > len(answer.data)
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        first = client.get("/guide", headers=headers)
        again = client.get("/guide", headers={**headers, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_documents_follow_each_other_as_in_the_list(client: FlaskClient) -> None:
    hits = [a["href"] for a in soup_of(client, "/search?sort=issued_oldest").select(".hits h2 a")]
    following = soup_of(client, "/search?sort=issued_oldest&page=2").select_one(".hits h2 a")["href"]
    following = re.sub("&seen=[0-9]+", "", following)
    page = soup_of(client, hits[-1])
    assert page.select_one('.way [rel="next"]')["href"] == following
    assert page.select_one('.way [rel="prev"]')["href"] == hits[-2]
    assert soup_of(client, following).select_one('.way [rel="prev"]')["href"] == hits[-1]
    assert not soup_of(client, "/document/1").select(".way")


def test_titles_break_between_words_only(client: FlaskClient) -> None:
    title = "关于<wbr>印发《青石<wbr>县"
    assert title in client.get("/document/38").text.partition("<h1")[2]
    assert title in client.get("/catalogue?agency=青石县人民政府办公室").text
    assert title in client.post("/terminal/view", data={"view": "results", "sort": "issued_oldest"}).text
    assert "<wbr>" in client.get("/screen").text.partition('class="newest"')[2]


def test_all_titles_of_a_page_are_cut_in_the_same_way(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Searcher] = []
    cut = Searcher.cut
    monkeypatch.setattr(Searcher, "cut", lambda searcher: asked.append(searcher) or cut(searcher))
    assert client.get("/catalogue?page=2").text.count("<wbr>") > 10
    assert len(asked) == 1
