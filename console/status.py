"""The state of everything, as one plain structure for people and for monitoring."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.config import Config
from corpus.store import Store
from indexer import open_searcher


def gather_status(store: Store, config: Config) -> dict[str, Any]:
    """Totals, index, portals and columns; the shape of `gongkai status --json`."""
    totals = store.totals()
    index = open_searcher(store, config).status()
    runs = {run.portal: run for run in store.crawl_memory.runs()}
    return {
        "documents": totals.documents,
        "withdrawn": totals.withdrawn,
        "revision": totals.revision,
        "index": asdict(index) | {"pending": store.changes_count(index.revision)},
        "portals": [
            {
                "name": portal.portal,
                "documents": portal.documents,
                "withdrawn": portal.withdrawn,
                "changed_at": portal.changed_at,
                "last_run": asdict(runs[portal.portal]) if portal.portal in runs else None,
            }
            for portal in totals.portals
        ],
        "columns": [asdict(column) for column in store.crawl_memory.columns()],
    }
