"""Addresses: what browsers make of a link, and which of them lead to one page."""

from __future__ import annotations

import gzip

import pytest

from corpus.addresses import identity, may_be_one, normal, sendable
from crawler.pages.folded import folded
from crawler.pages.packed import unpacked
from crawler.pages.page import Page


def absolute(href: str, encoding: str = "utf-8") -> str | None:
    html = f'<html><meta charset="{encoding}"><p>政府信息公开的内容</p>'
    return Page.parse(html.encode(encoding), "http://a.test/b/c.html").absolute(href)


def test_backslashes_are_slashes_before_the_query_alone() -> None:
    assert absolute("\\zwgk\\t1.html?f=a\\b") == "http://a.test/zwgk/t1.html?f=a\\b"
    assert absolute("http:\\\\a.test\\t1.html") == "http://a.test/t1.html"


def test_blanks_within_a_name_stay_and_those_around_it_go() -> None:
    assert absolute("  /f/申请表 (2024).docx \n") == "http://a.test/f/申请表%20(2024).docx"
    assert absolute("/f/a\n\tb.html") == "http://a.test/f/ab.html"
    assert absolute("/f/名单　汇总.docx") == "http://a.test/f/名单　汇总.docx"


def test_a_query_goes_out_in_the_encoding_of_its_page() -> None:
    assert absolute("/v.asp?n=防汛&id=1", "gb18030") == "http://a.test/v.asp?n=%B7%C0%D1%B4&id=1"
    assert normal(str(absolute("/v.asp?n=防汛"))) == "http://a.test/v.asp?n=%E9%98%B2%E6%B1%9B"


def test_bytes_of_a_query_stay_where_a_session_is_taken_out() -> None:
    assert normal("http://a.test/v.asp?n=%B7%C0&SessionId=7&id=1") == "http://a.test/v.asp?n=%B7%C0&id=1"


SESSION = "lit3py55t21z5v55vlm25s55"


@pytest.mark.parametrize(
    "form",
    [
        "/(S({}))/a/v.aspx?id=1",
        "/(A(x{0})S({0}))/a/v.aspx?id=1",
        "/(X(1)S({}))/a/v.aspx?id=1",
        "/a/v.aspx?sid={}&id=1",
    ],
)
def test_a_session_in_the_path_or_under_a_short_name_is_no_part_of_an_address(form: str) -> None:
    assert normal("http://a.test" + form.format(SESSION)) == "http://a.test/a/v.aspx?id=1"


@pytest.mark.parametrize("value", ["777D45BBBCDF50D49C42C70AD7ACF5FE", "8f3a2c", "752"])
def test_a_page_written_under_a_number_has_no_visits(value: str) -> None:
    assert (
        normal(f"http://a.test/tzgg/t20240301_12.html?sid={value}") == "http://a.test/tzgg/t20240301_12.html"
    )
    for name in ("detail", "view2", "xxgk-v10"):
        assert normal(f"http://a.test/{name}.html?sid={value}") == f"http://a.test/{name}.html?sid={value}"


def test_a_visit_in_hexadecimal_figures_beside_the_number_of_a_document_is_none() -> None:
    visit = "0cc175b9c0f1b6a831c399e269772661"
    for kept in ("id=1", "infoId=7", "article_id=9"):
        assert normal(f"http://a.test/v.jsp?sid={visit}&{kept}") == f"http://a.test/v.jsp?{kept}"
    site = "http://a.test/v.jsp?sid=bm56000001&id=1"
    assert normal(site) == site


@pytest.mark.parametrize(
    "kept",
    [
        *("/v?sid=752", "/v?sid=huairou", "/v?sid=20240301120000001", "/a/(1)/v"),
        f"/v.aspx?sid={SESSION}",
        "/v.aspx?sid=0cc175b9c0f1b6a831c399e269772661&type=1",
    ],
)
def test_sites_numbers_and_documents_are_none(kept: str) -> None:
    assert normal(f"http://a.test{kept}") == f"http://a.test{kept}"


def test_a_sign_of_percent_that_escapes_nothing_is_escaped_itself() -> None:
    assert sendable("http://a.test/f/降幅%2050%汇总.docx?p=9%&n=%B7%C0") == (
        "http://a.test/f/降幅%2050%25汇总.docx?p=9%25&n=%B7%C0"
    )


def test_the_case_of_escapes_does_not_count() -> None:
    assert identity("http://a.test/v?n=%b7%c0&id=1") == identity("http://a.test/v?id=1&n=%B7%C0")
    assert identity("http://a.test/%e5/a") == identity("http://a.test/%E5/a")


@pytest.mark.parametrize("tail", ["utm_source=x&utm_medium=y", "from=timeline&isappinstalled=0", "spm=1.2"])
def test_what_tells_who_followed_a_link_is_no_part_of_an_address(tail: str) -> None:
    assert normal(f"http://a.test/v?id=1&{tail}") == "http://a.test/v?id=1"
    assert normal("http://a.test/v?from=2024-01-01") == "http://a.test/v?from=2024-01-01"


def test_the_order_of_a_query_and_the_spelling_of_a_host_do_not_count() -> None:
    assert identity("http://a.test/v?id=1&t=2") == identity("https://www.a.test/v?t=2&id=1")
    assert normal("http://公开.政务/a") == normal("http://xn--55qw44a.xn--zfr164b/a")


def test_what_may_be_one_page_if_both_answer_alike() -> None:
    assert may_be_one("http://a.test/n/1/", "http://a.test/n/1")
    assert may_be_one("http://a.test/n//1", "http://a.test/n/1/")
    assert may_be_one("http://a.test/v?id=1", "http://a.test/v?r=0.5&id=1")
    for page in ("Default.aspx", "index.jsp", "index.php", "default.htm", "main.do"):
        assert may_be_one("http://a.test/n/1/", f"http://a.test/n/1/{page}")
        assert may_be_one(f"http://a.test/n/?id=1&t={page}", f"http://a.test/n/{page}?id=1&t={page}")
    assert may_be_one("http://a.test/Zwgk/Show.aspx?id=1", "http://a.test/zwgk/show.aspx?id=1")
    assert may_be_one("http://a.test/v?id=1&t=1709876543210", "http://a.test/v?id=1&t=1709876549999")
    assert may_be_one("http://a.test/v?id=1&rnd=0.25", "http://a.test/v?id=1&rnd=0.625")
    assert may_be_one("http://a.test/1.html?source=app", "http://a.test/1.html?share=9")
    assert not may_be_one("http://a.test/1.html?id=1", "http://a.test/1.html?id=2")
    assert may_be_one("http://a.test/v?id=7&source=app", "http://a.test/v?id=7&share=9")
    assert not may_be_one("http://a.test/v?source=app", "http://a.test/v?share=9")
    assert not may_be_one("http://a.test/v?t=1", "http://a.test/v?t=2")
    assert not may_be_one("http://a.test/n/1/index.jsp", "http://a.test/n/1/list.jsp")
    assert not may_be_one("http://a.test/v?id=1", "http://a.test/v?id=2")
    assert not may_be_one("http://a.test/n/1", "http://a.test/n/2")


def test_packed_lists_are_unpacked_and_packed_files_are_not() -> None:
    assert unpacked(gzip.compress(b"<urlset/>")) == b"<urlset/>"
    assert unpacked(gzip.compress(b"https://a.test/1.html\n")) == b"https://a.test/1.html\n"
    archive = gzip.compress(b"a file of any kind")
    assert unpacked(archive) is archive
    assert unpacked(archive[:9]) == archive[:9]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/a/v.do;jsessionid=0A1B?id=1", ";jsessionid：会话"),
        (f"/(X(1)S({SESSION}))/v.aspx?id=1", "(X()S())：会话"),
        (f"/v.aspx?sid={SESSION}&id=1", "sid：会话或点击来源"),
        (f"/v.aspx?sid={SESSION}", None),
    ],
)
def test_what_names_a_visit_is_told_as_left_out(path: str, told: str | None) -> None:
    page = Page.parse(b"<html></html>", f"http://a.test{path}")
    assert folded(page).left_out == ((told,) if told else ())
