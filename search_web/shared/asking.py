"""Addresses with parameters, as `url_for` writes them: a page repeats the same words in some thirty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

SAFE = "!$'()*,/:;?@"
"""What stays as it is: https://url.spec.whatwg.org/#percent-encoded-bytes, as Werkzeug has it."""

QUOTED_KEPT = 1_000
"""Values whose quoting is kept, some 300 KB. A guess."""


def asking(path: str, values: Mapping[str, Any]) -> str:
    """The path with these parameters, each a value or a tuple of some; one of None is left out."""
    said = "&".join(
        f"{name}={_quoted(one)}"
        for name, value in values.items()
        if value is not None
        for one in (value if isinstance(value, tuple) else (value,))
    )
    return f"{path}?{said}" if said else path


@lru_cache(maxsize=QUOTED_KEPT)
def _quoted(value: str | int) -> str:
    return quote_plus(str(value), safe=SAFE)
