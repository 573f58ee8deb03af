"""What a look at a portal saw so far, for who asked for it in the browser: a text written page by page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from corpus.clock import age, now
from corpus.errors import ConfigError
from corpus.settings_reader import read_table

SILENT = timedelta(minutes=3)
"""A look of which nothing was heard for so long has ended unseen. A guess."""


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A list of published items."""

    name: str
    url: str
    family: str
    entries: int
    """Of its first page."""
    pages: int | None = None
    latest: str | None = None
    """The newest day of its first page."""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnseenPage:
    """What could not be read, and why."""

    name: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class ProbeState:
    """A look at a portal, whether it goes on or has ended."""

    home: str
    by: str
    started_at: str
    seen_at: str
    """When it gave its last sign of life; moments in ISO 8601."""
    looked_at: int = 0
    at: str = ""
    ended: bool = False
    problem: str = ""
    """One sentence, where nothing came of it."""
    title: str = ""
    family: str = ""
    attachment_hosts: tuple[str, ...] = ()
    columns: tuple[SeenColumn, ...] = ()
    unread: tuple[UnseenPage, ...] = ()
    sample: str = ""
    """The title of a document that reads well."""

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        passed = age(datetime.fromisoformat(self.seen_at))
        return not self.ended and passed is not None and passed < SILENT

    def seen(self, **changes: Any) -> ProbeState:
        """The same, further on."""
        return replace(self, seen_at=now().isoformat(), **changes)


def begun(home: str, by: str) -> ProbeState:
    """Of which nothing is known yet."""
    return ProbeState(home, by, now().isoformat(), now().isoformat())


def written(state: ProbeState) -> str:
    """As it is kept."""
    told = {name: value for name, value in asdict(state).items() if value is not None}
    told["columns"] = [{k: v for k, v in one.items() if v is not None} for one in told["columns"]]
    return json.dumps(told, ensure_ascii=False)


def read(text: str) -> ProbeState | None:
    """None where it cannot be read any more."""
    try:
        return read_table(ProbeState, json.loads(text))
    except (ValueError, ConfigError):
        return None
