"""Past queries, as counts only: no address, no time; words only once they are nobody's own."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, insert, select, update

from corpus.errors import StoreError
from corpus.store import database, schema

KEY_FILE = "past-queries.key"
"""Beside the store: without it nobody can try words against the digests."""

KEY_BYTES = 32
"""As long as the digests (RFC 2104, 3)."""

LONGEST = 40
"""Characters of a query that is counted; longer ones tell somebody's own story. A guess."""

MOST_DIGITS = 6
"""Identity cards, telephones and bank accounts have more, local numbers of telephones seven."""

_DIGITS = re.compile(rf"(?:\d\D*){{{MOST_DIGITS + 1}}}|[\d〇零一二三四五六七八九]{{{MOST_DIGITS + 1}}}")
"""More digits than that in all, or with Chinese numerals in a row."""

_SEPARATOR = re.compile(r"[\W_]+")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")


class PastQueries:
    """Counts of queries that found something."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._key: bytes | None = None

    def add(self, counts: Mapping[str, int], threshold: int) -> None:
        """Add askings of normalised queries; those that reach `threshold` in all are kept in words.

        What may be personal is not counted. Raises StoreBusy when another process writes for too long.
        """
        by_digest = {self._digest(query): (query, n) for query, n in counts.items() if countable(query)}
        if not by_digest:
            return
        table = schema.past_query
        with database.transaction(self._engine, writes=True) as connection:
            for digest, (query, asked) in by_digest.items():
                known = connection.execute(select(table.c.count).where(table.c.digest == digest)).scalar()
                values = {"count": (known or 0) + asked}
                words = {"query": query} if values["count"] >= threshold else {}
                if known is None:
                    connection.execute(insert(table).values(digest=digest, **values, **words))
                else:
                    change = update(table).where(table.c.digest == digest)
                    connection.execute(change.values(**values, **words))

    def kept(self, threshold: int) -> list[tuple[str, int]]:
        """Queries that were asked at least so often, with their counts."""
        table = schema.past_query.c
        wanted = select(table.query, table.count).where(table.query.is_not(None), table.count >= threshold)
        with database.transaction(self._engine, writes=False) as connection:
            return [(query, count) for query, count in connection.execute(wanted)]

    def _digest(self, query: str) -> str:
        if self._key is None:
            self._key = _key(Path(str(self._engine.url.database)).with_name(KEY_FILE))
        return hmac.new(self._key, query.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def countable(query: str) -> bool:
    """Whether a query is short and shows nothing that may be personal."""
    if not 0 < len(query) <= LONGEST or _MAIL.search(query):
        return False
    return not _DIGITS.search(_SEPARATOR.sub("", query))


def _key(path: Path) -> bytes:
    """The secret of this store, made when there is none, readable by its owner alone. Raises StoreError."""
    try:
        if not path.exists():
            made = path.with_name(f"{path.name}.{os.getpid()}")
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
            # Whole or not at all, and the first process that comes.
            with suppress(FileExistsError):
                os.link(made, path)
            made.unlink()
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}：{error.strerror}") from error
