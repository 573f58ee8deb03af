"""Documents that say the same: `update` compares what comes in, `open_checker` what is about to be posted."""

from corpus.changes import compare_texts
from indexer.duplicates.changed_figures import CELL
from indexer.duplicates.checker import DuplicateChecker, open_checker
from indexer.duplicates.groups import group_of, groups
from indexer.duplicates.marks import mark, unmark
from indexer.duplicates.model import (
    NAMES,
    NO_DUPLICATES,
    Counterpart,
    Group,
    GroupState,
    Kind,
    Marked,
    Member,
    Posting,
    Scope,
)
from indexer.duplicates.storage import fault
from indexer.duplicates.update import UpdateReport, update

__all__ = [
    "CELL",
    "NAMES",
    "NO_DUPLICATES",
    "Counterpart",
    "DuplicateChecker",
    "Group",
    "GroupState",
    "Kind",
    "Marked",
    "Member",
    "Posting",
    "Scope",
    "UpdateReport",
    "compare_texts",
    "fault",
    "group_of",
    "groups",
    "mark",
    "open_checker",
    "unmark",
    "update",
]
