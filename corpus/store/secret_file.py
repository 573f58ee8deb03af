"""A random secret in a file of its owner's."""

from __future__ import annotations

import secrets
from pathlib import Path

from corpus.atomic_file import OWNER, write_once, write_whole
from corpus.disk_faults import fault_of
from corpus.errors import SecretUnusable

SECRET_BYTES = 32
"""As long as the digests made with it (RFC 2104, 3)."""


def read(path: Path) -> bytes:
    """The secret, made when there is none. Raises SecretUnusable where the file holds no such, StoreError."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_once(path, secrets.token_bytes(SECRET_BYTES), OWNER)
        found = path.read_bytes()
    except OSError as error:
        raise fault_of(error, path) from error
    if len(found) != SECRET_BYTES:
        raise SecretUnusable(str(path))
    return found


def is_usable(path: Path) -> bool:
    """Whether there is a secret, or none yet. Raises StoreError."""
    try:
        return not path.exists() or path.stat().st_size == SECRET_BYTES
    except OSError as error:
        raise fault_of(error, path) from error


def replace(path: Path) -> None:
    """A new secret in place of what the file holds. Raises StoreError."""
    try:
        write_whole(path, secrets.token_bytes(SECRET_BYTES), OWNER)
    except OSError as error:
        raise fault_of(error, path) from error
