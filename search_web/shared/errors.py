"""What can go wrong when the interface is asked."""

from __future__ import annotations

from corpus.errors import GongkaiError


class Refused(GongkaiError):
    """What was sent cannot be used; carries the HTTP status."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)
