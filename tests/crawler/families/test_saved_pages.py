"""Pages beside their expected result: one list page a family, detail pages of several templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import portal_settings
from crawler.extract import extract, read_list
from crawler.families import FAMILIES, by_name
from crawler.pages.errors import UnknownFamily
from crawler.pages.page import Page

HERE = Path(__file__).parent
LISTS = sorted((HERE / "pages").glob("*.html"))
DETAILS = sorted((HERE / "details").glob("*.html"))


@pytest.mark.parametrize("saved", LISTS, ids=lambda path: path.stem)
def test_list_page_reads_as_expected(saved: Path) -> None:
    page = Page.parse(saved.read_bytes(), "http://portal.example/zwgk/tzgg/index.html")
    said = read_list(page)
    assert {
        "family": said.family,
        "next": said.next,
        "pages": said.pages,
        "entries": [[entry.url, entry.title, str(entry.published_on)] for entry in said.entries],
    } == _expected(saved)


def test_every_family_has_a_saved_list_page_or_answer() -> None:
    machines = {"feed", "sitemap", "xml", "search_api", "easysite"}
    """Tested in test_answers.py and test_xml_lists.py."""
    assert {path.stem for path in LISTS} | machines == {family.name for family in FAMILIES}


def test_the_configuration_knows_every_family_by_name() -> None:
    assert sorted(portal_settings.FAMILIES) == sorted(family.name for family in FAMILIES)


@pytest.mark.parametrize("saved", DETAILS, ids=lambda path: path.stem)
def test_detail_page_reads_as_expected(saved: Path) -> None:
    document = extract(Page.parse(saved.read_bytes(), "http://portal.example/zwgk/show.asp?id=7"))
    expected = _expected(saved)
    said = {key: getattr(document, key) for key in expected}
    said |= {key: str(said[key]) for key in ("issued_on", "published_on") if said.get(key)}
    said["attachments"] = [[file.url, file.title] for file in document.attachments]
    assert said == expected


def test_unknown_family_names_the_known_ones() -> None:
    with pytest.raises(UnknownFamily, match="generic") as caught:
        by_name("trss")
    assert caught.value.name == "trss"


def _expected(saved: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(saved.with_suffix(".json").read_text("utf-8"))
    return loaded
