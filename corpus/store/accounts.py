"""The accounts of staff: names, roles, hashes of passwords."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from corpus.clock import now
from corpus.store import database, staff_schema

_account = staff_schema.staff_account


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the staff."""

    name: str
    role: str
    """`editor` or `administrator`: `corpus.staff.roles`."""
    made_at: datetime
    password_hash: str | None = None
    """None: only links made on the machine let them in."""
    password_set_at: datetime | None = None
    disabled_at: datetime | None = None
    signed_in_at: datetime | None = None


class Accounts:
    """By name. One is never deleted, only disabled: the audit log names it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Account]:
        """By name."""
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(select(_account).order_by(_account.c.name)).mappings()
            return [Account(**row) for row in rows]

    def get(self, name: str) -> Account | None:
        """The one of this name, disabled or not."""
        with database.transaction(self._engine, writes=False) as connection:
            row = connection.execute(select(_account).where(_account.c.name == name)).mappings().one_or_none()
            return Account(**row) if row else None

    def add(self, account: Account) -> bool:
        """False where there is one of this name already."""
        with database.transaction(self._engine, writes=True) as connection:
            known = select(_account.c.name).where(_account.c.name == account.name)
            if connection.execute(known).one_or_none():
                return False
            connection.execute(insert(_account).values(**asdict(account)))
            return True

    def set_password(self, name: str, password_hash: str) -> bool:
        """Also ends every session and link of the account. False where there is no such account."""
        return self._change(name, {"password_hash": password_hash, "password_set_at": now()}, ends=True)

    def set_disabled(self, name: str, disabled: bool) -> bool:
        """Also ends every session and link of the account. False where there is no such account."""
        return self._change(name, {"disabled_at": now() if disabled else None}, ends=True)

    def set_signed_in(self, name: str) -> None:
        """Remember when somebody last signed in."""
        self._change(name, {"signed_in_at": now()}, ends=False)

    def _change(self, name: str, values: dict[str, Any], ends: bool) -> bool:
        with database.transaction(self._engine, writes=True) as connection:
            done = connection.execute(update(_account).where(_account.c.name == name).values(**values))
            if ends:
                for table in (staff_schema.staff_session, staff_schema.staff_link):
                    connection.execute(delete(table).where(table.c.name == name))
            return done.rowcount > 0
