"""What staff should look at on the portals: stale and empty columns, dead links, odd and late dates."""

from corpus.inspection.columns import ColumnReport
from corpus.inspection.findings import ADVICE, NAMES, STANDARD, Finding, Kind
from corpus.inspection.held_back import DOUBTS
from corpus.inspection.inspect import Inspection, inspect, name_documents
from corpus.inspection.kinds import ColumnKind

__all__ = [
    "ADVICE",
    "DOUBTS",
    "NAMES",
    "STANDARD",
    "ColumnKind",
    "ColumnReport",
    "Finding",
    "Inspection",
    "Kind",
    "inspect",
    "name_documents",
]
