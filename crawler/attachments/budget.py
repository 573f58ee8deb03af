"""What one reading may cost, and the ways in which it ends early."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Unreadable(Exception):
    """The file gives no text; a subclass says why."""


class Encrypted(Unreadable):
    """A password is needed."""


class Unsupported(Unreadable):
    """A kind of file that we do not read."""


class Broken(Unreadable):
    """The file is not what its kind says."""


class LimitReached(Exception):
    """Enough was read; what came before counts."""


MOST_STEPS = 300_000
"""Paragraphs and the like, empty ones too: more than ten thousand pages have. A guess."""


MOST_SCANS = 2_000
"""Pages and pictures without text that are noted of one file. A guess."""


@dataclass(slots=True)
class Budget:
    """Counts what a reading uses; its methods raise LimitReached."""

    characters: int
    pages: int
    depth: int
    unpacked_bytes: int
    steps: int = MOST_STEPS
    hidden: int = 0
    """Rows, columns, sheets and runs of text that the file hides, and that were left out."""
    cut: bool = False
    """Something was too large to be read whole."""
    damaged: bool = False
    """A sheet or slide of it could not be read, or not to its end."""
    page_count: int = 0
    lines: list[str] = field(default_factory=list)
    has_pictures: bool = False
    """Whether there is anything in it that a machine might read."""
    scans: dict[int, int] = field(default_factory=dict)
    """Pages and pictures without text: their places in the file, and how many lines stand before each."""
    within: int = 0
    """Files around the one that is being read."""

    def line(self, text: str) -> None:
        """Keep a line of text, if it says something; cells stay apart by tabs."""
        self._keep("\t".join(map(_on_one_line, text.split("\t"))).strip("\t"))

    def row(self, cells: Iterable[str]) -> None:
        """Keep a row of a table, if it says something; empty cells keep the others in their columns."""
        clean = "\t".join(map(_on_one_line, cells))
        self._keep(clean if clean.strip("\t") else "")

    def _keep(self, clean: str) -> None:
        if not clean:
            return
        if len(clean) >= self.characters:
            self.lines.append(clean[: self.characters])
            raise LimitReached
        self.characters -= len(clean)
        self.lines.append(clean)

    def page(self) -> None:
        """Begin a page, a sheet or a member."""
        if self.page_count >= self.pages:
            raise LimitReached
        self.page_count += 1

    def picture(self, page: int | None = None) -> None:
        """Note a picture; `page` is its place where a machine can get at it, among pages or pictures."""
        self.has_pictures = True
        if page is not None and not self.within and len(self.scans) < MOST_SCANS:
            self.scans.setdefault(page, len(self.lines))

    def unpacked(self, size: int) -> None:
        """Count decompressed bytes."""
        self.unpacked_bytes -= size
        if self.unpacked_bytes < 0:
            raise LimitReached

    def step(self) -> None:
        """Count a paragraph, a row or the like, whether it says something or not."""
        self.steps -= 1
        if self.steps < 0:
            raise LimitReached

    @contextmanager
    def aside(self) -> Iterator[list[str]]:
        """Collect what is read within on lines of their own."""
        lines, self.lines = self.lines, []
        try:
            yield self.lines
        except LimitReached:
            lines += self.lines
            raise
        finally:
            self.lines = lines

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Read a file within a file. Raises Unsupported where it lies too deep, which costs it alone."""
        if self.depth <= 0:
            self.cut = True
            raise Unsupported
        self.depth -= 1
        self.within += 1
        try:
            yield
        finally:
            self.depth += 1
            self.within -= 1


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


ReadMember = Callable[[bytes, Budget], None]
"""Reads a file within a file."""
