"""A word of damage that somebody met in a folder: whoever writes there next reads everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import IndexBroken, IndexBrokenUnnoted

SUSPECT = "SUSPECT"


class Suspicion:
    """Of the files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def _path(self) -> Path:
        return self._folder / SUSPECT

    @contextmanager
    def noticing(self, is_current: Callable[[], bool]) -> Iterator[None]:
        """Leave a word of damage that is met; what a commit has cleaned up is none.

        Raises IndexBrokenUnnoted where the word cannot be left.
        """
        try:
            yield
        except IndexBroken as broken:
            if self._holds(is_current):
                try:
                    self._path.write_text(broken.detail, encoding="utf-8")
                except OSError as error:
                    raise IndexBrokenUnnoted(broken.detail) from error
            raise

    def word(self) -> str | None:
        """What damage somebody met."""
        try:
            return self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def clear(self) -> None:
        """Everything was read and is whole, or was made anew."""
        with suppress(OSError):
            self._path.unlink()

    def _holds(self, is_current: Callable[[], bool]) -> bool:
        try:
            return is_current()
        except IndexBroken:
            return False  # whoever writes next notices that
