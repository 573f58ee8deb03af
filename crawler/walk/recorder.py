"""A visited page becomes a stored document with its attachments."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from corpus.addresses import may_be_one
from corpus.config import PortalSettings
from corpus.records import Attachment, Change, Document, Entry, PageState, StoredDocument
from corpus.store import HeldDocument, PageReading, Remembered, Store
from crawler.attachments.stored_files import AttachmentFiles
from crawler.extract import (
    EXTRACTOR,
    body_pictures,
    classify,
    explained,
    extract,
    joined,
    shows_text,
    surest,
    why_not,
)
from crawler.fetch import BadAnswer
from crawler.pages.errors import CrawlError, TextMissed
from crawler.pages.links import own_address
from crawler.pages.page import UNTOLD, Page, is_page_body
from crawler.walk.likeness import same_title
from crawler.walk.memory import Memory
from crawler.walk.mishaps import Mishaps
from crawler.walk.reception import Arrival, Reception, is_one
from crawler.walk.visit import Visit, Visitor

TEXTS = (".htm", ".html", ".shtml", ".txt")
"""Names of attachments that may be text; from any other address it is an error page."""

MOST_UNKEPT = 50
"""Documents whose readings are kept together; what a killed crawl loses of them is made again."""

NAMELESS = re.compile(
    r"[【\[(（]?(?:点击|点此|请点击|单击)?(?:这里|此处)?(?:查看|打开|下载|浏览)*(?:附件|文件|全文)?\d{0,3}(?:下载|查看)?[】\])）]?"
    r"|(?:download|file|attachment)\w*(?:\.(?:jsp|do|aspx?|php))?",
    re.IGNORECASE,
)
"""Words of a link that do not name what it leads to."""

CUT_SHORT = ("…", "...", "．．．", "..")
"""How lists end a title they shortened."""

UNRELATED = 0.3
"""Similarity (difflib) up to which two titles are of different things; a guess (a site's name: about 0.1)."""


class Recorder:
    """Stores documents of one portal."""

    def __init__(
        self,
        portal: PortalSettings,
        store: Store,
        memory: Memory,
        visitor: Visitor,
        files: AttachmentFiles,
        max_attachment_bytes: int,
        reception: Reception,
        mishaps: Mishaps,
    ) -> None:
        self._portal = portal
        self._store = store
        self._memory = memory
        self._visitor = visitor
        self._files = files
        self._max_attachment_bytes = max_attachment_bytes
        self._reception = reception
        self._mishaps = mishaps
        self._reading: PageReading | None = None
        self._readings: dict[str, PageReading] = {}

    def expect(self, remembered: Iterable[Remembered]) -> None:
        """Look up together which files of these documents are to be read, and when they were asked for."""
        held = [file for one in remembered if one.document for file in one.document.attachments]
        self._files.look_up(file.sha256 for file in held if file.sha256)
        self._memory.recall(file.url for file in held)

    def record(
        self, arrival: Arrival, page: Page | None, parts: Sequence[Page] = (), certain: bool = False
    ) -> Change | None:
        """Store what a visit brought, attachments first, together with the visit.

        None when it waits for the end of the run, as it may not be the document's own; never when `certain`.
        Raises LayoutChanged when it holds no document, or no text where there was one.
        `page` is None for a file; `parts` are the further pages of the article.
        """
        visit = arrival.visit
        held = self._memory.of(visit.url).document
        same = held is not None and _is_same(held, visit) and not any(part.fresh for part in arrival.parts)
        if same and held is not None:
            self._reception.answered(visit.url)
            files = self._attachments(held.attachments, held, visit.url)
            if files == held.attachments and not visit.landed:
                self._read_files(files, held.id)
                self._memory.save(visit.state)
                return Change.UNCHANGED
        stored = self._store.get(held.id) if held is not None else None
        there = visit.landed if page is not None or same else None
        before = stored.document if stored else None
        heals = False
        if same and before is not None:
            document = replace(before, attachments=files)
        else:
            came = self._read(page, parts, before) if page is not None else None
            if came is not None and there is not None and not _is_one(came, before, arrival.entry):
                there = None
            stored = stored or self._stored_at(there)
            before = stored.document if stored else None
            own = None if held and held.damaged else self._in_place_of(arrival, stored)
            if page is None and not certain and self._reception.doubts_file(arrival, own):
                return None
            if came is not None:
                if not certain and self._reception.doubts(arrival, came, own):
                    return None
                if stored is None and page is not None and not certain:
                    elsewhere, change = self._stands_elsewhere(arrival, came, page)
                    if elsewhere:
                        return change
                heals = stored is not None and own is stored and self._reception.heals(came, stored)
            document = self._document(arrival, page, came, before)
        # Texts first: whoever indexes the document finds them.
        self._read_files(document.attachments, stored.id if stored else None)
        return self._keep(document, arrival, heals, there)

    def _is_settled(self, file: Attachment, changed_at: datetime | None) -> bool:
        """Whether a file need not be asked for: it is held, and looked at as often as a document."""
        if not self._files.holds(file):
            return False
        page = self._memory.of(file.url).page
        # What came before visits to files were remembered, or with an import, was never at this address.
        return "#" in file.url or page.sha256 is None or not self._visitor.is_due(page, changed_at)

    def _read_files(self, files: Sequence[Attachment], document: int | None) -> None:
        """Read the texts of files; one at which the program fails costs itself alone."""
        self._files.look_up(file.sha256 for file in files if file.sha256)
        for file in files:
            with self._mishaps.caught(file.url):
                self._mishaps.file = file.sha256
                self._files.read([file], document)

    def _keep(self, document: Document, arrival: Arrival, heals: bool, there: PageState | None) -> Change:
        """Store a document, and the visits that it comes from, at the address where it is from now on."""
        visit = arrival.visit
        self._note_reading(there.url if there else document.url)
        states = [*(part.state for part in arrival.parts), visit.state]
        if there is None:
            with self._memory.saving(states) as visits:
                return self._store.put(document, visit.sha256, visits, heals)
        document = replace(document, url=there.url)
        with self._memory.saving([*states, there]) as visits:
            change = self._store.put(document, visit.sha256, visits, heals, left=visit.url)
        self._memory.moved(visit.url, there.url)
        return change

    def _stands_elsewhere(self, arrival: Arrival, came: Document, page: Page) -> tuple[bool, Change | None]:
        """Whether what is new is held at another address already, or perhaps: that is asked at the end."""
        itself, here = own_address(page), arrival.visit.url
        namesakes = self._reception.namesakes(came, _title(came, page, arrival.entry))
        double = next((url for url in namesakes if url == itself or may_be_one(url, here)), None)
        if double is not None:
            self.fold(arrival.visit, double)
            return True, Change.UNCHANGED
        if namesakes:
            self._reception.may_have_moved(arrival, came, namesakes)
        return bool(namesakes), None

    def fold(self, visit: Visit, double: str) -> None:
        """A document is held at another of its addresses: from now on this one leads there."""
        self._memory.save(visit.state)
        self._store.fold(visit.url, double)
        self._memory.folded(visit.url)

    def _note_reading(self, url: str) -> None:
        """Remember how a document was read, if it was; some together are kept a little later."""
        if self._reading is not None:
            self._readings[url] = self._reading
            self._reading = None
        if len(self._readings) >= MOST_UNKEPT:
            self.close()

    def close(self) -> None:
        """Keep how the latest documents were read."""
        readings, self._readings = self._readings, {}
        self._store.page_readings.keep(readings)

    def _stored_at(self, there: PageState | None) -> StoredDocument | None:
        held = self._memory.of(there.url).document if there else None
        return self._store.get(held.id) if held else None

    def _in_place_of(self, arrival: Arrival, stored: StoredDocument | None) -> StoredDocument | None:
        """The stored document that was asked for, even where a stub led to another address."""
        own = stored or (self._store.by_url(arrival.asked) if arrival.asked != arrival.visit.url else None)
        return own if own and self._reception.may_return(own) else None

    def _column(self, before: Document | None, found: str | None) -> str | None:
        """The column a document is in stays its column, however lists change, while the portal has it."""
        if before is None or before.column is None or before.portal != self._portal.name:
            return found
        names = [column.name for column in self._portal.column]
        return before.column if not names or before.column in names else found

    def _read(self, page: Page, parts: Sequence[Page], before: Document | None) -> Document:
        """As the page says it, without what lists and the configuration know."""
        family = self._portal.family or None
        first, origins = explained(page, family)
        came = joined(first, [extract(part, family) for part in parts])
        self._reading = PageReading(EXTRACTOR, surest(origins), origins)
        if came.text.strip() or came.attachments:
            return came
        self._judge_empty(page, before)
        return replace(came, attachments=body_pictures(page))

    def _document(
        self, arrival: Arrival, page: Page | None, came: Document | None, before: Document | None
    ) -> Document:
        visit, entry = arrival.visit, arrival.entry
        if entry is None and before is not None:
            # What a list once told stays known when no list names the page any more.
            entry = Entry(visit.url, before.title, before.published_on)
        column = self._column(before, arrival.column)
        if page is None or came is None:
            return replace(self._file_document(visit, entry), column=column)
        return replace(
            came,
            url=visit.url,
            title=_title(came, page, entry),
            published_on=came.published_on or (entry.published_on if entry else None),
            agency=came.agency or self._portal.agency or None,
            portal=self._portal.name,
            column=column,
            attachments=self._attachments(came.attachments, self._memory.of(visit.url).document, visit.url),
        )

    def _judge_empty(self, page: Page, before: Document | None) -> None:
        """Raise LayoutChanged where a text should be: portals do post a title with nothing but a picture."""
        if (before is not None and before.text) or classify(page) != "detail":
            raise why_not(page, "正文")
        if shows_text(page):
            self._mishaps.missed(TextMissed(page.url))

    def _file_document(self, visit: Visit, entry: Entry | None) -> Document:
        """A list links to the file itself."""
        name = visit.file_name or unquote(urlsplit(visit.url).path.rpartition("/")[2])
        title = (entry.title if entry else "") or name or visit.url
        attachment = Attachment(visit.url, title, visit.sha256, _media_type(visit), len(visit.body))
        return Document(
            visit.url,
            title,
            agency=self._portal.agency or None,
            published_on=entry.published_on if entry else None,
            attachments=(attachment,),
            portal=self._portal.name,
        )

    def _attachments(
        self, attachments: tuple[Attachment, ...], held: HeldDocument | None, found_on: str
    ) -> tuple[Attachment, ...]:
        """With their stored copies: those that are due, or damaged, are asked for."""
        known = {file.url: file for file in held.attachments} if held else {}
        changed_at = held.changed_at if held else None
        self._memory.recall(attachment.url for attachment in attachments)
        return tuple(
            file
            if self._is_settled(file, changed_at)
            else self._attachment(file, known.get(file.url), found_on)
            for file in attachments
        )

    def _attachment(self, attachment: Attachment, before: Attachment | None, found_on: str) -> Attachment:
        """With its stored copy, new or held; the link alone, reported, when none can be had."""
        kept = before if before and before.sha256 else attachment
        link = replace(kept, title=attachment.title)
        with self._mishaps.caught(attachment.url):
            return self._fetched(attachment, before, found_on) or link
        return link

    def _fetched(self, attachment: Attachment, before: Attachment | None, found_on: str) -> Attachment | None:
        """With its stored copy; None when there is none, which is told."""
        try:
            visit = self._visitor.visit(attachment.url, self._max_attachment_bytes, found_on=found_on)
            if _is_page(visit) and not attachment.url.lower().endswith(TEXTS):
                raise BadAnswer(attachment.url, "附件的地址给出的是网页")
        except CrawlError as error:
            self._mishaps.tell(attachment.url, error)
            return None
        self._memory.save(visit.state)
        declared = visit.media_type or (before.media_type if before else None) or _media_type(visit)
        title = _called(attachment.title, visit.file_name or _kept_name(attachment, before))
        return replace(
            attachment, title=title, sha256=visit.sha256, media_type=declared, size=len(visit.body)
        )


def _is_page(visit: Visit) -> bool:
    """Whether a page came for a file; Word's own HTML comes as a file that is of no kind."""
    return visit.media_type not in UNTOLD and is_page_body(visit.body, visit.media_type)


def _called(link: str, name: str | None) -> str:
    """The words of a link, or the file's name where these only say to click."""
    return name if name and NAMELESS.fullmatch("".join(link.split())) else link


def _kept_name(attachment: Attachment, before: Attachment | None) -> str | None:
    return before.title if before and before.url == attachment.url else None


def _media_type(visit: Visit) -> str | None:
    return visit.media_type or mimetypes.guess_type(urlsplit(visit.url).path)[0]


def _is_one(came: Document, before: Document | None, entry: Entry | None) -> bool:
    """Whether a page to which an address leads from now on is the document that was, or is listed, there."""
    if before is not None:
        return is_one(came, before)
    return entry is None or same_title(came.title, entry.title)


def _is_same(held: HeldDocument, visit: Visit) -> bool:
    return held.withdrawn_at is None and held.page_sha256 == visit.sha256 and not visit.fresh


def _title(document: Document, page: Page, entry: Entry | None) -> str:
    """The page's title; where it has none or names something else, the list's if that is whole."""
    listed = entry.title if entry and not entry.title.endswith(CUT_SHORT) else ""
    if document.title and not (listed and _is_other(document.title, listed, page)):
        return document.title
    if listed:
        return listed
    raise why_not(page, "标题")


def _is_other(title: str, listed: str, page: Page) -> bool:
    """Whether a title, say the site's, has nothing to do with the listed one, which the page does show."""
    title, listed = "".join(title.split()), "".join(listed.split())
    if SequenceMatcher(None, title, listed, autojunk=False).ratio() > UNRELATED:
        return False
    return listed in "".join(page.tree.text_content().split())
