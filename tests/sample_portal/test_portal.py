"""The site in memory: what it shows, what it promises, how it changes."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import combinations
from urllib.parse import urljoin

import docx
import pytest
from bs4 import BeautifulSoup, Comment

from sample_portal import COLUMNS, Portal

MOST_ALIKE = 0.6
"""Shingle Jaccard above which two texts would count as one for a reader."""


def _soup(portal: Portal, path: str) -> BeautifulSoup:
    resource = portal.pages[path]
    encoding = "utf-8" if "charset" in resource.content_type else "gbk"
    return BeautifulSoup(resource.body.decode(encoding), "lxml")


def _links(portal: Portal, path: str) -> set[str]:
    soup = _soup(portal, path)
    hidden = soup.find_all(string=lambda text: isinstance(text, Comment))
    soups = [soup, *(BeautifulSoup(text, "lxml") for text in hidden)]
    hrefs = [str(a["href"]) for s in soups for a in s.find_all("a", href=True)]
    return {urljoin(path, href) for href in hrefs if not href.startswith(("http", "javascript"))}


def _html_paths(portal: Portal) -> list[str]:
    return [path for path, r in portal.pages.items() if r.content_type.startswith("text/html")]


def _scripted_pages(portal: Portal, path: str) -> set[str]:
    """List pages that only a script leads to."""
    text = str(_soup(portal, path))
    found = re.search(
        r"createPageHTML\((?:'page_div',)?(\d+), ?\d+, ?['\"](\w+)['\"], ?['\"](\w+)['\"]", text
    ) or re.search(r"size:(\d+),current:\d+,prefix:'(\w+)',suffix:'(\w+)'", text)
    if not found:
        return set()
    count, stem, extension = int(found[1]), found[2], found[3]
    first = 2 if extension == "shtml" else 1
    return {urljoin(path, f"{stem}_{n}.{extension}") for n in range(first, first + count - 1)}


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_no_internal_link_is_dead_but_the_documented_one(stage: int) -> None:
    portal = Portal(stage)
    linked = {link for path in _html_paths(portal) for link in _links(portal, path)}
    assert linked - portal.pages.keys() == portal.dead_links


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_every_document_and_attachment_is_reachable_from_the_columns(stage: int) -> None:
    portal = Portal(stage)
    todo = {path for _, path in COLUMNS}
    seen: set[str] = set()
    while todo:
        path = todo.pop()
        seen.add(path)
        if path in portal.pages and portal.pages[path].content_type.startswith("text/html"):
            todo |= (_links(portal, path) | _scripted_pages(portal, path)) - seen
    assert portal.pages.keys() - seen == {"/robots.txt"}


def test_there_are_enough_documents_in_every_column(portal: Portal) -> None:
    assert len(portal.expected) >= 140
    assert {d.column for d in portal.expected} == {name for name, _ in COLUMNS}
    assert len({d.path for d in portal.expected}) == len(portal.expected)


def test_a_page_shows_what_is_expected_of_it(portal: Portal) -> None:
    for document in portal.expected:
        text = re.sub(r"\s", "", _soup(portal, document.path).get_text())
        assert document.title.replace(" ", "") in text
        assert document.excerpt in text
        for value in (document.agency, document.source, document.index_number, document.document_number):
            assert value is None or re.sub(r"\s", "", value) in text


def test_the_home_page_leads_to_every_column_and_to_the_closed_folder_only_a_list_does(
    portal: Portal,
) -> None:
    assert {path for _, path in COLUMNS} <= _links(portal, "/index.html")
    (closed,) = portal.disallowed
    assert any(closed in _links(portal, path) for path in _html_paths(portal))
    assert b"Disallow: /nbzl/" in portal.pages["/robots.txt"].body
    assert closed not in {d.path for d in portal.expected}


def test_the_old_column_is_gb2312_and_says_so_only_in_the_page(portal: Portal) -> None:
    old = [path for path in _html_paths(portal) if path.startswith("/old/")]
    assert len(old) > 10
    for path in old:
        resource = portal.pages[path]
        assert resource.content_type == "text/html"
        assert b"charset=gb2312" in resource.body
        pairs = re.findall(rb"[\x80-\xff]+", resource.body)
        assert all(byte >= 0xA1 for run in pairs for byte in run)
        with pytest.raises(UnicodeDecodeError):
            resource.body.decode("utf-8")


def test_old_documents_are_signed_with_a_date_in_chinese_numerals(portal: Portal) -> None:
    document = next(d for d in portal.expected if d.title.endswith("第三批历史建筑的通知"))
    assert "二○一九年三月五日" in _soup(portal, document.path).get_text()


def test_texts_differ_but_for_the_declared_copy(portal: Portal) -> None:
    shingles = {}
    for document in portal.expected:
        soup = _soup(portal, document.path)
        text = "".join("".join(p.get_text().split()) for p in soup.find_all("p"))
        shingles[document] = {text[i : i + 5] for i in range(len(text) - 4)}
    everywhere = set.intersection(*(s for d, s in shingles.items() if not d.path.startswith("/old/")))
    alike = {
        frozenset((a.path, b.path))
        for (a, one), (b, two) in combinations(shingles.items(), 2)
        if len((one & two) - everywhere) > MOST_ALIKE * len((one | two) - everywhere)
    }
    copies = {frozenset((d.path, d.copy_of)) for d in portal.expected if d.copy_of}
    assert len(copies) == 1
    assert alike == copies


def test_an_index_number_stands_on_two_documents(portal: Portal) -> None:
    numbers = [d.index_number for d in portal.expected if d.index_number]
    assert len(numbers) - len(set(numbers)) == 1


def test_attachments_open_and_hold_their_text(portal: Portal) -> None:
    kinds = {"docx": 0, "pdf": 0}
    for document in portal.expected:
        files = sorted(x for x in _links(portal, document.path) if x.endswith((".docx", ".pdf")))
        own = [path for path in files if not path.startswith("/images/")]
        assert len(own) == document.attachments == len(document.attachment_excerpts)
        for path, words in zip(own, document.attachment_excerpts, strict=True):
            body = portal.pages[path].body
            kinds[path.rpartition(".")[2]] += 1
            if path.endswith(".docx"):
                assert words in "".join(p.text for p in docx.Document(io.BytesIO(body)).paragraphs)
                assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
            else:
                assert body.startswith(b"%PDF-")
                assert body.rstrip().endswith(b"%%EOF")
    assert min(kinds.values()) >= 4


def test_the_same_stage_gives_the_same_bytes_however_it_is_reached() -> None:
    walked = Portal()
    walked.advance()
    assert dict(walked.pages) == dict(Portal(2).pages)


def test_the_second_stage_changes_what_it_says_and_the_lists_around_it() -> None:
    portal = Portal()
    before = dict(portal.pages)
    documents = {d.path for d in portal.expected}
    change = portal.advance()
    assert len(change.added) >= 6
    assert len(change.revised) == len(change.withdrawn) == 1
    assert dict(portal.gone) == dict.fromkeys(change.withdrawn, 404)
    now = {d.path for d in portal.expected}
    assert (now - documents, documents - now) == (set(change.added), set(change.withdrawn))
    same = documents & now - set(change.revised)
    assert all(portal.pages[path] is before[path] for path in same)
    (revised,) = change.revised
    assert portal.pages[revised].last_modified > before[revised].last_modified


def test_the_last_stage_only_turns_404_into_410_and_then_time_stands_still() -> None:
    portal = Portal(2)
    before, gone = dict(portal.pages), set(portal.gone)
    change = portal.advance()
    assert (change.added, change.revised, change.withdrawn) == ((), (), ())
    assert dict(portal.pages) == before
    assert dict(portal.gone) == dict.fromkeys(gone, 410)
    assert portal.advance().stage == 3


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(ValueError, match="stage"):
        Portal(9)
