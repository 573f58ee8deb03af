"""What is published already of a posting."""

from __future__ import annotations

from typing import Any

from indexer.duplicates import Counterpart, Posting
from indexer.errors import CannotCompare
from search_web.shared.errors import Refused
from search_web.shared.services import services

MOST = 10
"""Counterparts that one answer holds. A guess: more are copies of the same."""


def find(posting: Posting, leave_out: int | None = None) -> list[Counterpart]:
    """The likely counterparts, best first, without a document that is the posting itself.

    Raises Refused, IndexFault.
    """
    with services().checking:
        try:
            found = services().checker.check(posting, MOST + 1)
        except CannotCompare as error:
            raise Refused(400, str(error)) from error
    return [counterpart for counterpart in found if counterpart.id != leave_out][:MOST]


def counterpart_json(counterpart: Counterpart) -> dict[str, Any]:
    """A counterpart under the keys of the API and of the command: a contract."""
    return {
        "url": counterpart.url,
        "title": counterpart.title,
        "kind": counterpart.kind.value,
        "similarity": counterpart.similarity,
        "containment": counterpart.containment,
        "contained_in": counterpart.contained_in,
        "reason": counterpart.reason,
    }
