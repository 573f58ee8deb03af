"""How many documents of a result have each value of each field, and which of them are copies of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.fields import FACETS, single_values
from indexer.engines.contract import FacetCounts
from indexer.engines.opensearch.queries import Query, all_of

MOST_VALUES = 65_535
"""Of a field, and then counts are no longer exact: what the cluster allows in one answer."""

BETWEEN = "\u0001"
"""Between a field and its value."""

_COPIES: Query = {"exists": {"field": "copy_of"}}

_PUT = """void put(Map all, String key, def one) {
  def list = all.get(key); if (list == null) { list = new ArrayList(); all.put(key, list); } list.add(one); }
"""

_UNITE = """Map all = new HashMap();
for (s in states) { for (e in s.entrySet()) { for (one in e.getValue()) { put(all, e.getKey(), one); } } }
"""

_GROUPS = {
    "init_script": "state.of = new HashMap();",
    "map_script": _PUT + "put(state.of, '' + doc['copy_of'].value, doc['id'].value);",
    "combine_script": "return state.of;",
    "reduce_script": _PUT + _UNITE + "all.values().removeIf(l -> l.size() < 2); return all;",
}
"""By the number of a text the ids of its copies, where there are several."""

_IDS = {
    "init_script": "state.ids = new ArrayList();",
    "map_script": "state.ids.add(doc['id'].value);",
    "combine_script": "return state.ids;",
    "reduce_script": "List all = new ArrayList(); for (s in states) { all.addAll(s); } return all;",
}
"""Ids, however many."""

_SURPLUS = {
    "init_script": "state.of = new HashMap();",
    "map_script": _PUT
    + f"""for (f in params.fields) {{ if (doc[f].size() > 0) {{
  put(state.of, f + '{BETWEEN}' + doc[f].value, doc['copy_of'].value); }} }}""",
    "combine_script": "return state.of;",
    "reduce_script": _PUT
    + _UNITE
    + """Map more = new HashMap();
for (e in all.entrySet()) { int n = e.getValue().size() - new HashSet(e.getValue()).size();
  if (n > 0) { more.put(e.getKey(), n); } } return more;""",
}
"""By field and value, how often counting documents counts a text more than once."""


def count_copies(within: Query, agencies: Iterable[str]) -> Query:
    """Asks for the copies among the documents that a query finds, and which are of the agencies that it
    names; `groups_in` reads the answer.
    """
    ids = {"terms": {"field": "id", "size": MOST_VALUES}}
    named = {"filter": {"terms": {"agency": sorted(agencies)}}, "aggs": {"ids": ids}}
    copies = {"filter": _COPIES, "aggs": {"groups": {"scripted_metric": _GROUPS}, "named": named}}
    return {"filter": within, "aggs": {"copies": copies}}


def groups_in(answer: Mapping[str, Any]) -> list[list[int]]:
    """Each text's copies, the one that stands for them first.

    That is one of an agency that the query names, the one that the others are copies of, or else the one
    with the lowest id; the others go by id.
    """
    if "copies" not in answer:
        return []
    copies = answer["copies"]
    named = {int(bucket["key"]) for bucket in copies["named"]["ids"]["buckets"]}
    groups = []
    for original, ids in copies["groups"]["value"].items():
        first = min(map(int, ids), key=lambda one: (one not in named, one != int(original), one))
        groups.append([first, *sorted(one for one in map(int, ids) if one != first)])
    return groups


def count_whole(within: Query) -> Query:
    """Asks how many a query finds, and which copies are among them; `whole_in` reads the answer."""
    copies = {"filter": _COPIES, "aggs": {"ids": {"scripted_metric": _IDS}}}
    return {"filter": within, "aggs": {"copies": copies}}


def whole_in(answer: Mapping[str, Any], spare: Iterable[int]) -> int:
    """How many, without those to spare."""
    copies = set(map(int, answer["copies"]["ids"]["value"]))
    return int(answer["doc_count"]) - len(copies.intersection(spare))


def count_values(filters: Mapping[str, Query], fold: bool) -> dict[str, Query]:
    """Asks for the values of every field, counted under the filters of the other fields."""
    plain = [name for name in FACETS if name not in filters]
    asked = {"plain": _counting(plain, list(filters.values()), fold)} if plain else {}
    for name in filters:
        others = [query for other, query in filters.items() if other != name]
        asked[f"of_{name}"] = _counting([name], others, fold)
    return asked


def values_in(answer: Mapping[str, Any], filters: Iterable[str]) -> FacetCounts:
    """What `count_values` was answered."""
    known = set(filters)
    return {name: _values(name, answer[f"of_{name}" if name in known else "plain"]) for name in FACETS}


def _counting(names: Sequence[str], filters: list[Query], fold: bool) -> Query:
    aggs: dict[str, Query] = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
    if fold:
        surplus = {"scripted_metric": {**_SURPLUS, "params": {"fields": list(names)}}}
        aggs["copies"] = {"filter": _COPIES, "aggs": {"surplus": surplus}}
    return {"filter": all_of(filters), "aggs": aggs}


def _values(name: str, answer: Mapping[str, Any]) -> tuple[tuple[Any, int], ...]:
    more = answer["copies"]["surplus"]["value"] if "copies" in answer else {}
    counts: Counter[Any] = Counter()
    for bucket in answer[name]["buckets"]:
        key = bucket["key"]
        for value in (key,) if name == "year" else single_values(name, key):
            counts[value] += bucket["doc_count"] - more.get(f"{name}{BETWEEN}{key}", 0)
    if name == "year":
        return tuple(sorted(counts.items(), reverse=True))
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
