"""What each kind of database has to bring; `sqlite` and `postgresql` are the two."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus.errors import GongkaiError, StoreError

BUSY_SECONDS = 30
"""How long a writer waits for another; an import commits far more often than that."""

WRITES = "gongkai_writes"
"""The option of a connection whose transactions wait until they are the only ones that write."""


class Dialect(Protocol):
    """One kind of database."""

    @property
    def reading(self) -> Mapping[str, Any]:
        """Options of a connection that sees one state of the store from its first question to its last."""
        ...

    @property
    def writing(self) -> Mapping[str, Any]:
        """Options of a connection that writes."""
        ...

    def connect(self, url: URL) -> Engine:
        """An engine whose connections are set up. Raises StoreError."""
        ...

    def fault(self, error: DBAPIError, url: URL) -> StoreError:
        """The store's error for the driver's."""
        ...

    def faults(self, engine: Engine) -> list[str]:
        """What the database's own check finds, in its own words; nothing where it has none."""
        ...

    def mend(self, connection: Connection) -> None:
        """Make indexes anew from their tables."""
        ...

    def save(self, connection: Connection, target: Path) -> None:
        """Write what a reading transaction sees into a file. Raises BackupFailed, OSError."""
        ...

    def load(self, url: URL, source: Path) -> None:
        """Put what `save` wrote in the place of the database. Raises BackupFailed, OSError."""
        ...

    def lock(self, engine: Engine, name: str, busy: GongkaiError) -> AbstractContextManager[None]:
        """Hold a name until the end of the context or of the process. Raises `busy`, StoreError."""
        ...


def writes(connection: Connection) -> bool:
    """Whether its transactions write."""
    return bool(connection.get_execution_options().get(WRITES, False))
