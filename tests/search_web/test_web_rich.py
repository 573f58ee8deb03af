"""Bodies with a form of their own on the document's page."""

from __future__ import annotations

from indexer import Fragment
from search_web.document.highlighted_html import highlighted_html


def mark(text: str) -> tuple[Fragment, ...]:
    before, found, after = text.partition("津贴")
    return (Fragment(before, False), Fragment(found, bool(found)), Fragment(after, False))


def test_words_are_marked_between_tags_only() -> None:
    assert highlighted_html('<p>高龄津贴</p><a href="http://x/津贴">甲</a>', mark) == (
        '<p>高龄<mark>津贴</mark></p><a href="http://x/津贴">甲</a>'
    )


def test_text_stays_escaped() -> None:
    assert highlighted_html("<p>1 &lt; 2 &amp; 津贴&lt;script&gt;</p>", mark) == (
        "<p>1 &lt; 2 &amp; <mark>津贴</mark>&lt;script&gt;</p>"
    )


def test_only_the_outermost_table_gets_a_box() -> None:
    shown = highlighted_html("<table><tr><td><table><tr><td>甲</td></tr></table></td></tr></table>", mark)
    assert shown.count('class="scroll"') == 1
    assert shown.endswith("</table></div>")
