"""Past queries, as counts only: no address, no time; words only once they are nobody's own."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, delete, insert, or_, select

from corpus.lazy_regex import lazy_regex
from corpus.store import database, schema, secret_file, staff_schema

LONGEST = 40
"""Characters of a query that is counted; longer ones tell somebody's own story. A guess."""

MOST_DIGITS = 6
"""Identity cards, telephones and bank accounts have more, local numbers of telephones seven."""

_DIGITS = lazy_regex(rf"(?:\d\D*){{{MOST_DIGITS + 1}}}|[\d〇零一二三四五六七八九]{{{MOST_DIGITS + 1}}}")
"""More digits than that in all, or with Chinese numerals in a row."""

_SEPARATOR = lazy_regex(r"[\W_]+")
Asking = tuple[int, str]
"""The number of a span of time, and a query that was asked in it."""

_MAIL = lazy_regex(r"[^\s@]+@[^\s@]+")


class PastQueries:
    """Counts of queries that found something, or in a table of their own of those that found nothing."""

    def __init__(self, engine: Engine, table: Table = schema.past_query) -> None:
        self._engine = engine
        self._table = table

    def add(self, counts: Mapping[str, int], threshold: int, key: Path) -> None:
        """Add askings of normalised queries; those that reach `threshold` in all are kept in words.

        `key`: the file of the secret, made when there is none: without it nobody can try words against the
        digests. What may be personal is not counted. Raises SecretUnusable, StoreError.
        """
        if not any(map(countable, counts)):
            return
        secret = secret_file.read(key)
        with database.transaction(self._engine, writes=True) as connection:
            _add(connection, self._table, counts, threshold, secret)

    def count_once(self, askings: Iterable[Asking], now: int, threshold: int, key: Path) -> frozenset[str]:
        """Add askings that nobody counted yet, on whatever host; what was counted a moment ago, as digests.

        Those are of the span `now` and its neighbours, since clocks differ; older ones are forgotten.
        `threshold` and `key` as for `add`. Raises SecretUnusable, StoreError.
        """
        wanted = [asking for asking in askings if countable(asking[1])]
        table = schema.past_asking
        with database.transaction(self._engine, writes=False) as connection:
            held = dict(connection.execute(select(table.c.digest, table.c.span)).tuples().all())
        if not wanted and all(abs(span - now) <= 1 for span in held.values()):
            return frozenset(held)
        secret = secret_file.read(key) if wanted else b""
        own = "" if self._table is schema.past_query else f"{self._table.name} "
        marks = {_digest(f"{own}{span} {query}", secret): (span, query) for span, query in wanted}
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(table).where(or_(table.c.span < now - 1, table.c.span > now + 1)))
            kept = set(connection.execute(select(table.c.digest)).scalars())
            fresh = {mark: asking for mark, asking in marks.items() if mark not in kept}
            lately = {mark: span for mark, (span, _) in fresh.items() if span >= now - 1}
            if lately:
                rows = [{"digest": mark, "span": span} for mark, span in lately.items()]
                connection.execute(insert(table), rows)
            counts = Counter(query for _, query in fresh.values())
            _add(connection, self._table, counts, threshold, secret)
        return frozenset(kept | lately.keys())

    def renew_key(self, key: Path) -> None:
        """Drop what was counted under an unusable secret, and make a new one. Raises StoreError."""
        # First the digests, then the key: whatever comes between, none outlives the key it was made with.
        with database.transaction(self._engine, writes=True) as connection:
            if not secret_file.is_usable(key):
                for counted in (schema.past_query, staff_schema.unanswered_query):
                    connection.execute(delete(counted))
        with database.transaction(self._engine, writes=True):
            if not secret_file.is_usable(key):
                secret_file.replace(key)

    def kept(self, threshold: int) -> list[tuple[str, int]]:
        """Queries that were asked at least so often, with their counts."""
        table = self._table.c
        wanted = select(table.query, table.count).where(table.query.is_not(None), table.count >= threshold)
        wanted = wanted.order_by(table.query)
        with database.transaction(self._engine, writes=False) as connection:
            return [(query, count) for query, count in connection.execute(wanted)]

    def forget(self, query: str) -> bool:
        """Begin anew with a query that is kept in words; False where there is none."""
        with database.transaction(self._engine, writes=True) as connection:
            gone = connection.execute(delete(self._table).where(self._table.c.query == query))
            return bool(gone.rowcount)


def _add(
    connection: Connection, table: Table, counts: Mapping[str, int], threshold: int, secret: bytes
) -> None:
    asked = {_digest(query, secret): query for query in counts if countable(query)}
    wanted = select(table.c.digest, table.c.count, table.c.query)
    rows = database.rows_with(connection, wanted, asked, table.c.digest)
    former = {digest: (count, words) for digest, count, words in rows}
    changed = []
    for digest, query in asked.items():
        before, words = former.get(digest, (0, None))
        count = before + counts[query]
        kept = query if count >= threshold else words
        changed.append({"digest": digest, "count": count, "query": kept})
    database.upsert(connection, table, changed)


def countable(query: str) -> bool:
    """Whether a query is short and shows nothing that may be personal."""
    if not 0 < len(query) <= LONGEST or _MAIL.search(query):
        return False
    return not _DIGITS.search(_SEPARATOR.sub("", query))


def _digest(query: str, secret: bytes) -> str:
    return hmac.new(secret, query.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
