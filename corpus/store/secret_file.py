"""A random secret in a file of its owner's."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from corpus.errors import SecretUnusable, StoreError

SECRET_BYTES = 32
"""As long as the digests made with it (RFC 2104, 3)."""


def read(path: Path) -> bytes:
    """The secret, made when there is none. Raises SecretUnusable where the file holds no such, StoreError."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            made = _write_beside(path)
            # Whole or not at all, and the first process that comes.
            with suppress(FileExistsError):
                os.link(made, path)
            made.unlink()
        found = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}：{error.strerror}") from error
    if len(found) != SECRET_BYTES:
        raise SecretUnusable(str(path))
    return found


def is_usable(path: Path) -> bool:
    """Whether there is a secret, or none yet. Raises StoreError."""
    try:
        return not path.exists() or path.stat().st_size == SECRET_BYTES
    except OSError as error:
        raise StoreError(f"{path}：{error.strerror}") from error


def replace(path: Path) -> None:
    """A new secret in place of what the file holds. Raises StoreError."""
    try:
        os.replace(_write_beside(path), path)
    except OSError as error:
        raise StoreError(f"{path}：{error.strerror}") from error


def _write_beside(path: Path) -> Path:
    made = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return made
