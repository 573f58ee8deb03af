"""What comes for an address is taken on when it is that document's own; else it waits for the run's end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.files import FileStore
from corpus.records import Document, Doubt, Entry, HeldBack, StoredDocument
from corpus.store import HeldDocument, Store
from crawler.extract import extract, is_notice
from crawler.pages.decode import is_garbled
from crawler.pages.page import Page
from crawler.walk.arrivals import Arrival, Case, Newcomer
from crawler.walk.crowd import Crowd
from crawler.walk.likeness import digest, name, same_title, words
from crawler.walk.remnants import ends_at_wall, has_end, is_as_before, is_behind_wall, is_cut_off
from crawler.walk.sameness import (
    belongs,
    continues,
    is_bare,
    is_called,
    is_called_as_listed,
    is_one,
    names_nothing,
    says_exactly,
    shows_exactly,
)
from crawler.walk.sayings import SAID_ALIKE, Sayings
from crawler.walk.usual import Usual


@dataclass(slots=True)
class Reception:
    """The doubts of one run."""

    store: Store
    portal: str
    files: FileStore
    cases: list[Case] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    """The addresses asked for that they came from."""
    newcomers: list[Newcomer] = field(default_factory=list)
    unmoved: list[Newcomer] = field(default_factory=list)
    """Those that came from no other address and say what others say, too."""
    crowd: Crowd = field(default_factory=Crowd)
    strange: set[str | None] = field(default_factory=set)
    """Names of columns that began with nothing that is known: perhaps something else's links."""
    sound: int = 0
    """Stored documents that answered as themselves."""
    remembered: dict[str, HeldBack] = field(init=False)
    """What former runs held back, by address."""
    recovered: set[str] = field(default_factory=set)
    """Addresses of those that answer as they should again."""
    _refused: set[str] = field(init=False)
    """Digests of what former runs held back."""
    misnamed: set[str] = field(default_factory=set)
    """Addresses of new documents that their lists call otherwise."""
    arrived: set[str] = field(default_factory=set)
    """Addresses of documents that were not published before this run."""
    _firsts: dict[str, str] = field(default_factory=dict)
    """By digests of files that new documents are: the first address of each."""
    _notices: set[str] = field(default_factory=set)
    """Addresses of what waits and reads like one."""
    _sayings: Sayings = field(default_factory=Sayings)
    _usual: Usual = field(init=False)

    def __post_init__(self) -> None:
        self.remembered = {answer.url: answer for answer in self.store.held_back.of(self.portal)}
        self._usual = Usual(self.store, self.portal)
        self._refused = {answer.digest for answer in self.remembered.values() if answer.digest}

    def doubts(self, arrival: Arrival, came: Document, held: StoredDocument | None) -> bool:
        """Whether what came may not be the document's own; then it is kept in mind until the end."""
        if held is not None and _is_renamed(arrival, came, held.document):
            self._wait_renamed(arrival, came, held.document)
            return True
        if held is not None and self._wait_remnant(arrival, came, held):
            return True
        if held is not None and self._is_its_own(arrival, came, held):
            return False
        called_so = is_called if arrival.led_away and held is not None else same_title
        before = held.document if held and not self.is_overwritten(held.document.url) else None
        listed_so = called_so(came.title, arrival.entry.title if arrival.entry else arrival.column or "")
        named_so = listed_so or (before is not None and called_so(came.title, before.title))
        keeps_name = before is not None and continues(came.title, before.title)
        if held is not None and listed_so and not keeps_name and self.was_notice(held):
            return False
        garbled = is_garbled(came.text)
        in_template = named_so and _is_notice_in_template(came)
        notice = garbled or in_template or (not named_so and is_notice(came.title, came.text))
        if held is None:
            strange = arrival.column in self.strange
            likely = arrival.entry is not None or is_bare(came)
            walled = ends_at_wall(came)
            notice = walled or (likely and (notice or (strange and is_notice(came.title, came.text))))
            letters = words(came.text)
            refused = digest(letters) in self._refused
            if self._was_said(arrival, came):
                return True
            if named_so and refused and self._is_misnamed_still(arrival, letters):
                self._wait_repeated(arrival, came.title, digest(letters))
                return True
            unlikely = garbled or in_template or walled or (strange and notice)
            if not unlikely and (named_so or not (notice or refused or is_bare(came) or strange)):
                return False
        led_to = arrival.visit.final_url if arrival.led_away else ""
        voice = self.crowd.add(arrival.asked, came.title, came.text, named_so, led_to)
        self.wait(Case(arrival.light(), voice, came.title, held is not None, notice, keeps_name=keeps_name))
        return True

    def doubts_strange(self, arrival: Arrival, came: Document) -> bool:
        """Whether a new document is of a column all of whose entries are new; then it waits until the end."""
        if arrival.column not in self.strange:
            return False
        voice = self.crowd.add_file(arrival.asked, digest("".join(came.text.split())))
        self.wait(Case(arrival.light(), voice, came.title, held=False, notice=False))
        return True

    def _wait_remnant(self, arrival: Arrival, came: Document, held: StoredDocument) -> bool:
        """Whether it is the document's beginning alone, or what it said before; the end tells.

        One that is shown to those who sign in is told like other checks.
        """
        if arrival.led_away or self.is_overwritten(held.document.url):
            return False
        walled = is_behind_wall(came, held.document)
        cut_off = not walled and self._is_cut_off(arrival, came, held)
        if not (walled or cut_off or self._is_as_before(came, held)):
            return False
        voice = self.crowd.add_file(arrival.asked, digest("".join(came.text.split())))
        case = Case(arrival.light(), voice, came.title, True, walled, keeps_name=True)
        self.wait(replace(case, cut_off=cut_off, as_before=not (walled or cut_off)))
        return True

    def _is_cut_off(self, arrival: Arrival, came: Document, held: StoredDocument) -> bool:
        """Not where pages of the portal have no end, as the one before had none."""
        before = held.page_sha256
        if not is_cut_off((arrival.parts or (arrival.visit,))[-1].body, came, held.document):
            return False
        known = bool(before) and not arrival.parts and self.files.is_sound(str(before))
        return not known or has_end(self.files.get(str(before)))

    def _is_as_before(self, came: Document, held: StoredDocument) -> bool:
        if held.version < 2 or not belongs(came, [held.document]):
            return False
        former = self.store.versions(held.id)[1:]
        return is_as_before(came, held.document, (version.document for version in former))

    def _was_said(self, arrival: Arrival, came: Document) -> bool:
        """Whether another new address said the same under another title; then the end tells.

        So waits what a former run held back as the text of several. A column may have one sentence for all.
        """
        if arrival.entry and not is_called_as_listed(came, arrival.entry):
            self.misnamed.add(arrival.visit.url)
        said = digest("".join(came.text.split()))
        known = (
            self._sayings.first(arrival.visit.url, came.title, came.text) if not came.attachments else None
        )
        if known is None:
            return False
        if said in self._refused and not self._is_usual(arrival.column, came):
            self._wait_repeated(arrival, came.title, said)
            return True
        first, group = known
        if first in self._notices:
            self._wait_repeated(arrival, came.title, said)
            return True
        stored = self.store.by_url(first) if first != arrival.visit.url else None
        if stored is None or is_called(stored.document.title, came.title):
            return False
        if self._is_usual(arrival.column, came):
            return False
        self.newcomers.append(Newcomer(arrival.light(), (first,), came.title, group, said))
        return True

    def _is_usual(self, column: str | None, came: Document) -> bool:
        """Whether documents that the column had before this run say the same."""
        return self._usual.has(
            column, came, lambda url: url not in self.arrived and not self.is_overwritten(url)
        )

    def _is_misnamed_still(self, arrival: Arrival, letters: str) -> bool:
        """Whether its list calls otherwise what a former run held back there, or enough of it elsewhere."""
        known = self.remembered.get(arrival.asked)
        again = known is not None and known.digest == digest(letters)
        return arrival.visit.url in self.misnamed and (again or len(letters) >= SAID_ALIKE)

    def _wait_repeated(self, arrival: Arrival, title: str, said: str) -> None:
        voice = self.crowd.add_file(arrival.asked, said)
        self.wait(Case(arrival.light(), voice, title, held=False, notice=False, repeats=True))

    def wait(self, case: Case) -> None:
        """Keep a doubtful arrival in mind until the end."""
        self.waiting.add(case.arrival.asked)
        if case.notice:
            self._notices.add(case.arrival.visit.url)
        self.cases.append(case)

    def waits_again(self, there: str, asked: str, entry: Entry | None, column: str | None) -> bool:
        """Whether a stub leads where an earlier one led, to what waits: then this address does, too."""
        case = next((case for case in self.cases if case.arrival.visit.url == there != asked), None)
        if case is None or case.arrival.asked == asked:
            return False
        arrival = replace(case.arrival, asked=asked, entry=entry, column=column)
        held = self.store.by_url(asked) is not None
        self.wait(replace(case, arrival=arrival, voice=self.crowd.repeat(case.voice, asked), held=held))
        return True

    def _wait_renamed(self, arrival: Arrival, came: Document, held: Document) -> None:
        """What resembles a document and has another name is perhaps one of its kind, sent for several."""
        if says_exactly(came, held):
            voice = self.crowd.add_file(arrival.asked, digest(name(came.title)))
            case = Case(arrival.light(), voice, came.title, True, False, says=voice.digest, renamed=True)
            self.wait(case)
            return
        url = held.url
        voice = self.crowd.add(arrival.asked, came.title, came.text)
        others = (one for one in self.store.visits.of_title(self.portal, came.title) if one != url)
        anothers = any(self.is_exactly(came, one) for one in others)
        says = digest("".join(came.text.split()))
        self.wait(Case(arrival.light(), voice, came.title, True, False, says=says, anothers=anothers))

    def _is_its_own(self, arrival: Arrival, came: Document, held: StoredDocument) -> bool:
        """Whether a document says what it said, or said once; the page that a redirect leads to is perhaps
        another one of much the same words."""
        if arrival.led_away and not is_one(came, held.document):
            return False
        if belongs(came, [held.document]):
            self.answered(held.document.url)
            return True
        if self._belonged(came, held):
            self._is_sound(held.document.url)
            return True
        return False

    def namesakes(self, came: Document, title: str) -> tuple[str, ...]:
        """Where the portal has what is new already: addresses of stored documents that say the same."""
        alike = []
        for url in self.store.visits.of_title(self.portal, title):
            stored = self.store.by_url(url)
            held = self.store.corrections.taken_off(stored) if stored else None
            if held and is_one(came, held) and belongs(came, [held]):
                alike.append(url)
        return tuple(alike)

    def is_exactly(self, came: Document, url: str) -> bool:
        """Whether what is stored there has the very text: what only resembles it may be its second part.

        Of pictures and files, whether both show the same ones.
        """
        stored = self.store.by_url(url)
        return stored is not None and (
            says_exactly(came, stored.document) or shows_exactly(came, stored.document)
        )

    def may_have_moved(self, arrival: Arrival, came: Document, namesakes: tuple[str, ...]) -> None:
        """Have it asked at the end whether what is new left one of these addresses."""
        named_so = arrival.entry is None or is_called_as_listed(came, arrival.entry)
        says = "" if named_so else digest(words(came.text))
        self.newcomers.append(Newcomer(arrival.light(), namesakes, came.title, says))

    def witness(self, page: Page) -> None:
        """A list page without its list shows what documents must not take on."""
        shown = extract(page)
        self.crowd.add(page.url, shown.title, shown.text)

    def doubts_file(self, arrival: Arrival, held: StoredDocument | None) -> bool:
        """Whether another file, or a file in place of a page, came where a document is; until the end.

        So waits a new file that came for another new address, too, or that a former run held back.
        """
        said, asked = arrival.visit.sha256, arrival.asked
        if held is None and said not in self._refused:
            first = self._firsts.setdefault(said, asked)
            if first != asked:
                self.newcomers.append(Newcomer(arrival.light(), (first,), "", said))
            return first != asked
        voice = self.crowd.add_file(asked, said)
        self.wait(Case(arrival.light(), voice, "", held is not None, notice=False, repeats=held is None))
        return True

    def awaits_files(self, held: HeldDocument) -> bool:
        """Whether a file that came for one of a document's was held back; then it is asked for again."""
        known = (self.remembered.get(file.url) for file in held.attachments)
        return any(one is not None and one.kind is Doubt.TEXT for one in known)

    def may_return(self, stored: StoredDocument) -> bool:
        """Whether a withdrawn document is up again as soon as its address answers."""
        return stored.withdrawn_at is None or stored.document.url not in self.remembered

    def is_other(self, page: Page, held: StoredDocument) -> bool:
        """Whether a list came at the address of a document that says something else."""
        return not belongs(extract(page), [held.document])

    def was_notice(self, held: StoredDocument) -> bool:
        """Whether what is stored as a document was a notice all along."""
        before = held.document
        said = is_notice(before.title, before.text) or is_garbled(before.text)
        return said or self.is_overwritten(before.url)

    def answered(self, url: str) -> None:
        """A stored document is as it was, or as a document changes."""
        if not self.is_overwritten(url):
            self._is_sound(url)

    def stored(self, url: str) -> None:
        """What was held back there came as it should."""
        known = self.remembered.get(url)
        if known is not None and known.kind is Doubt.TEXT:
            self.recovered.add(url)

    def _is_sound(self, url: str) -> None:
        self.sound += 1
        if url in self.remembered:
            self.recovered.add(url)

    def is_overwritten(self, url: str) -> bool:
        """Whether what is stored there is a notice that an earlier crawl took for the document."""
        known = self.remembered.get(url)
        return known is not None and known.kind is Doubt.OVERWRITTEN

    def heals(self, came: Document, held: StoredDocument) -> bool:
        """Whether it takes the place of a notice that an earlier crawl took for the document."""
        before = held.document
        if not self.is_overwritten(before.url) and (
            same_title(came.title, before.title) or not is_notice(before.title, before.text)
        ):
            return False
        return not belongs(came, [before])

    def _belonged(self, came: Document, held: StoredDocument) -> bool:
        """Whether the document once said so."""
        if held.version < 2:
            return False
        return belongs(came, (version.document for version in self.store.versions(held.id)[1:]))


def _is_notice_in_template(came: Document) -> bool:
    """Whether a short text under a document's title reads like a notice, and has nothing to do with that."""
    said = not came.attachments and is_notice("", came.text)
    return said and names_nothing(came.title, came.text)


def _is_renamed(arrival: Arrival, came: Document, held: Document) -> bool:
    """Whether a text that changed resembles what is held under a name that neither that nor its list has."""
    if arrival.led_away:
        return False
    listed_so = arrival.entry is not None and is_called_as_listed(came, arrival.entry)
    called_so = is_called(came.title, held.title) or listed_so
    renumbered = came.document_number and held.document_number not in (None, came.document_number)
    return bool(renumbered or not called_so) and belongs(came, [held])
