"""What staff should look at on the portals: stale and empty columns, dead links, odd and late dates."""

from corpus.inspection.columns import ColumnReport
from corpus.inspection.findings import ADVICE, ARTICLE, NAMES, Finding, Kind
from corpus.inspection.inspect import Inspection, inspect, name_documents
from corpus.inspection.kinds import KIND_NAMES, ColumnKind

__all__ = [
    "ADVICE",
    "ARTICLE",
    "KIND_NAMES",
    "NAMES",
    "ColumnKind",
    "ColumnReport",
    "Finding",
    "Inspection",
    "Kind",
    "inspect",
    "name_documents",
]
