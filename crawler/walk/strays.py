"""Documents that stand in another column than their own: those that left their own one move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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

    def doubtful(self, columns: Sequence[Column], due: set[str]) -> set[str | None]:
        """Names of columns to be read to their ends, too: their documents are not among the first entries.

        They stand in a column that was due to be read to its end, or grew by more than what is new.
        """
        grown = {column.url for column in columns if self._growth(column) > column.new}
        read = {column.url for column in columns if column.is_complete}
        return {own for _, own, other in self._gone(columns) if other in read & (grown | due)}

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
            held = sum(self.entries.get(column.url, 0) for column in of_that_name)
            spared = max(FEW, self.run.settings.withdrawn_share * held)
            if not of_that_name or len(documents) <= left[own] + spared:
                moved += self.run.store.refile(documents)
        return moved

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
