"""The truth about each detail page: of what the data hold, what its template shows."""

from __future__ import annotations

from collections.abc import Sequence

from sample_portal.addresses import detail_path
from sample_portal.body import excerpt, whole_text
from sample_portal.records import ExpectedDocument, Posting

_EVERYTHING = frozenset({"index", "agency", "issued", "topic", "validity", "source"})

SHOWN: dict[str, frozenset[str]] = {
    "trs": _EVERYTHING,
    "trs_pager": frozenset({"index", "agency", "issued", "source"}),
    "siteserver": frozenset({"source"}),
    "guangdong": frozenset({"index", "agency", "issued", "topic", "source"}),
    "ucap": frozenset({"index", "agency", "issued", "source"}),
    "handmade": frozenset({"index", "agency", "issued"}),
    "plain": frozenset({"source"}),
}
"""What each template prints under a label. Titles and posting dates are everywhere."""


def _expected(posting: Posting, paths: dict[str, str]) -> ExpectedDocument:
    shown = SHOWN[posting.column.template]
    return ExpectedDocument(
        path=detail_path(posting),
        title=posting.plain_title,
        column=posting.column.name,
        agency=posting.agency.name if "agency" in shown else None,
        source=posting.source if "source" in shown else None,
        index_number=posting.index_number if "index" in shown else None,
        document_number=posting.document_number,
        original_number=posting.reposts,
        issued_on=posting.issued_on if "issued" in shown or posting.signed else None,
        published_on=posting.published_on,
        topic=posting.topic if "topic" in shown else None,
        genre=posting.genre,
        validity=posting.validity if "validity" in shown else None,
        attachments=len(posting.attachments),
        excerpt=excerpt(whole_text(posting)),
        attachment_excerpts=tuple(excerpt(a.text) for a in posting.attachments),
        copy_of=paths[posting.copies] if posting.copies else None,
    )


def expected_documents(postings: Sequence[Posting]) -> tuple[ExpectedDocument, ...]:
    """One for each posting, in the same order."""
    paths = {posting.key: detail_path(posting) for posting in postings}
    return tuple(_expected(posting, paths) for posting in postings)
