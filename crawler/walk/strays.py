"""Documents that stand in another column than their own: those that left their own one move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.addresses import identity
from corpus.records import Entry
from crawler.walk.column import Column
from crawler.walk.run import Run

FEW = 4
"""Documents that may leave a column though none that lists them grew, whatever their share. A guess."""


@dataclass(slots=True)
class Strays:
    """What the lists of one run tell of the columns of documents."""

    run: Run
    entries: Mapping[str, int]
    """How many entries each column had, by its address."""
    heads: Mapping[str, Sequence[str]]
    """Entries of the pages that are always read, by the address of the column, as these were before."""
    _found: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    """By the address of a document: its own column, and the address of the first other one that lists it."""
    _listed_otherwise: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the address of a column: documents that it lists at addresses which they left."""
    _unknown: dict[str, str] = field(default_factory=dict)
    """By addresses at which no document was: the address of the first column that lists them."""

    def sight(self, column: Column, entries: Sequence[Entry]) -> None:
        """Note which entries of a page are documents of other columns."""
        for entry in entries:
            if identity(entry.url) not in column.found:
                self._listed_otherwise[column.url].add(identity(entry.url))
            if self.run.memory.of(entry.url).document is None:
                self._unknown.setdefault(entry.url, column.url)
            else:
                self._sight(entry.url, column.name, column.url)

    def recognise(self, columns: Sequence[Column]) -> None:
        """Note which of the new entries turned out to be documents of other columns, at new addresses."""
        names = {column.url: column.name for column in columns}
        for url in self.run.memory.left:
            if url in self._unknown:
                self._sight(url, names[self._unknown[url]], self._unknown[url])

    def _sight(self, url: str, name: str | None, column: str) -> None:
        held = self.run.memory.of(url).document
        if held is None or held.withdrawn_at is not None or held.portal != self.run.portal.name:
            return
        if held.column != name:
            self._found.setdefault(url, (held.column, column))

    def lost(self, columns: Sequence[Column]) -> set[str]:
        """Addresses of columns that lack a document where it stood, and no other one is known to list it.

        Where half of what a column begins with is not there, that is no sign of single documents.
        """
        found = set()
        for column in columns:
            departed = self._departed(column)
            few = 2 * len(departed) <= len(self.heads.get(column.url, ()))
            if few and departed - self._found.keys():
                found.add(column.url)
        return found

    def doubtful(self, columns: Sequence[Column], due: set[str]) -> set[str | None]:
        """Names of columns to be read to their ends, too: their documents are not among the first entries.

        They stand in a column that was due to be read to its end, or grew by more than what is new; or are
        new at the beginning of one; or left the beginning of their own.
        """
        grown = {column.url for column in columns if self._growth(column) > column.new}
        read = {column.url for column in columns if column.is_complete}
        moved = {url for column in columns for url in self._departed(column) | self._came(column)}
        return {
            own for url, own, other in self._gone(columns) if url in moved or other in read & (grown | due)
        }

    def uncounted(self, columns: Sequence[Column]) -> set[str]:
        """Addresses of columns to be read to their ends: they list some of what left another one.

        More left that than they are known to list, or so much that they must have grown by it.
        """
        left, gone = self.left(columns), list(self._gone(columns))
        found = Counter(own for _, own, _ in gone)
        shrunk = Counter[str | None]()
        for column in columns:
            shrunk[column.name] -= self._growth(column)
        much = {own for own in found if found[own] > left[own] + self._spared(own, columns)}
        much |= {own for own in found if shrunk[own] > found[own]}
        return {other for _, own, other in gone if own in much}

    def _departed(self, column: Column) -> set[str]:
        """Documents of a column that stood among its first entries, and were not met in it now."""
        if column.name in self.run.reception.strange | self.run.broken:
            return set()
        places = self._present(self.heads.get(column.url, ()))
        listed = column.found | self._listed_otherwise[column.url]
        return {url for url in places if identity(url) not in listed and self._is_of(url, column.name)}

    def _is_of(self, url: str, name: str | None) -> bool:
        """Whether a published document of the portal is there, and of that column."""
        known = self.run.memory.of(url)
        held = known.document
        if held is None or held.withdrawn_at is not None or known.page.missing_since is not None:
            return False
        return held.portal == self.run.portal.name and held.column == name

    def _came(self, column: Column) -> set[str]:
        """What stands on the first page of a column, and did not among its first entries before."""
        before = self.heads.get(column.url)
        if before is None:
            return set()
        return self._present(url for page, url in column.places if page == 1) - self._present(before)

    def _present(self, urls: Iterable[str]) -> set[str]:
        """Where documents are now; the store is asked for all together."""
        wanted = set(urls)
        self.run.recall(wanted)
        return {self.run.present(url) for url in wanted}

    def left(self, columns: Sequence[Column]) -> Counter[str | None]:
        """How many documents left each column, as far as those that list them now grew by as many."""
        grown = {column.url: self._growth(column) for column in columns}
        left: Counter[str | None] = Counter()
        for _, own, other in self._gone(columns):
            if grown[other] > 0:
                grown[other] -= 1
                left[own] += 1
        return left

    def move(self, columns: Sequence[Column]) -> int:
        """Put documents into the column that lists them, when their own was read to its end without them."""
        names = {column.url: column.name for column in columns}
        moving: dict[str | None, dict[str, str]] = defaultdict(dict)
        for url, own, other in self._gone(columns):
            moving[own][url] = names[other] or other
        left = self.left(columns)
        moved = 0
        paused = {column.name for column in self.run.portal.column if column.paused}
        for own, documents in moving.items():
            if own in paused:
                continue
            of_that_name = [column for column in columns if column.name == own]
            if own in self.run.broken or not all(column.is_complete for column in of_that_name):
                continue
            if not of_that_name or len(documents) <= left[own] + self._spared(own, columns):
                moved += self.run.store.refile(documents)
        return moved

    def _spared(self, own: str | None, columns: Sequence[Column]) -> float:
        """How many may leave a column whatever those grew by that list them."""
        held = sum(self.entries.get(column.url, 0) for column in columns if column.name == own)
        return max(FEW, self.run.settings.withdrawn_share * held)

    def _gone(self, columns: Sequence[Column]) -> Iterator[tuple[str, str | None, str]]:
        """Documents that no page of their own column names, as far as it was read.

        A page that begins with nothing that is known is perhaps not the column's: nothing left it.
        """
        listed: dict[str | None, set[str]] = defaultdict(set)
        for column in columns:
            listed[column.name] |= column.found | self._listed_otherwise[column.url]
        for url, (own, other) in self._found.items():
            if own in self.run.reception.strange:
                continue
            left = self.run.memory.left.get(url, url)
            if listed[own].isdisjoint((identity(url), identity(left))):
                yield url, own, other

    def _growth(self, column: Column) -> int:
        return len(column.found) - self.entries.get(column.url, 0) if column.is_complete else 0
