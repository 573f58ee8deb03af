"""A page whose template is filled in by its scripts: the same page with what they hold written out."""

from __future__ import annotations

from html import escape

from corpus.lazy_regex import lazy_regex
from crawler.extract.evidence import Evidence
from crawler.families import held_document
from crawler.pages.page import Page

_TEMPLATE = lazy_regex(r"\{\{[^{}]{1,80}\}\}")
"""What a script fills in."""


def is_template(seen: Evidence) -> bool:
    """Whether what was found on a page is to be filled in by a script."""
    return any(map(_TEMPLATE.search, (seen.title, *seen.body.lines)))


def filled_in(page: Page) -> Page | None:
    """The page with the document that its scripts hold; None where they hold none."""
    held = held_document(page)
    if held is None:
        return None
    day = f"<p>发布时间：{held.published_on}</p>" if held.published_on else ""
    source = f"<p>来源：{escape(held.source)}</p>" if held.source else ""
    body = f"<h1>{escape(held.title)}</h1>{day}{source}<div class='article-content'>{held.content}</div>"
    return page.with_html(f"<html><head><title>{escape(held.title)}</title></head><body>{body}</body></html>")
