"""What is posted to a portal."""

from __future__ import annotations

from typing import TypeAlias

Form: TypeAlias = tuple[tuple[str, str], ...]
"""Fields to POST; a single field without a name is a body of JSON."""
