"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with what is done and with what there is in all."""


def untold(done: int, total: int) -> None:
    """For work that nobody watches."""
