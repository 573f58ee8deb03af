"""The words of a search, marked in a text."""

from __future__ import annotations

from markupsafe import Markup

from corpus.records import Document
from indexer import Fragment, Marked
from indexer.errors import IndexFault
from search_web.document.highlighted_html import rich
from search_web.shared.services import services


def words_of(query: str) -> tuple[str, ...]:
    """The words to mark; none without an index, since a document can be read all the same."""
    if not query:
        return ()
    try:
        return services().searcher.terms(query)
    except IndexFault:
        return ()


def marked_with(text: str, words: tuple[str, ...]) -> Marked:
    """The text in fragments, the words marked, the best passage named."""
    return services().searcher.mark(text, words) if words else (Fragment(text, False),)


def title_with(title: str, words: tuple[str, ...]) -> Marked:
    """A title, the words marked; no passage begins there."""
    return tuple(Fragment(one.text, one.marked) for one in marked_with(title, words))


def rich_with(document: Document, words: tuple[str, ...]) -> Markup | None:
    """The body's HTML, the words marked; None where its lines show it as well."""
    return rich(document.html, lambda text: marked_with(text, words)) if document.html else None
