"""What is asked of the index to find what a notice corrects, and the notices that correct a document."""

from __future__ import annotations

from corpus.records import Document
from indexer.query import All, Any, Node, Numbered, Phrase
from indexer.text import normalise_line
from indexer.text.correcting import BEGINNING, HEAD, names_of, notice_of, projects_in, said_first
from indexer.text.numbers import asked, keys

WORDS = ("更正", "勘误", "补正", "变更", "补充", "澄清", "调整")
"""One of them stands in the title of every such notice."""

MOST = 6
"""Names and numbers that are asked for. A guess: the head of a notice names two or three."""


def of_notice(notice: Document) -> Node | None:
    """Documents that a notice may correct."""
    said = notice_of(notice.title)
    if said is None:
        return None
    names = said.names or said_first(notice)
    nodes: list[Node] = [Phrase(name, title_only=True) for name in names[:MOST]]
    nodes += [Phrase(number) for number in _projects(notice)]
    if numbers := asked(notice.title) or asked(notice.text[:BEGINNING]):
        nodes.append(Numbered(numbers))
    return Any(tuple(nodes)) if nodes else None


def of_corrected(document: Document) -> Node | None:
    """Notices that may correct a document."""
    nodes: list[Node] = [Phrase(name) for name in names_of(normalise_line(document.title))[:MOST]]
    nodes += [Phrase(number) for number in _projects(document)]
    if document.document_number and keys(document.document_number, None):
        nodes.append(Phrase(normalise_line(document.document_number)))
    if not nodes:
        return None
    titled = Any(tuple(Phrase(word, title_only=True) for word in WORDS))
    return All((titled, Any(tuple(nodes))))


def _projects(document: Document) -> tuple[str, ...]:
    return projects_in(f"{document.title}\n{document.text[:HEAD]}")[:MOST]
