"""Passwords: which are allowed, and how they are kept.

The rules are those of GB/T 22239-2019, 7.1.4.1, for level 2 (鉴别信息具有复杂度要求并定期更换), with the
figures that assessors look for: eight characters, three of four kinds, not the name.
"""

from __future__ import annotations

import re
import unicodedata
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.lazy_regex import lazy_regex
from corpus.staff.errors import PasswordRefused

SHORTEST = 8
LONGEST = 200
"""Characters; a longer one only costs time. A guess."""

KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
LEAST_KINDS = 3

COMMON = lazy_regex(r"p[a@]ss?w[o0]rd|admin|qwer|1234|abcd|1qaz|gongkai|root|welcome|(.)\1{3}", re.IGNORECASE)
"""What lists of stolen passwords begin with."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with the least that OWASP's Password Storage Cheat Sheet allows: 19 MiB, two passes."""

_NOBODYS = _hasher.hash("nobody's")
"""Looked at for names that do not exist: they take as long as those that do."""

_one_at_a_time = Lock()
"""However many try at once, they take one core and the memory of one."""


def check(password: str, name: str) -> None:
    """Raises PasswordRefused for one that the rules do not allow to this account."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"至少 {SHORTEST} 个字符，至多 {LONGEST} 个")
    if sum(bool(re.search(kind, password)) for kind in KINDS) < LEAST_KINDS:
        raise PasswordRefused("大写字母、小写字母、数字、其他符号，四种中至少要有三种")
    if name.casefold() in password.casefold():
        raise PasswordRefused("不能含有用户名")
    if COMMON.search(password):
        raise PasswordRefused("太常见，别人一猜就中")


def hashed(password: str) -> str:
    """As it is kept."""
    with _one_at_a_time:
        return _hasher.hash(_normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the one that was kept; takes as long where none was."""
    if len(password) > LONGEST:
        return False
    with _one_at_a_time:
        try:
            return _hasher.verify(kept or _NOBODYS, _normal(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> str:
    """However a keyboard composes it (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password)
