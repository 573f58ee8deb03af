"""Whose browser it is that asks: by the secret in its cookie."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from corpus.clock import now
from corpus.errors import StoreError
from corpus.staff.roles import Role
from corpus.store import Store
from corpus.web_settings import StaffSettings

TOUCHED_EVERY = timedelta(minutes=1)
"""How exactly a session remembers when it was last used: each time costs a write. A guess."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody of the staff who is signed in."""

    name: str
    role: Role
    session: str
    """The digest under which the store has it."""
    csrf: str
    """What a form of theirs has to bring along."""
    must_change: bool
    """Whether their password is older than it may be."""

    @property
    def administers(self) -> bool:
        """Whether they may see to accounts, crawls and the audit log."""
        return self.role is Role.ADMINISTRATOR


def digest_of(secret: str) -> str:
    """Under which the store keeps a secret: who reads the store gets in by none."""
    return hashlib.sha256(secret.encode()).hexdigest()


def csrf_token(secret: str) -> str:
    """What only a page sent to this browser can know; it tells nothing of the secret."""
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()


def visitor(store: Store, settings: StaffSettings, secret: str) -> Visitor | None:
    """Who is signed in by this secret; None for a session that is over or never was. Raises StoreError."""
    digest, moment = digest_of(secret), now()
    found = store.sessions.get(digest)
    if found is None:
        return None
    row, account = found
    if row.began_at + timedelta(hours=settings.session_hours) <= moment:
        return None
    if row.seen_at + timedelta(minutes=settings.idle_minutes) <= moment:
        return None
    if row.seen_at + TOUCHED_EVERY <= moment:
        # A store that cannot be written can still be looked at.
        with suppress(StoreError):
            store.sessions.touch(digest)
    age = moment - account.password_set_at if account.password_set_at else timedelta()
    old = bool(settings.password_days) and age > timedelta(days=settings.password_days)
    return Visitor(account.name, Role(account.role), digest, csrf_token(secret), old)
