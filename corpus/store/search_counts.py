"""How often addresses searched in a minute, over all processes and hosts, by keyed digests of them."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, select

from corpus.store import database, secret_file, staff_schema

_count = staff_schema.search_count

KEPT_MINUTES = 1
"""Behind the present one: clocks of hosts may be as far apart."""

Asker = tuple[str, str]
"""What is asked, and from which address."""


class SearchCounts:
    """Rows live as long as their minute, and a little longer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, minute: int, counts: Mapping[Asker, int], key: Path) -> dict[Asker, int]:
        """Count so many more of each in this minute; how many there are by then, by all.

        `key`: the file of the secret, made when there is none: without it nobody can try addresses against
        the digests. Raises SecretUnusable, StoreError.
        """
        secret = secret_file.read(key)
        marks = {_digest(one, minute, secret): one for one in counts}
        with database.transaction(self._engine, writes=True) as connection:
            _forget(connection, minute)
            wanted = select(_count.c.key, _count.c.count).where(_count.c.minute == minute)
            known = Counter[str]()
            for mark, count in database.rows_with(connection, wanted, marks, _count.c.key):
                known[mark] = count
            totals = {mark: known[mark] + counts[one] for mark, one in marks.items()}
            rows = [{"minute": minute, "key": mark, "count": total} for mark, total in totals.items()]
            database.upsert(connection, _count, rows)
        return {marks[mark]: total for mark, total in totals.items()}

    def forget(self, minute: int) -> None:
        """Drop what is too old in this minute. Raises StoreError."""
        with database.transaction(self._engine, writes=True) as connection:
            _forget(connection, minute)


def _forget(connection: Connection, minute: int) -> None:
    connection.execute(delete(_count).where(_count.c.minute < minute - KEPT_MINUTES))


def _digest(one: Asker, minute: int, secret: bytes) -> str:
    return hmac.new(secret, " ".join((str(minute), *one)).encode(), hashlib.sha256).hexdigest()
