"""How many documents cite each other by name: a column that a commit brings up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indexer.engines.opensearch.bulk import Bulk, put
from indexer.engines.opensearch.cluster import BUILDING_PATIENCE, Cluster

SOME = 1_000
"""Names and documents of one request. A guess."""


class Citing:
    """Of one index, as it stands after a refresh."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index

    def cited_by(self, ids: Iterable[int]) -> set[str]:
        """The works that documents cite, as they are known so far."""
        found: set[str] = set()
        for some in _chunks(ids):
            for hit in self._hits({"terms": {"id": some}}, False, ["cites"]):
                found.update(hit.get("fields", {}).get("cites", ()))
        return found

    def every(self) -> Iterator[str]:
        """All works that any document cites."""
        after: dict[str, Any] = {}
        while True:
            sources = [{"work": {"terms": {"field": "cites"}}}]
            pages = {"size": SOME * 10, "sources": sources, **after}
            found = self._ask({"size": 0, "aggs": {"works": {"composite": pages}}})["aggregations"]["works"]
            yield from (bucket["key"]["work"] for bucket in found["buckets"])
            if "after_key" not in found:
                return
            after = {"after": found["after_key"]}

    def bring_up_to_date(self, works: Iterable[str], bulk: Bulk) -> None:
        """Count anew who cites the documents of these works, and write what changed."""
        for some in _chunks(works):
            own = [{"terms": {name: some}} for name in ("work", "brought")]
            hits = self._hits({"bool": {"should": own}}, False, ["work", "brought", "cited"])
            known = {hit["_id"]: hit["fields"] for hit in hits}
            counts = self._counts({*some, *(key for one in known.values() for key in _keys(one))})
            changed = {
                number: sum(counts.get(key, 0) for key in _keys(one))
                for number, one in known.items()
                if one["cited"][0] != sum(counts.get(key, 0) for key in _keys(one))
            }
            self._write(changed, bulk)

    def _write(self, changed: Mapping[str, int], bulk: Bulk) -> None:
        for some in _chunks(changed):
            for hit in self._hits({"ids": {"values": some}}, True, []):
                source = {**hit["_source"], "cited": changed[hit["_id"]]}
                bulk.add([put(int(hit["_id"]), source, hit["_version"])])

    def _counts(self, works: set[str]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for some in _chunks(works):
            terms = {"field": "cites", "include": some, "size": len(some)}
            found = self._ask({"size": 0, "aggs": {"works": {"terms": terms}}})["aggregations"]["works"]
            counts.update((bucket["key"], bucket["doc_count"]) for bucket in found["buckets"])
        return counts

    def _hits(self, query: dict[str, Any], source: bool, columns: list[str]) -> Iterator[Any]:
        after: dict[str, Any] = {}
        while True:
            body = {
                "query": query,
                "size": SOME,
                "sort": ["id"],
                "_source": source,
                "version": True,
                "docvalue_fields": columns,
                **after,
            }
            hits = self._ask(body)["hits"]["hits"]
            yield from hits
            if len(hits) < SOME:
                return
            after = {"search_after": hits[-1]["sort"]}

    def _ask(self, body: dict[str, Any]) -> Any:
        return self._cluster.ask("POST", f"/{self._index}/_search", body, BUILDING_PATIENCE)


def _keys(columns: Mapping[str, Any]) -> list[str]:
    return [key for name in ("work", "brought") for key in columns.get(name, ())]


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(items)
    yield from (every[start : start + SOME] for start in range(0, len(every), SOME))
