"""The files of a document: asked for as often as pages, kept, and read."""

from __future__ import annotations

import mimetypes
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from corpus.file_kinds import FileKind, file_kind
from corpus.lazy_regex import lazy_regex
from corpus.records import Attachment, PageState
from corpus.store import HeldDocument, Remembered
from crawler.attachments.stored_files import AttachmentFiles
from crawler.fetch import BadAnswer
from crawler.pages.errors import CrawlError
from crawler.pages.page import UNTOLD, is_page_body
from crawler.walk.memory import Memory
from crawler.walk.mishaps import Mishaps
from crawler.walk.visit import Visit, Visitor

TEXTS = (".htm", ".html", ".shtml", ".jhtml", ".txt")
"""Names of attachments that may be text; from any other address it is an error page."""

NAMELESS = lazy_regex(
    r"[【\[(（]?(?:点击|点此|请点击|单击)?(?:这里|此处)?(?:查看|打开|下载|浏览)*(?:附件|文件|全文)?\d{0,3}(?:下载|查看)?[】\])）]?"
    r"|(?:download|file|attachment)\w*(?:\.(?:jsp|do|aspx?|php))?",
    re.IGNORECASE,
)
"""Words of a link that do not name what it leads to."""

NO_FILE = (None, FileKind.HTML)
"""Kinds that a page may be of, whatever the portal calls it."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file that came in place of a held one: the end of the run tells whether it is taken on."""

    document: str
    """Address of the page that links to it."""
    file: Attachment
    """As it came."""
    held: str
    """SHA-256 of the one that is held."""
    state: PageState
    """To be saved with it."""


class Attaching:
    """Brings the files of one portal's documents."""

    def __init__(
        self, memory: Memory, visitor: Visitor, files: AttachmentFiles, largest: int, mishaps: Mishaps
    ) -> None:
        """`largest`: bytes of a file at the most."""
        self._memory = memory
        self._visitor = visitor
        self._files = files
        self._largest = largest
        self._mishaps = mishaps
        self._replacements: dict[str, list[Replacement]] = defaultdict(list)
        """By the SHA-256 of what came in place of held files."""
        self._replacing: set[str] = set()
        """Addresses of the documents that these are of."""
        self.asks = True
        """Whether the portal is asked for files: not when it went away."""
        self.answered: set[str] = set()
        """Addresses that gave the file that is held."""

    def expect(self, remembered: Iterable[Remembered]) -> None:
        """Look up together which files of these documents are to be read, and when they were asked for."""
        held = [file for one in remembered if one.document for file in one.document.attachments]
        self._files.look_up(file.sha256 for file in held if file.sha256)
        self._memory.recall(file.url for file in held)

    def attach(
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
        if not self.asks:
            return link
        with self._mishaps.caught(attachment.url):
            return self._fetched(attachment, before, found_on) or link
        return link

    def _fetched(self, attachment: Attachment, before: Attachment | None, found_on: str) -> Attachment | None:
        """With its stored copy; None when there is none, which is told."""
        try:
            visit = self._visitor.visit(attachment.url, self._largest, found_on=found_on)
            if _is_page(visit) and not attachment.url.lower().endswith(TEXTS):
                raise BadAnswer(attachment.url, "附件的地址给出的是网页")
            replaced = before.sha256 if before and visit.sha256 != before.sha256 else None
            if replaced:
                self._refuse_page(visit, replaced)
        except CrawlError as error:
            self._mishaps.tell(attachment.url, error)
            return None
        declared = visit.media_type or (before.media_type if before else None) or media_type(visit)
        title = _called(attachment.title, visit.file_name or _kept_name(attachment, before))
        came = replace(
            attachment, title=title, sha256=visit.sha256, media_type=declared, size=len(visit.body)
        )
        if replaced:
            self._replacing.add(found_on)
            self._replacements[visit.sha256].append(Replacement(found_on, came, replaced, visit.state))
            return None
        if before and before.sha256:
            self.answered.add(attachment.url)
        self._memory.save(visit.state)
        return came

    def _refuse_page(self, visit: Visit, held: str) -> None:
        """What takes the place of a held file is a file, too. Raises BadAnswer: what is held stays."""
        if self._files.kind(held) not in NO_FILE and file_kind(visit.body) in NO_FILE:
            raise BadAnswer(visit.url, "附件的地址给出的不再是文件，已保存的原样保留")

    def replaces(self, document: str) -> bool:
        """Whether a file came in place of one of a document's: that waits for the end of the run."""
        return document in self._replacing

    def replacements(self) -> Iterator[list[Replacement]]:
        """The new files that came in place of held ones; together what is one file."""
        yield from self._replacements.values()

    def read(self, files: Sequence[Attachment], document: int | None) -> None:
        """Read the texts of files; one at which the program fails costs itself alone."""
        self._files.look_up(file.sha256 for file in files if file.sha256)
        for file in files:
            with self._mishaps.caught(file.url):
                self._mishaps.file = file.sha256
                self._files.read([file], document)

    def _is_settled(self, file: Attachment, changed_at: datetime | None) -> bool:
        """Whether a file need not be asked for: it is held, and looked at as often as a document."""
        if not self._files.holds(file):
            return False
        page = self._memory.of(file.url).page
        # What came before visits to files were remembered, or with an import, was never at this address.
        return "#" in file.url or page.sha256 is None or not self._visitor.is_due(page, changed_at)


def _is_page(visit: Visit) -> bool:
    """Whether a page came for a file; Word's own HTML comes as a file that is of no kind."""
    return visit.media_type not in UNTOLD and is_page_body(visit.body, visit.media_type)


def _called(link: str, name: str | None) -> str:
    """The words of a link, or the file's name where these only say to click."""
    return name if name and NAMELESS.fullmatch("".join(link.split())) else link


def _kept_name(attachment: Attachment, before: Attachment | None) -> str | None:
    return before.title if before and before.url == attachment.url else None


def media_type(visit: Visit) -> str | None:
    """As the portal declared it, else by the name."""
    return visit.media_type or mimetypes.guess_type(urlsplit(visit.url).path)[0]
