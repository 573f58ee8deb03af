"""However much is asked, a page stays small, and what was left out is said."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from indexer.query import MAX_CHARACTERS
from search_web.shared.request_parameters import LONGEST_FILTERS, read

pytestmark = pytest.mark.any_database

LARGEST_PAGE = 200_000
"""Bytes."""

LONG = "城乡居民基础养老金标准" * 1_000
FILTERS = [
    *[("agency", f"青石县第{number}镇人民政府") for number in range(50)],
    *[("topic", f"第{number}类") for number in range(50)],
]


@pytest.mark.parametrize("path", ["/search", "/catalogue", "/search/advanced", "/feed.atom", "/nowhere"])
@pytest.mark.parametrize(
    "asked",
    [
        MultiDict([("q", LONG)]),
        MultiDict([("q", LONG[:MAX_CHARACTERS]), *FILTERS]),
        MultiDict([("q", "养老金"), ("under", LONG), ("sort", LONG), ("page", "9" * 10_000)]),
        MultiDict([("q", "养老金"), ("page", "1000000000")]),
        MultiDict([("q", "|".join(LONG[:4_000]))]),
        MultiDict([("unknown", LONG)]),
    ],
    ids=["query", "filters", "others", "page", "choices", "unknown"],
)
def test_no_page_is_large(client: FlaskClient, path: str, asked: MultiDict[str, str]) -> None:
    assert len(client.get(path, query_string=asked).data) < LARGEST_PAGE


def test_a_long_query_is_cut_to_what_is_searched_and_that_is_said(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get(f"/search?q={quote(LONG)}").data, "lxml")
    assert soup.select_one("#q")["value"] == LONG[:MAX_CHARACTERS]
    assert f"前 {MAX_CHARACTERS} 个字" in soup.select_one(".note").text
    again = BeautifulSoup(client.get(soup.select_one("a[rel=next], a[rel=nofollow]")["href"]).data, "lxml")
    assert "检索词太长" not in again.text


def test_a_long_query_is_cut_for_programs_too(client: FlaskClient) -> None:
    found = client.get("/api/v1/search", query_string={"q": LONG}).json
    assert found["query"] == LONG[:MAX_CHARACTERS]
    assert any("检索词太长" in note for note in found["notes"])


def test_a_question_leads_back_to_its_results_from_a_document(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/search", query_string={"q": "养老金", "year": 2024}).data, "lxml")
    assert "year=2024" in soup.select_one(".hits h2 a")["href"]


def test_filters_beyond_the_room_are_left_out_and_that_is_said() -> None:
    wanted, problems = read(MultiDict(FILTERS))
    kept = [str(value) for _, value in wanted.chosen]
    assert 0 < sum(map(len, kept)) <= LONGEST_FILTERS
    assert "其余未采用" in str(problems[-1])
