"""Versions of one law: which document has a later one; a column that a commit brings up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from indexer.engines.opensearch.bulk import Bulk
from indexer.engines.opensearch.held import Held, chunks


class _Version(NamedTuple):
    in_force: bool
    day: int
    effect: int
    """From which day it holds; 0 for none."""
    id: int


def find_later(held: Held, editions: Iterable[str], bulk: Bulk) -> None:
    """Find the latest document of each edition and agency, and write for the others that it is."""
    for some in chunks(editions):
        names = ["edition", "agency", "day", "effect", "ended", "later"]
        known = dict(held.columns({"terms": {"edition": some}}, names))
        groups: defaultdict[tuple[str, str], list[_Version]] = defaultdict(list)
        for number, one in known.items():
            if day := _only(one, "day", 0):
                group = _only(one, "edition", ""), _only(one, "agency", "")
                ended, effect = _only(one, "ended", False), _only(one, "effect", 0)
                groups[group].append(_Version(not ended, day, effect, number))
        later = {number: last for group in groups.values() for number, last in _after(group).items()}
        changed = {
            number: {"later": later.get(number)}
            for number, one in known.items()
            if _only(one, "later", None) != later.get(number)
        }
        held.write(changed, bulk)


def _after(group: list[_Version]) -> dict[int, int]:
    """By id the latest one in force, of those that are earlier by day or, dated alike, by effect."""
    latest = max(group)
    if not latest.in_force:
        return {}
    return {
        one.id: latest.id
        for one in group
        if one.day < latest.day or (one.day == latest.day and 0 < one.effect < latest.effect)
    }


def _only(columns: Mapping[str, Any], name: str, without: Any) -> Any:
    return columns[name][0] if columns.get(name) else without
