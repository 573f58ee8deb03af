"""What the documents of one index hold, as it stands after a refresh; read and written by the one writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indexer.engines.opensearch.bulk import Bulk, put
from indexer.engines.opensearch.cluster import BUILDING_PATIENCE, Cluster
from indexer.engines.opensearch.queries import Query

SOME = 1_000
"""Keys and documents of one request. A guess."""


class Held:
    """Of one index."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index

    def values(self, ids: Iterable[int], field: str) -> set[str]:
        """What these documents have in a field."""
        found: set[str] = set()
        for some in chunks(ids):
            for _, columns in self.columns({"terms": {"id": some}}, [field]):
                found.update(columns.get(field, ()))
        return found

    def every(self, field: str, least: int = 1) -> Iterator[str]:
        """All values that at least so many documents have in a field."""
        after: dict[str, Any] = {}
        while True:
            pages = {"size": SOME * 10, "sources": [{"key": {"terms": {"field": field}}}], **after}
            found = self._ask({"size": 0, "aggs": {"keys": {"composite": pages}}})["aggregations"]["keys"]
            yield from (one["key"]["key"] for one in found["buckets"] if one["doc_count"] >= least)
            if "after_key" not in found:
                return
            after = {"after": found["after_key"]}

    def counts(self, field: str, values: Iterable[str]) -> dict[str, int]:
        """How many documents have each of the values, without those that none has."""
        counts: dict[str, int] = {}
        for some in chunks(values):
            terms = {"field": field, "include": some, "size": len(some)}
            found = self._ask({"size": 0, "aggs": {"keys": {"terms": terms}}})["aggregations"]["keys"]
            counts.update((bucket["key"], bucket["doc_count"]) for bucket in found["buckets"])
        return counts

    def columns(self, query: Query, names: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Ids and the named columns of what a query finds."""
        # What the cluster stores of documents would have to be unpacked.
        for hit in self._hits(query, {"stored_fields": "_none_", "docvalue_fields": ["id", *names]}):
            yield int(hit["fields"]["id"][0]), hit["fields"]

    def write(self, changed: Mapping[int, Mapping[str, Any]], bulk: Bulk) -> None:
        """Columns of documents that take the place of what they have there."""
        for some in chunks(changed):
            for hit in self._hits({"terms": {"id": some}}, {"version": True}):
                number = int(hit["_id"])
                bulk.add([put(number, {**hit["_source"], **changed[number]}, hit["_version"])])

    def _hits(self, query: Query, told: dict[str, Any]) -> Iterator[Any]:
        after: dict[str, Any] = {}
        while True:
            hits = self._ask({"query": query, "size": SOME, "sort": ["id"], **told, **after})["hits"]["hits"]
            yield from hits
            if len(hits) < SOME:
                return
            after = {"search_after": hits[-1]["sort"]}

    def _ask(self, body: dict[str, Any]) -> Any:
        return self._cluster.ask("POST", f"/{self._index}/_search", body, BUILDING_PATIENCE)


def chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    """A thousand at a time."""
    every = list(items)
    yield from (every[start : start + SOME] for start in range(0, len(every), SOME))
