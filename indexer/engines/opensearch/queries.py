"""The pieces of which queries to the cluster are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Query = dict[str, Any]

NESTING = ("bool", "constant_score", "function_score", "script_score")
"""Queries that are made of others."""

IDS = 60_000
"""In one clause: what the cluster takes."""

EVERY: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}


def clauses(queries: Iterable[Query]) -> int:
    """How many the cluster counts in them."""
    found, left = 0, list(queries)
    while left:
        ((kind, inside),) = left.pop().items()
        if kind not in NESTING:
            found += 1
            continue
        for part in ("query", "filter", "must", "must_not", "should"):
            some = inside.get(part, ())
            left += [some] if isinstance(some, dict) else some
    return found


def all_of(queries: Sequence[Query]) -> Query:
    """Documents that every one of them finds; all where there is none."""
    return {"bool": {"filter": list(queries)}} if queries else EVERY


def any_of(queries: Sequence[Query]) -> Query:
    """Documents that any of them finds; none where there is none."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}} if queries else NONE


def none_of(queries: Sequence[Query]) -> Query:
    """Documents that none of them finds."""
    return {"bool": {"must_not": list(queries)}}


def worth(query: Query, score: float) -> Query:
    """Documents that a query finds, each with this score."""
    return {"constant_score": {"filter": query, "boost": score}}


def at_least(scored: Sequence[Query], least: float) -> Query:
    """Documents whose scores add up to so much."""
    summed = {"bool": {"should": list(scored), "minimum_should_match": 1}}
    return {"function_score": {"query": summed, "min_score": least}} if scored else NONE


def containing(text: str, title_only: bool = False) -> Query:
    """Documents with exactly this text within a paragraph, however it is segmented."""
    name = "title" if title_only else "content"
    if len(text) == 1:
        # Every character begins a pair: the last one of a paragraph, one with the break.
        return {"prefix": {name: {"value": text}}}
    return {"match_phrase": {name: text}}


def having_all(field: str, values: Sequence[str]) -> Query:
    """Documents that have every one of the values in a field."""
    return all_of([{"term": {field: value}} for value in values])


def among(ids: Sequence[int]) -> list[Query]:
    """Documents with one of these ids, in clauses of a size that the cluster takes."""
    return [{"terms": {"id": ids[start : start + IDS]}} for start in range(0, len(ids), IDS)]
