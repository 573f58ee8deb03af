"""Addresses that are none: in links, lists, redirects, feeds, robots.txt. The rest is read all the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_portal import Portal, article, listing

from corpus.addresses import identity, normal
from crawler import Page, classify, extract, links, read_list
from crawler.fetch import Guard, host_of
from crawler.pages.addresses import is_endless, is_file, is_page, shape

MALFORMED = (
    "http://[::1",
    "http://",
    "https://:80/",
    "http://127.0.0.1:99999999/",
    "http://127.0.0.1:x/",
    "http://exa mple/",
    "http://a..b/",
    f"http://{'a' * 300}/",
    "//[",
    "http:///three",
    "http://127.0.0.1]/",
    "http://\u2100.cn/",  # normalises to a/c
    "mailto:[",
    "%",
    "http://u:p@127.0.0.1/",
    "?\x00",
    "http://\ufffd/",
)


def everywhere(url: str) -> str:
    """The address wherever markup may have one."""
    return (
        f'<a href="{url}">关于第9号防汛工作的通知</a><area href="{url}"><iframe src="{url}"></iframe>'
        f'<link rel="alternate" type="application/rss+xml" href="{url}"><!-- <a href="{url}">通知</a> -->'
        f'<a href="{url}.pdf">附件.pdf</a><img src="{url}"><a href="{url}">下一页</a>'
    )


@pytest.mark.parametrize("discover", [False, True])
def test_a_portal_full_of_them_is_read(portal: Portal, discover: bool) -> None:
    mess = "".join(map(everywhere, MALFORMED))
    rows = listing([1, 2, 3], following=mess)
    for url in MALFORMED:
        rows = rows.replace("</ul>", f'<li><a href="{url}">关于通知</a><span>2024-03-01</span></li></ul>')
    portal.server.page("/", f'<html><body><a href="/tzgg/index.html">通知公告</a>{mess}</body></html>')
    portal.server.page("/tzgg/index.html", rows)
    portal.server.page("/tzgg/1.html", article(1, extra=mess))
    portal.server.routes["/tzgg/2.html"] = lambda exchange: exchange.redirect("http://[::1")
    portal.server.page("/robots.txt", "".join(f"Sitemap: {url}\n" for url in MALFORMED))
    report = portal.crawl(discover=discover)
    assert {"/tzgg/1.html", "/tzgg/3.html"} <= portal.documents().keys()
    assert all(reason.endswith("。") for reason in portal.reasons(report).values())


@pytest.mark.parametrize("url", MALFORMED)
def test_a_page_at_such_an_address_is_read(url: str) -> None:
    for markup in (article(1, extra=everywhere(url)), f'<base href="{url}">{article(1)}{everywhere("a")}'):
        page = Page.parse(markup.encode(), url)
        assert extract(page).title
        classify(page), links(page), read_list(page)


@pytest.mark.any_database
@pytest.mark.parametrize("url", MALFORMED)
def test_a_stub_that_leads_nowhere_is_read(portal: Portal, url: str) -> None:
    portal.server.page("/tzgg/1.html", f'<meta http-equiv="refresh" content="0;url={url}">')
    portal.server.page("/tzgg/2.html", f"<script>location.href='{url}'</script>")
    portal.crawl()
    assert "/tzgg/3.html" in portal.documents()


@pytest.mark.parametrize("url", MALFORMED)
def test_lists_of_scripts_and_feeds_with_them_are_read(url: str) -> None:
    rows = [{"title": "通知", "url": url, "link": url, "docpuburl": url, "source": {"url": url}}]
    bodies = (
        json.dumps({"articles": rows, "data": {"list": rows}, "page": 1, "total": 2}),
        f"<rss><channel><item><title>通知</title><link>{url}</link></item></channel></rss>",
        f"<urlset><url><loc>{url}</loc></url></urlset>",
    )
    for body in bodies:
        read_list(Page.parse(body.encode(), "http://a.test/x?page=1"))


@given(st.text() | st.from_regex(r"https?://[\[\]@:%.\w-]*(:\d*)?/?.{0,9}"))
def test_no_text_is_beyond_comparing(url: str) -> None:
    identity(url), shape(url), is_file(url), is_page(url), is_endless(url), host_of(url)
    allowed = Guard([host_of(url)]).allows(url)
    address = normal(url)
    assert address is None or normal(address) == address
    assert not allowed or address is not None
