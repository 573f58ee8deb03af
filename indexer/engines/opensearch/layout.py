"""How documents stand in an index of the cluster: settings and mapping.

`words`: each word once with its weighted frequency; `content` and `title`: normalised, cut into pairs of
characters with their positions; `content.characters`: one by one. `titled`: the words of its title;
`placed`: whose it is, by each name of the place. The rest are columns. What depends on other documents:
`cited`, how many cite it by name, and `later`, the version in force of the same law (`edition`). `length`:
twice its words, those of attachments once, and `bytes` of its content: the cluster itself knows lengths to an
eighth only.
"""

from __future__ import annotations

import zlib
from typing import Any

from corpus.fields import FACETS
from indexer.query.weights import K1, B

FORMAT = 7
"""Raise it with every change of layout, of the words beside it, or of normalisation."""

SCHEMA_VERSION = zlib.crc32(f"{FORMAT} {' '.join(FACETS)} {K1} {B}".encode())
"""Indexes of another version are rebuilt."""

SCALE = 2
"""Frequencies are whole numbers: twice what they are, so that a word of an attachment counts a half."""

MARK = "\u0001"
"""Between a word and its frequency; stands in no word."""

KEYWORDS = tuple(key for key in FACETS if key != "year")

KEYS = ("name", "work", "brought", "cites", "jurisdiction", "edition")
"""Hashes that are compared and no more."""

_NORM = f"({1 - B} + {B} * doc.length * field.docCount / Math.max(1.0, (double) field.sumTotalTermFreq))"


def _similarity(scale: int) -> dict[str, Any]:
    """BM25 whose idf and weight are those of the query: exact whatever was deleted, alike on all shards."""
    return {
        "type": "scripted",
        "weight_script": {"source": "return query.boost;"},
        "script": {"source": f"return weight * doc.freq / (doc.freq + {K1 * scale} * {_NORM});"},
    }


def index_body(shards: int, replicas: int, meta: dict[str, Any]) -> dict[str, Any]:
    """What an index is created with."""
    pairs = {"type": "text", "analyzer": "pairs", "similarity": "pairs"}
    characters = {**pairs, "analyzer": "characters", "index_options": "freqs"}
    columns: dict[str, Any] = {name: {"type": "keyword"} for name in (*KEYWORDS, *KEYS)}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # What is written shows at a commit and not before.
            "refresh_interval": "-1",
            "codec": "best_compression",
            "similarity": {"words": _similarity(SCALE), "pairs": _similarity(1)},
            "analysis": {
                "filter": {"counted": {"type": "delimited_term_freq", "delimiter": MARK}},
                "tokenizer": {
                    "pairs": {"type": "ngram", "min_gram": 2, "max_gram": 2},
                    "characters": {"type": "ngram", "min_gram": 1, "max_gram": 1},
                },
                "analyzer": {
                    "counted": {"type": "custom", "tokenizer": "whitespace", "filter": ["counted"]},
                    "pairs": {"type": "custom", "tokenizer": "pairs"},
                    "characters": {"type": "custom", "tokenizer": "characters"},
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": meta,
            "properties": {
                **columns,
                **{name: {"type": "keyword", "doc_values": False} for name in ("titled", "placed")},
                "id": {"type": "long"},
                "copy_of": {"type": "long"},
                "day": {"type": "integer"},
                "posted": {"type": "integer"},
                "year": {"type": "integer"},
                "effect": {"type": "integer"},
                "cited": {"type": "integer"},
                "later": {"type": "long"},
                "length": {"type": "integer"},
                "bytes": {"type": "integer"},
                "ended": {"type": "boolean"},
                "words": {
                    "type": "text",
                    "analyzer": "counted",
                    "index_options": "freqs",
                    "similarity": "words",
                },
                "content": {**pairs, "fields": {"characters": characters}},
                "title": pairs,
            },
        },
    }
