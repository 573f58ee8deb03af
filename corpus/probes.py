"""What a look at a portal saw so far, for who asked for it in the browser: a file written page by page."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from corpus.atomic_file import write_whole
from corpus.clock import age, now
from corpus.config import Config
from corpus.errors import ConfigError
from corpus.portal_faults import identity
from corpus.settings_reader import read_table

SILENT = timedelta(minutes=3)
"""A look of which nothing was heard for so long has ended unseen. A guess."""

KEPT = timedelta(days=30)
"""After which nobody asks any more what a look saw. A guess."""

NAME_CHARACTERS = 16


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


def keep(config: Config, state: ProbeState) -> None:
    """In the place of what was known of that address. Raises OSError."""
    config.probes_path.mkdir(parents=True, exist_ok=True)
    told = {name: value for name, value in asdict(state).items() if value is not None}
    told["columns"] = [{k: v for k, v in one.items() if v is not None} for one in told["columns"]]
    write_whole(_path(config, state.home), json.dumps(told, ensure_ascii=False).encode())


def known(config: Config, home: str) -> ProbeState | None:
    """What is known of an address; None where nobody looked, or it cannot be read any more."""
    return _state(_path(config, home))


def _state(path: Path) -> ProbeState | None:
    try:
        table = json.loads(path.read_bytes())
        return read_table(ProbeState, table)
    except (OSError, ValueError, ConfigError):
        return None


def under_way(config: Config) -> int:
    """How many looks go on, whichever process began them; what was seen long ago is removed."""
    running = 0
    for path in config.probes_path.glob("*.json"):
        with suppress(OSError):
            silent = age(datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)) or timedelta()
            if silent > KEPT:
                path.unlink()
            elif silent < SILENT:
                state = _state(path)
                running += state is not None and state.running
    return running


def _path(config: Config, home: str) -> Path:
    digest = hashlib.sha256(identity(home).encode()).hexdigest()[:NAME_CHARACTERS]
    return config.probes_path / f"{digest}.json"
