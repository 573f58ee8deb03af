"""A page that shows text and gave none is told; one that is a picture is not."""

from __future__ import annotations

import pytest
from small_portal import Portal

pytestmark = pytest.mark.any_database


def test_an_empty_text_of_a_page_that_shows_some_is_counted_and_told(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "<title>停水公告</title><h1>停水公告</h1><div>发布日期：2024-03-01</div><div class='TRS_Editor'>"
    portal.server.page("/tzgg/2.html", head + "<img src='/p.jpg'></div>")
    portal.server.page("/tzgg/3.html", head + "</div><noscript>。</noscript>")
    monkeypatch.setattr("crawler.walk.recorder.shows_text", lambda page: page.url.endswith("/3.html"))
    report = portal.crawl()
    assert report.failed == 1
    assert "没有读出正文" in portal.reasons(report)["/tzgg/3.html"]
    assert portal.documents()["/tzgg/3.html"].text == ""
    assert "图片" in (portal.documents()["/tzgg/2.html"].html or "")
