"""The words of a search highlighted in a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    marked: frozenset[str]
    """What is highlighted in it."""


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Highlights the same terms in one text after the other."""

    searcher: Searcher
    terms: Mapping[str, float]
    """With how much each tells."""

    @classmethod
    def of(cls, searcher: Searcher, query: str) -> Highlighter:
        """For the terms of a query; for none without an index, since a document can be read all the same."""
        try:
            return cls(searcher, searcher.terms(query) if query else {})
        except IndexFault:
            return cls(searcher, {})

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
            fragments = list[Fragment]()

            def mark(text: str) -> Highlighted:
                found = self.text(text)
                fragments.extend(found)
                return found

            shown = highlighted_html(found.html, mark)
            return Body(shown, (), tuple(contents(found.paragraphs)), _marked(fragments))
        text = self.text(document.text)
        lines = laid_out(text)
        return Body(None, tuple(lines), tuple(contents(lines)), _marked(text))


def marked(title: Highlighted, body: Body) -> list[str]:
    """What is highlighted somewhere, as it is written there, the longest first."""
    return sorted(_marked(title) | body.marked, key=lambda one: (-len(one), one))


def _marked(fragments: Iterable[Fragment]) -> frozenset[str]:
    return frozenset(" ".join(one.text.split()) for one in fragments if one.marked)
