"""Who is signed in, and the links that let somebody in once: by digests of secrets that browsers hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update

from corpus.clock import now
from corpus.store import database, staff_schema
from corpus.store.accounts import Account

_session, _link, _account = staff_schema.staff_session, staff_schema.staff_link, staff_schema.staff_account


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser in which one account is signed in."""

    digest: str
    """SHA-256 of the secret in the cookie."""
    name: str
    address: str
    began_at: datetime
    seen_at: datetime


class Sessions:
    """Of all accounts, in all processes that share the store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, row: SessionRow, older_than: datetime) -> None:
        """Keep a new one; those that began before a time go."""
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(_session).where(_session.c.began_at < older_than))
            connection.execute(insert(_session).values(**asdict(row)))

    def get(self, digest: str) -> tuple[SessionRow, Account] | None:
        """A session with its account; None for one that is not there, or whose account is disabled."""
        with database.transaction(self._engine, writes=False) as connection:
            own = select(_session).where(_session.c.digest == digest)
            found = connection.execute(own).mappings().one_or_none()
            if found is None:
                return None
            theirs = select(_account).where(_account.c.name == found["name"])
            theirs = theirs.where(_account.c.disabled_at.is_(None))
            account = connection.execute(theirs).mappings().one_or_none()
            return (SessionRow(**found), Account(**account)) if account else None

    def touch(self, digest: str) -> None:
        """It was used just now."""
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(update(_session).where(_session.c.digest == digest).values(seen_at=now()))

    def of(self, name: str | None = None) -> list[SessionRow]:
        """Of one account or of all, the latest first."""
        wanted = select(_session).order_by(_session.c.began_at.desc(), _session.c.digest)
        if name is not None:
            wanted = wanted.where(_session.c.name == name)
        with database.transaction(self._engine, writes=False) as connection:
            return [SessionRow(**row) for row in connection.execute(wanted).mappings()]

    def end(self, digest: str, name: str | None = None) -> bool:
        """End one, of this account where one is named; False where there is none."""
        gone = delete(_session).where(_session.c.digest == digest)
        if name is not None:
            gone = gone.where(_session.c.name == name)
        with database.transaction(self._engine, writes=True) as connection:
            return connection.execute(gone).rowcount > 0

    def keep_link(self, digest: str, name: str, until: datetime) -> None:
        """A link that lets an account in once, up to a time; those that are too old go."""
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(_link).where(_link.c.until < now()))
            connection.execute(insert(_link).values(digest=digest, name=name, until=until))

    def use_link(self, digest: str) -> str | None:
        """Whom it lets in, once; None for one that was used, is too old or never was."""
        with database.transaction(self._engine, writes=True) as connection:
            wanted = select(_link.c.name, _link.c.until).where(_link.c.digest == digest)
            found = connection.execute(wanted).one_or_none()
            gone = connection.execute(delete(_link).where(_link.c.digest == digest))
            return found.name if found and gone.rowcount and found.until >= now() else None
