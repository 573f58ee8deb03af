"""Versions of one law: which document has a later one; a column that a commit brings up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from indexer.engines.opensearch.bulk import Bulk
from indexer.engines.opensearch.held import Held, chunks

_Version = tuple[bool, int, int]
"""Whether it is in force, day, id."""


def find_later(held: Held, editions: Iterable[str], bulk: Bulk) -> None:
    """Find the latest document of each edition and agency, and write for the others that it is."""
    for some in chunks(editions):
        names = ["edition", "agency", "day", "ended", "later"]
        known = dict(held.columns({"terms": {"edition": some}}, names))
        groups: defaultdict[tuple[str, str], list[_Version]] = defaultdict(list)
        for number, one in known.items():
            if day := _only(one, "day", 0):
                group = _only(one, "edition", ""), _only(one, "agency", "")
                groups[group].append((not _only(one, "ended", False), day, number))
        later = {number: last for group in groups.values() for number, last in _after(group).items()}
        changed = {
            number: {"later": later.get(number)}
            for number, one in known.items()
            if _only(one, "later", None) != later.get(number)
        }
        held.write(changed, bulk)


def _after(group: list[_Version]) -> dict[int, int]:
    """By id the latest one in force, of those that are of an earlier day."""
    in_force, last, latest = max(group)
    return {number: latest for _, day, number in group if day < last} if in_force else {}


def _only(columns: Mapping[str, Any], name: str, without: Any) -> Any:
    return columns[name][0] if columns.get(name) else without
