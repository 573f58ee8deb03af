"""What Gongkai holds: frozen records, every field described once.

The Chinese name in each description is the one the disclosure regulations or the national page-label
standard use, and the one the interface shows.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum

EXTRACTOR = 16
"""Version of `crawler.extract`: raise it when that reads pages better, and `reread` reads them again."""

BETWEEN_AGENCIES = "；"
"""Between the names of several bodies in one text: no name has it."""


def agencies_of(text: str | None) -> tuple[str, ...]:
    """The names in a text of one or several bodies."""
    return tuple(name for name in (text or "").split(BETWEEN_AGENCIES) if name)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list page: a link to a published document."""

    url: str
    """Absolute address of the detail page."""
    title: str
    """As the list shows it; may be shortened."""
    published_on: date | None = None
    """发布日期 as the list shows it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a document."""

    url: str
    """Absolute address on the portal."""
    title: str
    """The words of its link."""
    sha256: str | None = None
    """Names the stored copy in `corpus.files`; None while it has not been fetched."""
    media_type: str | None = None
    """As the portal declared it, for example `application/pdf`."""
    size: int | None = None
    """Bytes of the stored copy."""


class Reading(Enum):
    """What came of reading the text out of a file."""

    TEXT = "text"
    RECOGNISED = "recognised"
    """Read by machine out of pictures: there may be errors."""
    NO_TEXT = "no_text"
    """Readable, but there are only pictures in it: a scan."""
    EMPTY = "empty"
    """Readable, and nothing is in it: neither text nor pictures."""
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    """A kind of file that we do not read."""
    BROKEN = "broken"
    """Not what its kind says; `text` holds what came before that."""
    LIMIT = "limit"
    """Larger, longer, deeper or slower than the configuration allows; `text` holds what came before."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page, or a picture, of a file that has text elsewhere: what it says can only be read by machine."""

    page: int
    """Its place among the pages, or pictures, of the file, from 0."""
    line: int
    """How many lines of the file's text stand before it."""


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The text of a stored file."""

    sha256: str
    """Names the file in `corpus.files`."""
    reading: Reading
    text: str = ""
    """Plain text, one paragraph or table row a line."""
    pages: int | None = None
    """Pages, sheets or members, where the kind of file has them."""
    reader: int = 0
    """Version of the program's readers: a file read by an older one is read again."""
    hidden: int = 0
    """Rows, columns, sheets and slides that the file hides: not in `text`."""
    scans: tuple[Scan, ...] = ()
    """Pages and pictures of a file with text that are not in `text`: told by its reader, kept apart."""


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """Where a field of a document came from."""

    field: str
    """Name of the field of `Document`."""
    where: str
    """In Chinese, for staff: 元数据表, 标题, 落款 …"""
    sure: float
    """From 0 to 1: by the kind of place, not measured for each."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What another part of the page says of a field than the part that was believed."""

    field: str
    """Name of the field of `Document`."""
    value: str
    """What was not believed."""
    where: str
    """In Chinese where it stands: 网页标签, 元数据表, 正文 …"""


@dataclass(frozen=True, slots=True)
class Document:
    """One disclosed document, as its portal publishes it. What the page does not say is None."""

    url: str
    """Absolute address; unique in the store."""
    title: str
    """名称."""
    text: str = ""
    """正文: plain text, one paragraph a line."""
    summary: str | None = None
    """内容概述, only as published; an extract is made where it is shown, and marked as such."""
    index_number: str | None = None
    """索引号: agency code / year - serial. Portals print the same one on several documents: no key."""
    document_number: str | None = None
    """发文字号 of the document itself, in the form 国发〔2019〕5号."""
    agency: str | None = None
    """发布机构, 发文机关; several as one text, parted as `agencies_of` reads them."""
    issued_on: date | None = None
    """成文日期, 生成日期: the day the document was made."""
    published_on: date | None = None
    """发布日期: the day it was posted."""
    topic: str | None = None
    """主题分类."""
    genre: str | None = None
    """体裁分类: 通知, 公告, 意见 …"""
    validity: str | None = None
    """有效性: 有效, 失效, 废止, 已修改."""
    keywords: tuple[str, ...] = ()
    """主题词."""
    source: str | None = None
    """来源, as printed; often an internal office, so a hint and not the agency."""
    attachments: tuple[Attachment, ...] = ()
    """In the order of the page."""
    family: str | None = None
    """The content-management family that read the page (`crawler.families`)."""
    portal: str | None = None
    """Name of the portal in the configuration, or of the import it came with."""
    column: str | None = None
    """栏目: the list of the portal in which it stands."""
    html: str | None = None
    """The body for display: sanitised, without scripts, styles, forms and anything fetched from elsewhere."""
    disagreements: tuple[Disagreement, ...] = ()
    """Where the page contradicts itself; the values above are those believed."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Each of the bodies that issued it."""
        return agencies_of(self.agency)

    @property
    def dated_on(self) -> date | None:
        """The date that sorts and files the document: issued, else published."""
        return self.issued_on or self.published_on

    @property
    def year(self) -> int | None:
        """Year of `dated_on`."""
        return self.dated_on.year if self.dated_on else None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with what the store knows about it."""

    id: int
    """Stable number of the document in this store; part of its address in the web interface."""
    revision: int
    """Of the last change of its content, its metadata or its state: withdrawn, returned."""
    version: int
    """1 for the first content seen at this address, one more for every change of content."""
    document: Document
    first_seen_at: datetime
    """UTC, like every time in the store."""
    changed_at: datetime
    """The time of that change."""
    recorded_at: datetime
    """When the present version was recorded."""
    withdrawn_at: datetime | None = None
    """Set when the page is gone: a tombstone for the public search, still readable for staff."""
    page_sha256: str | None = None
    """The raw page in `corpus.files`; None for imported documents."""
    damaged: bool = False
    """Whether its content is not what was stored: nobody is shown it until it was fetched again."""


@dataclass(frozen=True, slots=True)
class Version:
    """A former or present content of a document."""

    number: int
    recorded_at: datetime
    document: Document
    page_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """What the crawler remembers of one address, whether list, detail page or attachment."""

    url: str
    status: int | None = None
    """HTTP status of the last answer; None when there was none."""
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    """Of the last body received, in `corpus.files`."""
    fetched_at: datetime | None = None
    error: str | None = None
    """One sentence in Chinese when the last visit failed, None when it did not."""
    missing_since: datetime | None = None
    """When the page first answered 404 or 410; cleared when it answers again."""
    portal: str | None = None
    """Name of the portal whose crawl visited it."""
    found_on: str | None = None
    """Address of the page that links to it."""
    faults: int = 0
    """Visits in a row that met a fault of the portal (no answer, 5xx), the last one included."""
    received_at: datetime | None = None
    """When the body last came whole; a 304 is not believed for ever."""


class ListOrder(str, Enum):
    """How a list is sorted, as far as it shows."""

    NEWEST_FIRST = "newest"
    OLDEST_FIRST = "oldest"


@dataclass(frozen=True, slots=True)
class ColumnState:
    """What the crawler found when it last read a column."""

    portal: str
    name: str
    url: str
    entries: int
    """Entries found when it was last read to its end; the measure for "far fewer than it used to be"."""
    checked_at: datetime
    error: str | None = None
    """One sentence in Chinese when the column could not be read."""
    first_page: int = 0
    """Entries of its first page when that was last good."""
    read_whole_at: datetime | None = None
    """When it was last read to its end, rather than until known entries came."""
    latest_on: date | None = None
    """The latest day of its entries when it was last good; a day to come does not count."""
    shown_order: str | None = None
    """A value of ListOrder; None while it showed none: then it is always read to its end."""
    front: int = 1
    """The list page on which the entries begin that are not pinned."""
    last_page: str | None = None
    """Address of its last page, where new entries come in a list that begins with the oldest."""
    head: str | None = None
    """Addresses of the entries on the pages that are always read, one a line; None before it was noted."""
    settled: bool = False
    """Whether new entries came where they should, after it was read to its end."""


class Doubt(Enum):
    """Of what kind an answer is that was held back."""

    TEXT = "text"
    """A text that is perhaps not the document's own."""
    GONE = "gone"
    """404 or 410, where too much of the portal would be withdrawn at once."""
    OVERWRITTEN = "overwritten"
    """The store itself holds a notice in place of the document, from before answers were held back."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An answer of a portal that was not taken on: what the store holds at its address stays."""

    url: str
    portal: str
    kind: Doubt
    title: str
    """Of what came, or of the document that is gone."""
    digest: str
    """Of the words of what came: the same when it comes again the same way."""
    why: str
    """One sentence in Chinese."""
    first_seen_at: datetime
    """When it first came this way."""
    last_seen_at: datetime
    days: int
    """Days on which it came this way, while the rest of the portal was sound."""
    accepted_at: datetime | None = None
    """When staff said that it is right; the next crawl takes it on."""


class Change(Enum):
    """What storing a document did."""

    NEW = "new"
    CHANGED = "changed"
    RETURNED = "returned"
    """It had been withdrawn and is there again."""
    UNCHANGED = "unchanged"


DATE_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Document) if f.type == "date | None")

DERIVED_FIELDS = ("html", "disagreements")
"""How the page shows what the other fields say, as this program reads it: no new version, and no revision."""

DOCUMENT_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Document) if f.name not in DERIVED_FIELDS)
"""What a document says: the content that versions keep and compare."""
