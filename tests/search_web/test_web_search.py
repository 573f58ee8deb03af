"""Searching in the interface: results, filters, order, pages, and what odd input gets."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from corpus.fields import FACETS
from search_web.shared.request_parameters import VALUES_PER_FIELD, read


def page(client: FlaskClient, path: str, **parameters: object) -> BeautifulSoup:
    answer = client.get(path, query_string=parameters or None)
    assert answer.status_code == 200
    return BeautifulSoup(answer.get_data(as_text=True), "lxml")


def total(soup: BeautifulSoup) -> int:
    found = soup.select_one('[role="status"] strong')
    return int(found.text) if found else 0


def titles(soup: BeautifulSoup) -> list[str]:
    return [hit.get_text(strip=True) for hit in soup.select(".hits h2 a")]


def test_home_offers_a_box_ways_in_and_the_latest_documents(client: FlaskClient) -> None:
    soup = page(client, "/")
    assert soup.html["lang"] == "zh-CN"
    assert soup.select_one('form[role="search"] input[name="q"]')
    assert [h.text for h in soup.select(".entries h2")] == ["按主题分类", "按发文机关", "按栏目", "按年份"]
    dates = [t["datetime"] for t in soup.select(".latest time")]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 6


def test_results_mark_the_words_and_keep_the_query(client: FlaskClient) -> None:
    soup = page(client, "/search", q="养老金")
    assert soup.select_one("#q")["value"] == "养老金"
    assert total(soup) == 4
    assert all("养老金" in title for title in titles(soup))
    assert {mark.text for mark in soup.select(".hits mark")} == {"养老金"}
    assert "青政发〔2024〕1号" in soup.select_one(".facts").text
    assert "毫秒" in soup.select_one('[role="status"]').text


def test_a_filter_narrows_and_its_chip_leads_out(client: FlaskClient) -> None:
    soup = page(client, "/search", q="补贴")
    before = total(soup)
    choice = soup.select_one('.filters input[name="year"][value="2023"]').parent
    narrowed = page(client, "/search", q="补贴", year=2023)
    assert total(narrowed) == int(re.search(r"\d+", choice.select_one(".count").text)[0]) < before
    assert narrowed.select_one(".filters [type=checkbox][checked] + .name").text == "2023 年"
    chip = narrowed.select_one(".chips a")
    assert "2023" in chip.text
    assert total(page(client, chip["href"])) == before


def test_filters_of_one_field_add_up_and_stay_with_a_new_search(client: FlaskClient) -> None:
    soup = page(client, "/search", q="标准", year=[2020, 2021], agency="青石县民政局")
    hidden = {(i["name"], i["value"]) for i in soup.select('form.search input[type="hidden"]')}
    assert hidden == {("year", "2020"), ("year", "2021"), ("agency", "青石县民政局")}
    assert total(soup) == 2
    assert total(page(client, soup.find("a", string="全部清除")["href"])) > 2


@pytest.mark.parametrize("by", ["发布日期", "成文日期"])
def test_results_can_be_sorted_by_either_date_both_ways(client: FlaskClient, by: str) -> None:
    soup = page(client, "/search", q="补贴")
    orders = [option["value"] for option in soup.select("#sort option") if by in option.text]
    newest, oldest = (page(client, "/search", q="补贴", sort=sort) for sort in orders)
    dates = [t["datetime"] for t in oldest.select(".facts time")]
    assert dates == sorted(dates)
    assert [t["datetime"] for t in newest.select(".facts time")] == sorted(dates, reverse=True)
    assert by in oldest.select_one("#sort [selected]").text


def test_pages_follow_each_other_without_gap_or_repeat(client: FlaskClient) -> None:
    soup, seen = page(client, "/search"), []
    while True:
        seen += [a["href"] for a in soup.select(".hits h2 a")]
        following = soup.select_one('.pager a[rel="next"]')
        if following is None:
            break
        soup = page(client, following["href"])
    assert len(seen) == len(set(seen)) == 39


def test_a_page_beyond_the_end_is_the_last_one_and_says_so(client: FlaskClient) -> None:
    soup = page(client, "/search", page=99)
    assert "没有第 99 页" in soup.select_one(".note").text
    assert soup.select_one('.pager [aria-current="page"]').text.strip().startswith("当前第 4")


def test_wrong_parameters_are_left_out_and_named(client: FlaskClient) -> None:
    soup = page(client, "/search", q="补贴", year="二零", sort="random", page="-3")
    note = soup.select_one(".note").text
    assert "二零" in note
    assert "random" in note
    assert "-3" in note
    assert total(soup) == 8


def test_nothing_found_offers_links_that_work(client: FlaskClient) -> None:
    soup = page(client, "/search", q='"火星移民 补贴" -月球', year=2020)
    assert "没有找到" in soup.select_one(".empty h2").text
    links = soup.select('.empty a[href^="/search"]')
    found = {a.text: total(page(client, a["href"])) for a in links}
    assert "去掉筛选条件，在全部文件中检索" in found
    assert found["只检索“补贴”"] > 0
    assert found["去掉引号，不要求原样出现"] > 0


@pytest.mark.parametrize(
    "query",
    [
        "补贴 " * 3400,
        '"没有结尾的引号',
        "\x00\x01\x1f养老金",
        "。，！？",
        "-",
        '""',
        "😀",
        "%00",
        "<script>",
        "a" * 9000,
    ],
    ids=lambda query: query[:8].encode("unicode_escape").decode(),
)
def test_any_query_gets_an_answer(client: FlaskClient, query: str) -> None:
    page(client, "/search", q=query)
    assert client.get("/api/v1/search", query_string={"q": query}).status_code == 200


def test_bytes_that_are_no_text_get_an_answer(client: FlaskClient) -> None:
    assert client.get("/search?q=%ff%fe%ed%a0%80&agency=%c3%28&year=%ff").status_code == 200


def test_what_portals_publish_is_shown_as_text(client: FlaskClient) -> None:
    for path in ("/", "/search?q=引号", "/catalogue", "/search?q=<script>alert(9)</script>"):
        soup = page(client, path)
        assert not soup.select("script:not([src]), img, main b, main i, main u")
        assert not [a for a in soup.select("a[href]") if urlsplit(unquote(a["href"])).scheme == "javascript"]


def test_a_query_that_names_a_year_offers_it(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?q=2020年补贴").get_data(as_text=True), "lxml")
    link = page.find("a", string="2020 年的文件")
    assert link is not None
    narrowed = BeautifulSoup(client.get(str(link["href"])).get_data(as_text=True), "lxml")
    assert narrowed.find("a", string="2020 年的文件") is None
    assert {str(day.text)[:4] for day in narrowed.select(".facts time")} == {"2020"}
    offered = client.get("/api/v1/search?q=2020年补贴").get_json()["narrower"]
    assert offered == [{"field": "year", "values": [2020], "label": "2020 年的文件"}]


@pytest.mark.parametrize("field", FACETS)
def test_only_so_many_values_of_a_field_are_heeded(field: str) -> None:
    wanted, problems = read(MultiDict((field, str(2000 + n)) for n in range(VALUES_PER_FIELD + 9)))
    assert len(wanted.filters[field]) == VALUES_PER_FIELD
    assert [f"最多 {VALUES_PER_FIELD} 个" in str(problem) for problem in problems] == [True]
    wanted, problems = read(MultiDict((field, str(2000 + n)) for n in range(VALUES_PER_FIELD)))
    assert (len(wanted.filters[field]), problems) == (VALUES_PER_FIELD, [])


def test_a_query_is_read_as_it_was_before_a_page_broke_its_lines() -> None:
    wanted, problems = read(MultiDict({"q": "农村宅基\r\n地翻\n建 2023\n年"}))
    assert (wanted.query, problems) == ("农村宅基地翻建 2023 年", [])


def test_queries_in_gbk_are_read_as_those_in_utf8(client: FlaskClient) -> None:
    answer = client.get("/search?q=" + quote("公租房", encoding="gbk"))
    box = BeautifulSoup(answer.get_data(as_text=True), "lxml").select_one("input[name=q]")
    assert box is not None
    assert box["value"] == "公租房"


@pytest.mark.parametrize("path", ["/search/", "/"])
def test_addresses_that_people_try_lead_to_the_search(client: FlaskClient, path: str) -> None:
    answer = client.get(path, query_string={"q": "公租房"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/search?q=")


def test_a_phrase_that_leaves_nothing_is_told_and_offered_without_quotes(client: FlaskClient) -> None:
    title = page(client, "/search", q='"公租房申请公租房"')
    assert "去掉引号" in title.get_text()
