"""The named defences as small edits that take them out: `mutations.toml`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MUTATIONS = Path(__file__).with_name("mutations.toml")


class Stale(Exception):
    """The text before an edit is not in the code, or more than once."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """An edit that takes one defence out."""

    what: str
    """The defence, in words."""
    file: str
    before: str
    """Stands in the file exactly once."""
    after: str
    tests: tuple[str, ...]
    """Those that should notice, as pytest names them; they are run first."""

    def edited(self, root: Path) -> str:
        """The file of a checkout without the defence. Raises Stale."""
        text = (root / self.file).read_text(encoding="utf-8")
        if (count := text.count(self.before)) != 1:
            raise Stale(f"{self.what}: {count} times in {self.file}:\n{self.before}")
        return text.replace(self.before, self.after)

    def room_tests(self, root: Path) -> str:
        """The folder of tests nearest to the room that the edit is in."""
        room = Path(self.file).parent
        while not (root / "tests" / room).is_dir():
            room = room.parent
        return str("tests" / room)


def read() -> list[Mutation]:
    """All of them, in their order."""
    tables = tomllib.loads(MUTATIONS.read_text(encoding="utf-8"))["mutation"]
    return [Mutation(**table | {"tests": tuple(table["tests"])}) for table in tables]
