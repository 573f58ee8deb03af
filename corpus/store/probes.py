"""What looks at portals saw, for all machines: one of the shared texts for each portal."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from corpus.clock import age
from corpus.portal_faults import identity
from corpus.probes import ProbeState, read, written
from corpus.store import database, schema

KEPT = timedelta(days=30)
"""After which nobody asks any more what a look saw. A guess."""

BEGINNING = "probe "
"""Of their names."""

DIGITS = 16
"""Of the digest of an address, in its name."""

_text = schema.shared_text


class Probes:
    """By the portal's address; several threads may ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, state: ProbeState) -> None:
        """In the place of what was known of that address. Raises StoreError."""
        row = {"name": _name(state.home), "text": written(state)}
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, _text, [row])

    def known(self, home: str) -> ProbeState | None:
        """What is known of an address; None where nobody looked, or it cannot be read any more."""
        with database.transaction(self._engine, writes=False) as connection:
            named = select(_text.c.text).where(_text.c.name == _name(home))
            text = connection.execute(named).scalar_one_or_none()
        return read(text) if text else None

    def under_way(self) -> int:
        """How many looks go on, whichever machine began them; what was seen long ago is removed."""
        with database.transaction(self._engine, writes=False) as connection:
            every = select(_text.c.name, _text.c.text).where(_text.c.name.startswith(BEGINNING))
            states = {name: read(text) for name, text in connection.execute(every)}
        if old := [name for name, state in states.items() if state is None or _long_ago(state)]:
            with database.transaction(self._engine, writes=True) as connection:
                connection.execute(delete(_text).where(_text.c.name.in_(old)))
        return sum(state is not None and state.running for state in states.values())


def _name(home: str) -> str:
    return BEGINNING + hashlib.sha256(identity(home).encode()).hexdigest()[:DIGITS]


def _long_ago(state: ProbeState) -> bool:
    passed = age(datetime.fromisoformat(state.seen_at))
    return passed is not None and passed > KEPT
