"""A page whose template is filled in by its scripts: the same page with what they hold written out."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from corpus.lazy_regex import lazy_regex
from crawler.extract.evidence import Evidence
from crawler.extract.labels import Labels
from crawler.families import held_document
from crawler.pages.markup import dense
from crawler.pages.page import Page

_TEMPLATE = lazy_regex(r"\{\{[^{}]{1,80}\}\}")
"""What a script fills in."""

_OF_TEXT = ("title", "source", "office", "author")
"""What the page says beside its text rather than in a metadata table."""


def is_template(seen: Evidence) -> bool:
    """Whether what was found on a page is to be filled in by a script."""
    return any(map(_TEMPLATE.search, (seen.title, *seen.body.lines)))


def with_table(held: Evidence, page: Evidence) -> Evidence:
    """What scripts hold of a document, with the metadata table that the page itself shows of it."""
    named = [dense(value) for _, value in page.shown.values.get("title", [])]
    if is_template(page) or dense(held.title) not in named:
        return held
    beside = {field: values for field, values in page.shown.values.items() if field not in _OF_TEXT}
    shown = Labels(beside | held.shown.values, held.shown.empty - beside.keys())
    return replace(held, shown=shown)


def filled_in(page: Page) -> Page | None:
    """The page with the document that its scripts hold; None where they hold none."""
    held = held_document(page)
    if held is None:
        return None
    day = f"<p>发布时间：{held.published_on}</p>" if held.published_on else ""
    told = {"来源": held.source, "文号": held.number, "索引号": held.index_number}
    shown = "".join(f"<p>{label}：{escape(value)}</p>" for label, value in told.items() if value)
    files = "".join(
        f"<p>附件：<a href='{escape(address)}'>{escape(name)}</a></p>" for name, address in held.files
    )
    body = (
        f"<h1>{escape(held.title)}</h1>{day}{shown}<div class='article-content'>{held.content}</div>"
        f"<div class='attachments'>{files}</div>"
    )
    return page.with_html(f"<html><head><title>{escape(held.title)}</title></head><body>{body}</body></html>")
