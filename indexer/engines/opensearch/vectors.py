"""Vectors in an index of their own beside that of the words, where the cluster has the k-NN plugin.

A document of it is one of ours, its passages nested in it: so what is found counts documents, and one write
takes the place of all passages of one. The index is named after what made the vectors; `_meta` says which
revision of the store they reach, and their state once all documents had their turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from threading import Lock
from time import monotonic
from typing import Any
from uuid import uuid4

import numpy as np

from corpus.config import IndexSettings
from indexer.engines.contract import DocumentVectors
from indexer.engines.opensearch.bulk import Bulk, Operation, put, take_out
from indexer.engines.opensearch.cluster import BUILDING_PATIENCE, LOOK_PATIENCE, Cluster, Json, StateGone
from indexer.engines.opensearch.queries import Query
from indexer.errors import IndexFault
from indexer.segments.array_writer import Array

PLUGIN = "opensearch-knn"

FORMAT = 1
"""Raise it with every change of how they stand in the index."""

LOOKED_AT = 10.0
"""Seconds for which what was last seen is taken for the present. A guess."""

PATIENCE = 3
"""Seconds until those who search look through the vectors of their own machine instead. A guess."""

REFRESHED = "60s"
"""How often what the cluster merged, which it does when it likes, takes the place of its parts. A guess."""

READ = "hits.hits._score,hits.hits.fields,hits.hits.inner_hits.*.hits.hits.fields"
"""Of an answer, since hits are thousands."""

LARGEST = 127
"""Of an int8."""


class ClusterVectors:
    """Of one make."""

    def __init__(self, cluster: Cluster, settings: IndexSettings, made: str) -> None:
        """`made`: what made them, of which store; others are not compared with them."""
        self._cluster = cluster
        self._settings = settings
        digest = hashlib.sha256(f"{FORMAT} {made}".encode()).hexdigest()
        self._every = f"{cluster.name}.vectors-"
        self._index = self._every + digest[:16]
        self._lock = Lock()
        self._seen = ""
        self._looked = -LOOKED_AT

    def state(self) -> str:
        """As last seen; while one thread looks, others have what was seen before."""
        with self._lock:
            if monotonic() - self._looked < LOOKED_AT:
                return self._seen
            self._looked = monotonic()
        try:
            path = f"/{self._index}/_mapping"
            found = self._cluster.promptly(
                "GET", path, patience=LOOK_PATIENCE, filter_path="*.mappings._meta"
            )
            self._seen = next((one["mappings"]["_meta"]["state"] for one in found.values()), "")
        except IndexFault:
            self._seen = ""
        return self._seen

    def nearest(self, vector: Array, count: int) -> tuple[Array, Array]:
        """By a graph of the passages: nearly always those that a look at all would find."""
        hits = self._hits(_near(_whole(vector), count), count, ["id"])
        ids = np.array([hit["fields"]["id"][0] for hit in hits], np.int64)
        cosines = np.array([2 * hit["_score"] - 1 for hit in hits], np.float32)
        order = np.lexsort((ids, -cosines))
        return ids[order], cosines[order]

    def starts(self, vector: Array, ids: Sequence[int]) -> dict[int, int]:
        """By comparing all their passages."""
        best = {"size": 1, "_source": False, "docvalue_fields": ["passages.start"]}
        near = _near(_whole(vector), len(ids), among=ids, inner_hits=best)
        found = {}
        for hit in self._hits(near, len(ids), ["id"]):
            (passage,) = hit["inner_hits"]["passages"]["hits"]["hits"]
            found[hit["fields"]["id"][0]] = passage["fields"]["passages.start"][0]
        return found

    def of(self, document: int) -> Array | None:
        """As the index keeps them."""
        try:
            found = self._cluster.promptly("GET", f"/{self._index}/_doc/{document}", patience=PATIENCE)
        except StateGone:
            return None
        return np.array([passage["vector"] for passage in found["_source"]["passages"]], np.int8)

    def reached(self, latest: int, width: int) -> int | None:
        """Begins an index where there is none to go on with."""
        if not self._has_plugin():
            return None
        meta = self._meta()
        if meta and meta["revision"] <= latest:
            return int(meta["revision"])
        if meta is not None:
            self._cluster.ask("DELETE", f"/{self._index}", patience=BUILDING_PATIENCE)
        body = _index_body(self._settings, width)
        self._cluster.ask("PUT", f"/{self._index}", body, BUILDING_PATIENCE)
        return 0

    def put(self, documents: Iterable[DocumentVectors], revision: int) -> None:
        """Write them, and how far that is."""
        bulk = Bulk(self._cluster, self._index)
        bulk.add(map(_operation, documents))
        bulk.flush()
        self._note(revision=revision)

    def finish(self) -> None:
        """Show what was written; where all is new, have the cluster join its graphs meanwhile."""
        self._cluster.ask("POST", f"/{self._index}/_refresh", None, BUILDING_PATIENCE)
        if not (self._meta() or {}).get("state"):
            path = f"/{self._index}/_forcemerge"
            self._cluster.ask("POST", path, max_num_segments=1, wait_for_completion="false")
        self._note(state=uuid4().hex)
        self._looked = -LOOKED_AT
        for index in self._cluster.ask("GET", f"/{self._every}*/_mapping", filter_path="*.mappings._meta"):
            if index != self._index:
                self._cluster.ask("DELETE", f"/{index}", patience=BUILDING_PATIENCE)

    def _has_plugin(self) -> bool:
        """Whether every node that holds documents has it."""
        # The names of the nodes too: of one without plugins nothing would be told.
        read = "nodes.*.name,nodes.*.plugins.name"
        told = self._cluster.ask("GET", "/_nodes/data:true/plugins", filter_path=read)["nodes"]
        return all(PLUGIN in [one["name"] for one in node.get("plugins", ())] for node in told.values())

    def _meta(self) -> Json | None:
        """Empty where the cluster itself began the index, for what was written when ours was deleted."""
        try:
            found = self._cluster.ask("GET", f"/{self._index}/_mapping")
        except StateGone:
            return None
        return dict(found[self._index]["mappings"].get("_meta", {}))

    def _note(self, **changed: Any) -> None:
        meta = self._meta()
        if not meta:
            raise IndexFault("保存文件意思的索引刚刚被删除")
        self._cluster.ask("PUT", f"/{self._index}/_mapping", {"_meta": {**meta, **changed}})

    def _hits(self, query: Query, size: int, columns: list[str]) -> list[Any]:
        # What the cluster stores of documents would have to be unpacked.
        told = {"stored_fields": "_none_", "docvalue_fields": columns, "track_total_hits": False}
        path, body = f"/{self._index}/_search", {"query": query, "size": size, **told}
        try:
            found = self._cluster.promptly(
                "POST", path, body, PATIENCE, allow_partial_search_results="false", filter_path=READ
            )
        except IndexFault:
            # Not asked again before the next look.
            self._seen, self._looked = "", monotonic()
            raise
        return list(found.get("hits", {}).get("hits", ()))


def _near(whole: list[int], count: int, among: Sequence[int] = (), **told: Any) -> Query:
    """So many documents by their nearest passage, of all or `among` some."""
    near: Json = {"vector": whole, "k": count}
    if among:
        near["filter"] = {"terms": {"id": list(among)}}
    query = {"knn": {"passages.vector": near}}
    return {"nested": {"path": "passages", "score_mode": "max", "query": query, **told}}


def _whole(vector: Array) -> list[int]:
    """Its direction in int8."""
    return [int(one) for one in np.rint(vector / max(float(np.abs(vector).max()), 1e-9) * LARGEST)]


def _operation(document: DocumentVectors) -> Operation:
    if not len(document.starts):
        return take_out(document.id, document.revision)
    passages = [
        {"start": int(start), "vector": vector}
        for start, vector in zip(document.starts, document.vectors.tolist(), strict=True)
    ]
    return put(document.id, {"id": document.id, "passages": passages}, document.revision)


def _index_body(settings: IndexSettings, width: int) -> Json:
    """What the index is created with."""
    vector = {
        "type": "knn_vector",
        "dimension": width,
        "data_type": "byte",
        "space_type": "cosinesimil",
        # The engine that needs no native library.
        "method": {"name": "hnsw", "engine": "lucene"},
    }
    return {
        "settings": {
            "number_of_shards": settings.shards,
            "number_of_replicas": settings.replicas,
            "refresh_interval": REFRESHED,
            "knn": True,
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"revision": 0, "state": ""},
            "properties": {
                "id": {"type": "long"},
                "passages": {
                    "type": "nested",
                    "properties": {"start": {"type": "integer", "index": False}, "vector": vector},
                },
            },
        },
    }
