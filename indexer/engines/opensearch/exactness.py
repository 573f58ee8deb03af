"""The exact scores of a few documents: the cluster knows how long a document is to an eighth only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.engines.opensearch.layout import SCALE
from indexer.engines.opensearch.queries import Query
from indexer.query.weights import K1, B

EXACTLY = f"""double n = {1 - B} + {B} * doc[params.length].value / params.average;
double f = termFreq(params.field, params.term) / params.scale;
return params.boost * f / (f + {K1} * n);"""
"""BM25 of one term; `boost` brings the weight and the idf."""

LENGTH_OF = {
    "words": ("length", float(SCALE)),
    "content": ("bytes", 1.0),
    "content.characters": ("bytes", 1.0),
}
"""The column that says how long a field is, and what frequencies in it are multiplied by."""


def exactly(scores: Sequence[Query], average: Mapping[str, float]) -> list[Query]:
    """The same scores, with each term's own counted exactly."""
    return [_exactly(query, average) for query in scores]


def _exactly(query: Query, average: Mapping[str, float]) -> Query:
    if "bool" in query:
        inner = query["bool"]
        return {"bool": {**inner, "should": exactly(inner["should"], average)}}
    if "function_score" in query:
        outer = query["function_score"]
        return {"function_score": {**outer, "query": _exactly(outer["query"], average)}}
    if "term" not in query:
        return query
    ((field, asked),) = query["term"].items()
    length, scale = LENGTH_OF[field]
    params = {
        "field": field,
        "term": asked["value"],
        "boost": asked["boost"],
        "length": length,
        "average": average[length],
        "scale": scale,
    }
    matching = {"constant_score": {"filter": {"term": {field: asked["value"]}}}}
    return {"script_score": {"query": matching, "script": {"source": EXACTLY, "params": params}}}
