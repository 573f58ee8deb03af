"""How often signing in failed of late, by digests of who tried what from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from corpus.clock import now
from corpus.store import database, staff_schema

_failure = staff_schema.sign_in_failure

FORGOTTEN_AFTER = timedelta(days=1)
"""Without a further failure. A guess."""


class SignInFailures:
    """Counted before a password is looked at, so that many tries at once count like many in a row."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, delays: Mapping[str, Sequence[timedelta]]) -> datetime | None:
        """Count a try under each key, unless one of them must wait: then until when, and nothing is counted.

        `delays`: under each key the waits behind the first, second, … failure; the last goes for later ones.
        """
        moment = now()
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(_failure).where(_failure.c.last_at < moment - FORGOTTEN_AFTER))
            rows = database.rows_with(connection, select(_failure), delays, _failure.c.key)
            known: dict[str, tuple[int, datetime]] = {key: (count, last) for key, count, last in rows}
            free = [last + _wait(delays[key], count) for key, (count, last) in known.items()]
            if free and max(free) > moment:
                return max(free)
            changed = [
                {"key": key, "count": known.get(key, (0, moment))[0] + 1, "last_at": moment} for key in delays
            ]
            database.upsert(connection, _failure, changed)
        return None

    def forgive(self, keys: Sequence[str], wholly: Sequence[str]) -> None:
        """The try was none of a guesser: take one off each of `keys`, and all off each of `wholly`."""
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(_failure).where(_failure.c.key.in_(list(wholly))))
            one_less = _failure.update().where(_failure.c.key.in_(list(keys)), _failure.c.count > 0)
            connection.execute(one_less.values(count=_failure.c.count - 1))


def _wait(delays: Sequence[timedelta], failures: int) -> timedelta:
    return delays[min(failures, len(delays)) - 1] if failures else timedelta()
