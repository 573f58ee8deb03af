"""A frozen view of one index: what is asked of it never sees a later commit."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack, unpack
from threading import Lock
from typing import Any

from indexer.engines.opensearch.cluster import Cluster, Json, StateGone
from indexer.engines.opensearch.points_in_time import KEEP_ALIVE, PointsInTime
from indexer.errors import IndexIncomplete

TOGETHER = 200
"""Counts asked for in one request. A guess."""

LENGTHS = ("length", "bytes")

STRIDE = 10_000
"""Hits of one request at most: the cluster's own limit."""


class View:
    """For several threads; opened again on the same index where the cluster forgot it."""

    def __init__(self, cluster: Cluster, points: PointsInTime, index: str) -> None:
        self._cluster = cluster
        self._points = points
        self._index = index
        self._lock = Lock()
        self._pit = points.open(index)
        aggs: Json = {name: {"avg": {"field": name}} for name in LENGTHS}
        aggs["latest"] = {"max": {"field": "day"}}
        found = self.ask({"size": 0, "track_total_hits": True, "aggs": aggs})
        self.documents = int(found["hits"]["total"]["value"])
        self.average = {name: found["aggregations"][name]["value"] or 1.0 for name in LENGTHS}
        """Of the columns that say how long documents are."""
        self.latest = int(found["aggregations"]["latest"]["value"] or 0)
        """Ordinal of the latest day of a document; 0 where none is dated."""

    def ask(self, body: Json) -> Json:
        """One search."""
        pit = self._pit
        try:
            return self._cluster.search(pit.name, body, KEEP_ALIVE)
        except (StateGone, IndexIncomplete):
            # Forgotten, or kept by a node that is away.
            again = self._points.open(self._index) if self._pit is pit else self._pit
            with self._lock:
                if self._pit is pit:
                    self._pit = again
            return self._cluster.search(again.name, body, KEEP_ALIVE)

    def counts(self, queries: Sequence[Json]) -> list[int]:
        """How many documents each of the queries finds."""
        found: list[int] = []
        for start in range(0, len(queries), TOGETHER):
            some = queries[start : start + TOGETHER]
            filters = {str(number): query for number, query in enumerate(some)}
            aggs = {"each": {"filters": {"filters": filters}}}
            buckets = self.ask({"size": 0, "aggs": aggs})["aggregations"]["each"]["buckets"]
            found += [int(buckets[number]["doc_count"]) for number in filters]
        return found

    def levels(self, scored: Sequence[Json], levels: Sequence[float]) -> list[int]:
        """How many documents have scores that add up to so much, for each of the levels."""
        if not scored:
            return [0] * len(levels)
        # As the cluster compares them elsewhere: in single precision.
        ranges = [{"from": unpack("f", pack("f", level))[0], "key": str(n)} for n, level in enumerate(levels)]
        aggs = {"levels": {"range": {"script": "_score", "keyed": True, "ranges": ranges}}}
        found = self.ask({"size": 0, "query": {"bool": {"should": list(scored)}}, "aggs": aggs})
        buckets = found["aggregations"]["levels"]["buckets"]
        return [int(buckets[str(n)]["doc_count"]) for n in range(len(levels))]

    def hits(self, body: Json, offset: int, limit: int) -> list[Any]:
        """Those of one page, however far: strides lead to it. `body` sorts by what no two documents share."""
        after: list[Any] | None = None
        place, end, kept = 0, offset + limit, list[Any]()
        while place < end:
            size = min(STRIDE, end - place)
            found = self._stride(body, after, size)
            kept += found[max(0, offset - place) :]
            place += size
            if len(found) < size:
                break
            after = found[-1]["sort"]
        return kept

    def _stride(self, body: Json, after: list[Any] | None, size: int) -> list[Any]:
        following = {} if after is None else {"search_after": after}
        return list(self.ask({**body, **following, "size": size})["hits"]["hits"])
