"""Narrowing a search by days and agencies, the advanced form, and taking the result away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright import sync_api as playwright
from web_chromium import needs_chromium
from web_county import settings

from search_web import create_app
from search_web.search.agency_tree import agency_tree
from search_web.search.facets import FacetChoice
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database


def soup_of(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def days(soup: BeautifulSoup) -> list[str]:
    return [str(time["datetime"]) for time in soup.select(".facts time")]


@pytest.mark.parametrize("query", ["补贴", ""])
def test_days_limit_what_is_found_and_stay_with_a_new_search(client: FlaskClient, query: str) -> None:
    soup = soup_of(client, f"/search?q={query}&from=2023-01-01&to=2023-12-31")
    assert days(soup)
    assert {day[:4] for day in days(soup)} == {"2023"}
    assert "2023-01-01 至 2023-12-31" in soup.select_one(".chips").text
    assert soup.select_one('form.search input[name="from"]')["value"] == "2023-01-01"
    assert not days(soup_of(client, f"/search?q={query}&from=2031-01-01"))


def test_a_wrong_day_is_named_and_left_out(client: FlaskClient) -> None:
    soup = soup_of(client, "/search?q=补贴&from=去年")
    assert "去年" in soup.select_one(".note").text
    assert days(soup)


def test_the_agencies_of_a_place_stand_folded_and_are_chosen_together_or_one_by_one(
    client: FlaskClient,
) -> None:
    soup = soup_of(client, "/search")
    place = soup.select_one("#in-青石县")
    assert place is not None
    assert "open" in place.attrs, "the only place of the collection is unfolded"
    whole = place.select_one('input[type="radio"][name="under"]')
    assert whole["value"] == "青石县"
    assert "青石县教育局" in [box["value"] for box in place.select('input[name="agency"]')]
    assert not soup.select('input[name="agency"][id^="agency-more"]')
    assert "教育局" in [name.find(string=True, recursive=False) for name in place.select(".name")]
    soup = soup_of(client, "/search?under=青石县教育局")
    assert {span.text for span in soup.select(".facts span") if "局" in span.text} == {"青石县教育局"}
    assert soup.select_one('input[name="under"][checked]')["value"] == "青石县教育局"


def test_a_tree_has_departments_beside_townships() -> None:
    names = (
        "青石县教育局",
        "青石县红河镇人民政府",
        "青石县白河乡人民政府",
        "江南省青石市财政局",
        "国务院办公厅",
    )
    tree = agency_tree(FacetChoice(name, name, 3, False) for name in names)
    assert tree is not None
    county = tree.places[0]
    assert (county.name, county.agencies, county.documents) == ("青石县", 3, 9)
    assert [one.label for one in county.others] == ["青石县教育局"]
    assert [one.label for one in county.townships] == ["青石县红河镇人民政府", "青石县白河乡人民政府"]
    assert {one.label for one in tree.others} == {"江南省青石市财政局", "国务院办公厅"}
    assert agency_tree([FacetChoice("国务院办公厅", "国务院办公厅", 1, False)]) is None
    many = agency_tree(FacetChoice(f"青石县{one}局", "", 1, one == "乙") for one in "甲丙丁戊己庚辛壬癸乙")
    assert many is not None
    assert [one.value for one in many.places[0].folded] == ["青石县癸局"]
    assert many.places[0].open[-1].value == "青石县乙局"


def test_filters_stand_before_the_results_and_the_sort_is_one_labelled_choice(client: FlaskClient) -> None:
    soup = soup_of(client, "/search?q=补贴&year=2023")
    order = [tag["id"] for tag in soup.select("#filters, #results")]
    assert order == ["filters", "results"]
    assert soup.select_one('label[for="sort"]')
    assert soup.select_one('#sort[form="filters"]')
    assert soup.select_one("#filters .apply button").text == "应用"


def test_the_advanced_form_writes_the_query_that_a_person_could_type(client: FlaskClient) -> None:
    asked = {"all": "补贴", "none": "农机", "exact": "轮候满三年", "title": "公共租赁", "in_force": "1"}
    answer = client.get("/search/advanced", query_string={**asked, "from": "2021-01-01"})
    sent = parse_qs(urlsplit(answer.location).query)
    assert sent["q"] == ['"补贴" "轮候满三年" 标题:"公共租赁" -农机 -有效性:失效 -有效性:废止']
    assert sent["from"] == ["2021-01-01"]
    soup = soup_of(client, answer.location)
    assert not soup.select(".facts s")
    assert {day[:4] for day in days(soup)} == {"2021", "2023", "2024"}
    assert client.get("/search/advanced").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("all", "补贴 轮候", 4),
        ("any", "养老金 轮候", 8),
        ("none", "补贴", 31),
        ("exact", "轮候满三年 仍未配租", 4),
        ("title", "农机购置", 4),
        ("number", "青政发[2020]7号", 1),
        ("issuer", "民政局", 4),
        ("in_force", "1", 38),
    ],
)
def test_each_field_of_the_advanced_form_asks_for_what_it_says_and_is_filled_in_again(
    client: FlaskClient, field: str, value: str, found: int
) -> None:
    address = client.get("/search/advanced", query_string={field: value}).location
    line = soup_of(client, f"{address}&meaning=0").select_one(".line strong")
    assert (int(line.text) if line else 0) == found
    form = soup_of(client, f"/search/advanced?{urlsplit(address).query}").select_one("form.advanced")
    told = form.select_one(f"[name={field}]")
    assert "checked" in told.attrs if field == "in_force" else told["value"] == value


def test_a_hit_says_which_words_it_lacks(client: FlaskClient) -> None:
    soup = soup_of(client, "/search?q=养老金 轮候&meaning=0")
    assert [s.text for s in soup.select(".facts s")]
    assert not soup_of(client, "/search?q=养老金").select(".facts s")


def test_what_was_found_is_taken_away_as_a_table(client: FlaskClient) -> None:
    links = {a.text: a["href"] for a in soup_of(client, "/search?q=补贴&year=2023").select(".takeaway a")}
    assert client.get(links["CSV"]).is_streamed
    table = list(
        csv.DictReader(io.StringIO(client.get(links["CSV"], buffered=True).data.decode("utf-8-sig")))
    )
    assert {row["成文日期"][:4] for row in table} == {"2023"}
    assert table[0]["网址"].startswith("http://localhost/document/")
    workbook = load_workbook(io.BytesIO(client.get(links["XLSX"], buffered=True).data))
    assert workbook.active.max_row == len(table) + 1
    assert client.get("/search/export.exe").status_code == 404


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[FlaskClient]:
    """A visitor of an interface that holds nothing yet."""
    app = create_app(settings(tmp_path))
    visitor = app.test_client()
    visitor.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    yield visitor
    app.extensions[EXTENSION].close()


@pytest.mark.parametrize("path", ["/", "/search?q=水价", "/catalogue", "/feed.atom", "/api/v1/search?q=水价"])
def test_an_empty_folder_is_no_fault_and_tells_visitors_no_command(empty: FlaskClient, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 200
    assert "gongkai crawl" not in answer.text


@pytest.mark.browser
@needs_chromium
def test_the_keyboard_alone_leads_from_home_to_a_printed_document(
    browser: playwright.Browser, address: str
) -> None:
    context = browser.new_context(base_url=address)
    context.add_init_script("window.print = () => document.documentElement.dataset.printed = 'yes'")
    tab = context.new_page()
    tab.goto("/")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    def to(selector: str, most: int = 60) -> None:
        for _ in range(most):
            tab.keyboard.press("Tab")
            if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no Tab leads to {selector}")

    to("#q")
    tab.keyboard.type("养老金")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".hits")
    to(".filters .skip")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#results")
    to(".hits h2 a", 5)
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".document")
    to("[data-print]")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.documentElement.dataset.printed") == "yes"
    context.close()


@pytest.mark.browser
@needs_chromium
def test_that_a_quotation_was_copied_is_said_for_a_while(browser: playwright.Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    tab = context.new_page()
    tab.clock.install()
    tab.goto("/document/38")
    tab.locator("summary", has_text="引用").click()
    said = tab.locator("[aria-live] [data-copy]")
    said.click()
    playwright.expect(said).not_to_have_text("复制引用")
    tab.clock.fast_forward(6_000)
    playwright.expect(said).to_have_text("复制引用")
    context.close()


@pytest.mark.browser
@needs_chromium
def test_a_desktop_filters_at_once_and_a_phone_when_it_says_so(
    browser: playwright.Browser, address: str
) -> None:
    for width, at_once in ((1280, True), (390, False)):
        tab = browser.new_context(base_url=address, viewport={"width": width, "height": 844}).new_page()
        tab.goto("/search?q=补贴")
        before = tab.locator(".hits").bounding_box()
        assert before is not None
        assert before["y"] < 844 / 2
        if not at_once:
            tab.locator("#fold summary").click()
        tab.locator('.filters input[value="2024"]').click()
        if not at_once:
            assert "year" not in tab.url
            tab.get_by_role("button", name="应用").click()
        tab.wait_for_url("**year=2024**")
        if at_once:
            tab.get_by_label("从").fill("2024-03-05")
            tab.get_by_role("button", name="按日期筛选").click()
            tab.wait_for_url("**from=2024-03-05**")
        tab.context.close()
