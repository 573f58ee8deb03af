"""Lists that scripts fetch and machines read: answers beside what is read from them."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import read_list
from crawler.families import FAMILIES, ListPage
from crawler.pages.page import Page

ANSWERS = Path(__file__).parent / "answers"
PORTAL = "http://portal.example"
JPAAS = "/queryList?current=1&webSiteCode%5B%5D=yl&channelCode%5B%5D=col42150&pageSize=15"


def read(name: str, path: str, family: str | None = None) -> ListPage:
    return read_list(Page.parse((ANSWERS / name).read_bytes(), PORTAL + path), family)


def shown(listed: ListPage) -> list[tuple[str, str, str]]:
    return [(e.url.removeprefix(PORTAL), e.title, str(e.published_on)) for e in listed.entries]


@pytest.mark.parametrize(
    ("name", "path", "family", "entries", "following", "pages"),
    [
        (
            "jpaas.json", JPAAS, "jpaas",
            [("/art/2024/3/11/art_42150_1.html", "关于做好防汛工作的通知", "2024-03-11"),
             ("/art/2024/3/10/art_42150_2.html", "云岭县渔业补贴公告", "2024-03-10")],
            {"current": ["2"], "pageSize": ["15"]}, 3,
        ),
        (
            "zhejiang.json", JPAAS, "jpaas",
            [("/art/1.html", "关于公园开放的通知", "2024-03-11"),
             ("/art/2.html", "关于桥梁检修的公告", "2024-03-10")],
            None, None,
        ),
        (
            "gkmlpt.json", "/gkmlpt/api/all/86?page=1&sid=752", "gd",
            [("/gkmlpt/content/0/7/post_7.html", "云岭县高龄津贴办法", "2024-03-11"),
             ("/gkmlpt/content/0/8/post_8.html", "云岭县门票价格公告", "2024-03-10")],
            {"page": ["2"], "sid": ["752"]}, 2,
        ),
        (
            "library.json", "/search-gov/data?t=zhengcelibrary&p=1&n=5", "search_api",
            [("/a.htm", "云岭县人民政府关于桥梁检修的批复", "2024-03-11"),
             ("/b.htm", "县水利局通知", "2024-03-09")],
            {"p": ["2"]}, 2,
        ),
        (
            "irs.json", "/irs/front/list?pageNo=2", "search_api",
            [("/t1.html", "云岭县人民政府关于公布文物保护单位名录的通知", "2024-03-11")],
            {"pageNo": ["3"]}, 5,
        ),
        ("rss.xml", "/rss.xml", "feed",
         [("/1.html", "关于公园开放的通知", "2024-03-11"), ("/2.html", "关于桥梁检修的公告", "None")],
         None, None),
        ("atom.xml", "/atom.xml", "feed", [("/3.html", "关于渔业补贴的通知", "2024-03-11")],
         {"page": ["2"]}, None),
        ("sitemap.xml", "/sitemap.xml", "sitemap", [("/1.html", "", "2024-03-11"), ("/tzgg/", "", "None")],
         None, None),
        ("easysite.html", "/eportal/ui?pageId=10", "easysite",
         [("/eportal/ui?pageId=10&articleKey=1&columnId=2", "关于公园开放的通知", "2024-03-11"),
          ("/eportal/ui?pageId=10&articleKey=2&columnId=2", "关于桥梁检修的公告", "2024-03-10")],
         {"currentPage": ["2"], "moduleId": ["0123456789abcdef0123456789abcdef"]}, 3),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and "/" not in value else "",
)  # fmt: skip
def test_an_answer_reads_as_expected(
    name: str,
    path: str,
    family: str,
    entries: list[tuple[str, str, str]],
    following: dict[str, list[str]] | None,
    pages: int | None,
) -> None:
    listed = read(name, path)
    assert (listed.family, shown(listed), listed.pages) == (family, entries, pages)
    if following is None:
        assert listed.next is None
    else:
        assert listed.next is not None
        assert parse_qs(urlsplit(listed.next).query).items() >= following.items()


def test_the_next_page_of_jpaas_is_posted() -> None:
    assert dict(read("jpaas.json", JPAAS).form) == {
        "current": "2", "webSiteCode[]": "yl", "channelCode[]": "col42150", "pageSize": "15",
    }  # fmt: skip


def test_columns_and_sources_that_scripts_name() -> None:
    index = read("gkmlpt_index.html", "/gkmlpt/index")
    assert [(c.title, c.url.removeprefix(PORTAL)) for c in index.columns] == [
        ("规范性文件", "/gkmlpt/api/all/86?page=1&sid=752"),
        ("其他文件", "/gkmlpt/api/all/87?page=1&sid=752"),
    ]
    (inner,) = read("sitemapindex.xml", "/sitemap.xml").columns
    assert inner.url == PORTAL + "/sitemap1.xml"
    column = read("ucap_column.html", "/zwgk/index.shtml")
    assert (column.next, bool(column.source)) == (None, True)
    assert "_pageSize=20" in str(column.source)


def test_an_answer_says_itself_what_it_is_whatever_the_portal_s_family() -> None:
    assert read("rss.xml", "/rss.xml", "trs").family == "feed"
    assert read("library.json", "/data?p=1", "trs").family == "search_api"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["data", "list", "title", "url", "urls", "date", "total", "source", "articles", "TREE"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)
PATHS = st.sampled_from([JPAAS, "/gkmlpt/api/all/1?page=1", "/x?page=9&p=²", "/common/search/" + "0" * 32])


@settings(max_examples=200, deadline=None)
@given(VALUES, PATHS)
def test_no_answer_breaks_a_family(value: object, path: str) -> None:
    page = Page.parse(json.dumps(value).encode(), PORTAL + path)
    assert isinstance(read_list(page), ListPage)
    for family in FAMILIES:
        assert isinstance(family.entries(page), ListPage)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from(["", "<rss>", "<urlset>", "<feed>", "{", "[", "TREE:["]), PATHS
)
def test_no_bytes_break_a_family(body: bytes, start: str, path: str) -> None:
    page = Page.parse(start.encode() + body, PORTAL + path)
    assert isinstance(read_list(page), ListPage)
    for family in FAMILIES:
        assert isinstance(family.entries(page), ListPage)


def test_deep_nesting_is_no_list() -> None:
    assert read_list(Page.parse(b"[" * 100_000, PORTAL)).entries == ()
