"""How often addresses searched in a minute, over all processes and hosts, by digests of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Engine, delete, select

from corpus.store import database, staff_schema

_count = staff_schema.search_count

KEPT_MINUTES = 1
"""Behind the present one: clocks of hosts may be as far apart."""


class SearchCounts:
    """Rows live as long as their minute, and a little longer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, minute: int, counts: Mapping[str, int]) -> dict[str, int]:
        """Count so many more under each key in this minute; how many there are by then, by all."""
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(_count).where(_count.c.minute < minute - KEPT_MINUTES))
            wanted = select(_count.c.key, _count.c.count).where(_count.c.minute == minute)
            known = Counter[str]()
            for key, count in database.rows_with(connection, wanted, counts, _count.c.key):
                known[key] = count
            totals = {key: known[key] + count for key, count in counts.items()}
            rows = [{"minute": minute, "key": key, "count": total} for key, total in totals.items()]
            database.upsert(connection, _count, rows)
        return totals
