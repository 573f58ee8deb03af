"""The JSON of what Gongkai gives away, each shape once, for the API and for the command line."""

from contracts.documents import document_json, entry_json
from contracts.duplicates import MARKS, SCOPES, STATES, counterpart_json, group_json
from contracts.related import related_json
from contracts.search import search_json

__all__ = [
    "MARKS",
    "SCOPES",
    "STATES",
    "counterpart_json",
    "document_json",
    "entry_json",
    "group_json",
    "related_json",
    "search_json",
]
