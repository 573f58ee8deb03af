"""What is published already of a posting."""

from __future__ import annotations

from indexer.duplicates import Counterpart, Posting
from indexer.errors import CannotCompare
from search_web.shared.errors import Refused
from search_web.shared.services import Check

MOST = 10
"""Counterparts that one answer holds. A guess: more are copies of the same."""


def find(check: Check, posting: Posting, leave_out: int | None = None) -> list[Counterpart]:
    """The likely counterparts, best first, without a document that is the posting itself.

    Raises Refused, IndexFault.
    """
    try:
        found = check(posting, MOST + 1)
    except CannotCompare as error:
        raise Refused(400, str(error)) from error
    return [counterpart for counterpart in found if counterpart.id != leave_out][:MOST]
