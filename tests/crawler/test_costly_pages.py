"""Pages and answers that cost much to look through: what is looked at of them is bounded."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest

from crawler.extract import written
from crawler.families import _arrays, _payload, _records, feed
from crawler.families._code import Code
from crawler.pages.page import Page

MOST_SECONDS = 40


def page(html: str) -> Page:
    return Page.parse(html.encode(), "http://a.test/x/")


def arrays(html: str) -> object:
    return _arrays.entries(page(html), Code(page(html)))


ESCAPED = '\\"' * 150_000
COSTLY: list[Callable[[], object]] = [
    lambda: feed.root(page("<rss>" + "<![CDATA[" * 100_000)),
    lambda: written.markup(page(f'<script>。<p>"{ESCAPED}</script>').tree.find(".//script"), ""),
    lambda: list(
        _payload.objects(Code(page(f"<script>(function(a){{return {{x:'\"{ESCAPED}'}}}}(1))</script>")))
    ),
    lambda: list(_records.records({f"a{place}": ["title", "url"] for place in range(20_000)})),
    lambda: arrays("".join(f"<div data-a=\"[{{a:'x',{'b:0x1,' * 10_000}\">&quot;</div>" for _ in range(50))),
]


@pytest.mark.parametrize("look", COSTLY)
def test_looking_through_what_nothing_closes_takes_no_long_time(look: Callable[[], object]) -> None:
    begun = monotonic()
    look()
    assert monotonic() - begun < MOST_SECONDS


def test_an_ampersand_behind_a_section_of_characters_is_read() -> None:
    read = feed.root(page("<rss><a><![CDATA[x&y]]></a><b>http://a.test/?c=1&d=2</b></rss>"))
    assert [element.text for element in read] == ["x&y", "http://a.test/?c=1&d=2"]


def test_half_a_character_cuts_no_text() -> None:
    script = page(
        '<script>x="<p>根据有关规定，现就有关事项公告如下。\\ud83d' + "请遵照执行。" * 10 + '</p>"</script>'
    )
    kept = written.markup(script.tree.find(".//script"), "有关事项公告")
    assert kept is not None
    assert "\ud83d" not in kept
    assert kept.endswith("请遵照执行。</p>")
