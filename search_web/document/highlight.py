"""The words of a search highlighted in a document."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from corpus.records import Document
from indexer import Fragment, Highlighted, Searcher
from indexer.errors import IndexFault
from search_web.document.highlighted_html import highlighted_html


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Highlights the same terms in one text after the other."""

    searcher: Searcher
    terms: tuple[str, ...] = ()

    @classmethod
    def of(cls, searcher: Searcher, query: str) -> Highlighter:
        """For the terms of a query; for none without an index, since a document can be read all the same."""
        try:
            return cls(searcher, searcher.terms(query) if query else ())
        except IndexFault:
            return cls(searcher)

    def text(self, text: str) -> Highlighted:
        """In fragments, the best passage named."""
        return self.searcher.mark(text, self.terms) if self.terms else (Fragment(text, False),)

    def title(self, title: str) -> Highlighted:
        """No passage begins there."""
        return tuple(Fragment(one.text, one.marked) for one in self.text(title))

    def html(self, document: Document) -> Markup | None:
        """The body's HTML; None where its lines show it as well."""
        return highlighted_html(document.html, self.text) if document.html else None
