"""What the portal is made of: frozen records, from the data files to the bytes served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Agency:
    """A body of the county."""

    key: str
    name: str
    short: str
    """As 来源 prints it: 县人社局."""
    code: str
    """9 or 18 characters, the head of its index numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """A list of the portal."""

    key: str
    name: str
    path: str
    """Of the first list page."""
    template: str
    """Which content-management family it imitates; the key of `addresses.SCHEMES`."""
    page_size: int
    first_number: int
    """The number of its first posting; the others follow in the order of the data file."""


@dataclass(frozen=True, slots=True)
class AttachmentSource:
    """A file to be made: its text is held in the data, in the markup of `body`."""

    title: str
    kind: str
    """`docx` or `pdf`."""
    text: str


@dataclass(frozen=True, slots=True)
class Posting:
    """One document as the data files hold it, before a template decides what of it is shown."""

    key: str
    column: Column
    number: int
    title: str
    """A line feed in it is a `<br>` on the page."""
    agency: Agency
    source: str
    index_number: str
    document_number: str | None
    reposts: str | None
    """The number of another body's document that this page reposts."""
    issued_on: date
    published_on: date
    migrated_on: date | None
    """What the meta tag gives as PubDate instead of the visible date."""
    topic: str
    genre: str
    validity: str
    keywords: tuple[str, ...]
    text: str
    signed: bool
    """Whether the body ends with the agency and the date."""
    copies: str | None
    stage: int
    """The stage at which it appears."""
    withdrawn_at: int | None
    attachments: tuple[AttachmentSource, ...]

    @property
    def plain_title(self) -> str:
        """The title on one line."""
        return self.title.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Resource:
    """One address of the portal."""

    body: bytes
    content_type: str
    etag: str
    last_modified: date
    """Midnight UTC of this day is what `Last-Modified` says."""


@dataclass(frozen=True, slots=True)
class ExpectedDocument:
    """The truth about one detail page. None: the page and its list do not say it under a label."""

    path: str
    title: str
    column: str
    agency: str | None
    source: str | None
    index_number: str | None
    document_number: str | None
    """Also where the number stands only at the head of the body; never that of a reposted original."""
    original_number: str | None
    """Of the document that the page reposts."""
    issued_on: date | None
    """Also where the date stands only under the signature."""
    published_on: date
    """As the page shows it, or where it shows none, the list."""
    topic: str | None
    genre: str
    """As the data have it; no page labels it, the title shows it."""
    validity: str | None
    attachments: int
    excerpt: str
    """The beginning of the second paragraph or of the only one, without white space."""
    attachment_excerpts: tuple[str, ...]
    """Words that stand in each attachment's text, in order."""
    copy_of: str | None
    """Path of the page in another column with the same text."""


@dataclass(frozen=True, slots=True)
class Advance:
    """What a step of time did to the detail pages."""

    stage: int
    added: tuple[str, ...]
    revised: tuple[str, ...]
    withdrawn: tuple[str, ...]
