"""What came for an address, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.records import Entry
from crawler.walk.crowd import Voice
from crawler.walk.likeness import name
from crawler.walk.visit import Visit


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was asked for, and what came."""

    visit: Visit
    parts: tuple[Visit, ...]
    entry: Entry | None
    """As a list names it."""
    column: str | None
    asked: str
    """The address that led here."""

    @property
    def led_away(self) -> bool:
        """Whether another page came than the one that was asked for."""
        asked, came = urlsplit(self.asked), urlsplit(self.visit.final_url)
        return (asked.path, asked.query) != (came.path, came.query)

    def light(self) -> Arrival:
        """Without the bodies, which are in the file store."""
        parts = tuple(replace(part, body=b"") for part in self.parts)
        return replace(self, visit=replace(self.visit, body=b""), parts=parts)


@dataclass(frozen=True, slots=True)
class Case:
    """An arrival that is doubtful."""

    arrival: Arrival
    voice: Voice
    title: str
    held: bool
    """Whether a document is stored there that it would replace."""
    notice: bool
    """Whether it reads like a notice."""
    repeats: bool = False
    """Whether several new addresses say the same, which none of them is called."""
    says: str = ""
    """A digest of the very text, where it resembles what is held and is called otherwise."""
    anothers: bool = False
    """Whether another document of the portal has that very text."""
    keeps_name: bool = False
    """Whether it is called as what is held is."""
    renamed: bool = False
    """Whether only its name is another one, which no list has."""
    cut_off: bool = False
    """Whether it is the beginning of what is held."""
    as_before: bool = False
    """Whether it is what the document said before."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new document that perhaps only left another address."""

    arrival: Arrival
    namesakes: tuple[str, ...]
    """Addresses of stored documents that say the same."""
    title: str = ""
    says: str = ""
    """Where its list calls it otherwise, or others say so, too: a digest, the same for what is alike."""
    itself: str = ""
    """A digest of its own text, where what is alike may differ."""

    @property
    def called(self) -> str:
        """What its list, or else the page itself, calls it."""
        entry = self.arrival.entry
        return name(entry.title if entry else self.title) or self.arrival.asked
