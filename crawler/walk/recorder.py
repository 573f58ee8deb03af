"""A visited page becomes a stored document with its attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from corpus.addresses import may_be_one
from corpus.lazy_regex import lazy_regex
from corpus.portal_settings import PortalSettings
from corpus.records import EXTRACTOR, Attachment, Change, Document, Entry, PageState, StoredDocument
from corpus.store import HeldDocument, PageReading, Store
from crawler.extract import (
    body_pictures,
    classify,
    explained,
    extract,
    joined,
    shows_text,
    surest,
    why_not,
)
from crawler.pages.column_name import breadcrumb
from crawler.pages.errors import TextMissed
from crawler.pages.links import own_address
from crawler.pages.markup import dense
from crawler.pages.page import Page
from crawler.walk.arrivals import Arrival
from crawler.walk.attaching import Attaching, Replacement, media_type
from crawler.walk.likeness import same_title
from crawler.walk.memory import Memory
from crawler.walk.mishaps import Mishaps
from crawler.walk.reception import Reception
from crawler.walk.sameness import is_one
from crawler.walk.visit import Visit, Visitor
from crawler.walk.waiting import Unfinished, Waiting

MOST_UNKEPT = 50
"""Documents whose readings are kept together; what a killed crawl loses of them is made again."""

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
        attaching: Attaching,
        reception: Reception,
        mishaps: Mishaps,
        waiting: Waiting,
    ) -> None:
        self._portal = portal
        self._store = store
        self._memory = memory
        self._visitor = visitor
        self._attaching = attaching
        self._reception = reception
        self._mishaps = mishaps
        self._reading: PageReading | None = None
        self._readings: dict[str, PageReading] = {}
        self.unfinished = waiting

    def record(
        self, arrival: Arrival, page: Page | None, parts: Sequence[Page] = (), certain: bool = False
    ) -> Change | None:
        """Store what a visit brought, attachments first, together with the visit.

        None when it waits for the end of the run: it may not be the document's own (never when `certain`), or
        others came in place of its files.
        Raises LayoutChanged when it holds no document, or no text where there was one.
        `page` is None for a file; `parts` are the further pages of the article.
        """
        visit = arrival.visit
        self._reading = None
        held = self._memory.of(visit.url).document
        same = held is not None and _is_same(held, visit) and not any(part.fresh for part in arrival.parts)
        if same and held is not None:
            self._reception.answered(visit.url)
            files = self._attaching.attach(held.attachments, held, visit.url)
            waits = self._attaching.replaces(visit.url)
            if files == held.attachments and not (visit.landed or waits):
                self._attaching.read(files, held.id)
                self._memory.save(visit.state)
                return Change.UNCHANGED
        stored = self._as_published(held)
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
        self._attaching.read(document.attachments, stored.id if stored else None)
        return self._keep_or_wait(
            Unfinished(
                document,
                arrival.light(),
                heals,
                there,
                self._reading,
                stored.id if stored else None,
                was_public=stored is not None and stored.withdrawn_at is None,
            )
        )

    def finish(self, url: str, replacements: Sequence[Replacement]) -> Change | None:
        """Store a document that waited, with the files that are taken on; None where it was withdrawn."""
        one = self.unfinished.get(url)
        stored = self._store.get(one.number) if one.number is not None else None
        if one.was_public and (stored is None or stored.withdrawn_at):
            return None
        came = {new.file.url: new.file for new in replacements}
        files = tuple(came.get(file.url, file) for file in one.document.attachments)
        self._attaching.read(files, one.number)
        whole = replace(one, document=replace(one.document, attachments=files))
        return self._keep(whole, [new.state for new in replacements])

    def _keep_or_wait(self, one: Unfinished) -> Change | None:
        if self._attaching.replaces(one.arrival.visit.url):
            self.unfinished.add(one)
            return None
        return self._keep(one)

    def _keep(self, one: Unfinished, of_files: Sequence[PageState] = ()) -> Change:
        """Store a document, and the visits that it comes from, at the address where it is from now on."""
        visit, document, there = one.arrival.visit, one.document, one.there
        states = [*(part.state for part in one.arrival.parts), *of_files, visit.state]
        if there is None:
            with self._memory.saving(states) as visits:
                change = self._store.put(document, visit.sha256, visits, one.heals)
        else:
            document = replace(document, url=there.url)
            with self._memory.saving([*states, there]) as visits:
                change = self._store.put(document, visit.sha256, visits, one.heals, left=visit.url)
            self._memory.moved(visit.url, there.url)
        # Kept for stored addresses alone.
        self._note_reading(document.url, one.reading)
        return change

    def _stands_elsewhere(self, arrival: Arrival, came: Document, page: Page) -> tuple[bool, Change | None]:
        """Whether what is new is held at another address, or may be, or waits: the end tells."""
        itself, here = own_address(page), arrival.visit.url
        namesakes = self._reception.namesakes(came, _title(came, page, arrival.entry))
        doubles = (url for url in namesakes if url == itself or may_be_one(url, here))
        double = next((url for url in doubles if self._reception.is_exactly(came, url)), None)
        if double is not None:
            self.fold(arrival.visit, double)
            return True, Change.UNCHANGED
        if namesakes:
            self._reception.may_have_moved(arrival, came, namesakes)
            return True, None
        return self._reception.doubts_strange(arrival, came), None

    def fold(self, visit: Visit, double: str) -> None:
        """A document is held at another of its addresses: from now on this one leads there."""
        self._memory.save(visit.state)
        self._store.fold(visit.url, double)
        self._memory.folded(visit.url)

    def _note_reading(self, url: str, reading: PageReading | None) -> None:
        """Remember how a document was read, if it was; some together are kept a little later."""
        if reading is not None:
            self._readings[url] = reading
        if len(self._readings) >= MOST_UNKEPT:
            self.close()

    def close(self) -> None:
        """Keep how the latest documents were read."""
        readings, self._readings = self._readings, {}
        self._store.page_readings.keep(readings)

    def _stored_at(self, there: PageState | None) -> StoredDocument | None:
        return self._as_published(self._memory.of(there.url).document if there else None)

    def _as_published(self, held: HeldDocument | None) -> StoredDocument | None:
        """As its page said it: what staff corrected is laid over whatever is stored."""
        stored = self._store.get(held.id) if held is not None else None
        return replace(stored, document=self._store.corrections.taken_off(stored)) if stored else None

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
            attachments=self._attaching.attach(
                came.attachments, self._memory.of(visit.url).document, visit.url
            ),
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
        attachment = Attachment(visit.url, title, visit.sha256, media_type(visit), len(visit.body))
        return Document(
            visit.url,
            title,
            agency=self._portal.agency or None,
            published_on=entry.published_on if entry else None,
            attachments=(attachment,),
            portal=self._portal.name,
        )


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
    if listed and _LABELLED.sub("", dense(document.title)) == dense(listed):
        return listed
    if document.title and not (listed and _is_other(document.title, listed, page)):
        return document.title
    if listed:
        return listed
    raise why_not(page, "标题")


_LABELLED = lazy_regex(r"^[\[【〔][^\[\]【】〔〕]{1,10}[省市县区州旗盟镇乡级][\]】〕]")
"""The place that a page puts before a title: [云岭县]."""


def _is_other(title: str, listed: str, page: Page) -> bool:
    """Whether a title, the site's or column's, is none of the listed one, which the page shows."""
    title, listed = "".join(title.split()), "".join(listed.split())
    of_column = title == dense(breadcrumb(page) or "")
    if not of_column and SequenceMatcher(None, title, listed, autojunk=False).ratio() > UNRELATED:
        return False
    return listed in "".join(page.tree.text_content().split())
