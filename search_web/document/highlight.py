"""The words of a search highlighted in a document."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from corpus.records import Document
from indexer import Fragment, Highlighted, Searcher
from indexer.errors import IndexFault
from search_web.document.blocks import Entry, Paragraph, Table, contents
from search_web.document.blocks import blocks as laid_out
from search_web.document.highlighted_html import highlighted_html
from search_web.document.html_outline import outlined


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a document as its page has it."""

    html: Markup | None
    """None where the blocks show it as well."""
    blocks: tuple[Paragraph | Table, ...]
    """Empty where there is HTML."""
    contents: tuple[Entry, ...]


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

    def body(self, document: Document) -> Body:
        """The text to lay out, as HTML or as blocks."""
        if document.html:
            found = outlined(document.html)
            return Body(highlighted_html(found.html, self.text), (), tuple(contents(found.paragraphs)))
        lines = laid_out(self.text(document.text))
        return Body(None, tuple(lines), tuple(contents(lines)))
