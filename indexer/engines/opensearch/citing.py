"""How many documents cite each other by name: a column that a commit brings up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from indexer.engines.opensearch.bulk import Bulk
from indexer.engines.opensearch.held import Held, chunks


def count_citing(held: Held, works: Iterable[str], bulk: Bulk) -> None:
    """Count anew who cites the documents of these works, and write what changed."""
    for some in chunks(works):
        own = [{"terms": {name: some}} for name in ("work", "brought")]
        known = dict(held.columns({"bool": {"should": own}}, ["work", "brought", "cited"]))
        counts = held.counts("cites", {*some, *(key for one in known.values() for key in _keys(one))})
        cited = {number: sum(counts.get(key, 0) for key in _keys(one)) for number, one in known.items()}
        changed = {
            number: {"cited": count} for number, count in cited.items() if known[number]["cited"] != [count]
        }
        held.write(changed, bulk)


def _keys(columns: Mapping[str, Any]) -> list[str]:
    return [key for name in ("work", "brought") for key in columns.get(name, ())]
