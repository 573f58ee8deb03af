"""The token of a program that asks: `Authorization: Bearer …` (RFC 6750, 2.1)."""

from __future__ import annotations

import hashlib
import hmac

from flask import Request


def brings(request: Request, token: str) -> bool:
    """Whether the request brings the token; compared by digests, in the same time whatever it brings."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    # A header arrives as Latin-1, whatever its bytes are (PEP 3333).
    brought = hashlib.sha256(given.strip().encode("latin-1", "replace")).digest()
    same = hmac.compare_digest(brought, hashlib.sha256(token.encode()).digest())
    return same and scheme.lower() == "bearer"
