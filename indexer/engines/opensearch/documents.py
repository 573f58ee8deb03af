"""A document as the cluster keeps it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from corpus.catalogue import ended
from indexer.engines.contract import IndexedDocument
from indexer.engines.opensearch.layout import KEYWORDS, MARK, SCALE
from indexer.query.weights import ATTACHED
from indexer.text import Segmenter, as_word, normalise, normalise_line, title_key, wholes
from indexer.text.citations import cited, works
from indexer.text.jurisdictions import edition_key, jurisdiction, places
from indexer.text.numbers import as_token
from indexer.text.taking_effect import effect_ordinal


def key_of(key: str) -> str:
    """A title, work or place by a short name of one length; an empty one by none."""
    return key and hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def source_of(document: IndexedDocument, segmenter: Segmenter, title_weight: float) -> dict[str, Any]:
    """All fields, `cited` and `later` as of a document that is alone."""
    title, name = normalise_line(f"{document.title} {document.labels}"), normalise_line(document.title)
    text, attached = normalise(document.text), normalise(document.attached)
    own, edition = works(name), edition_key(name)
    in_title = _words(segmenter, title) + Counter(map(as_token, document.numbers))
    weighted = (
        (_words(segmenter, text), 1.0),
        (in_title, title_weight),
        (_words(segmenter, attached), ATTACHED),
    )
    content = "".join(f"{part}\n" for part in (title, *filter(None, (text, attached))))
    columns = {
        "copy_of": document.copy_of,
        "day": document.day,
        "posted": document.posted,
        "year": document.facets.get("year"),
        "name": key_of(title_key(document.title)),
        "work": key_of("".join(own[:1])),
        "brought": key_of("".join(own[1:2])),
        "cites": sorted(map(key_of, cited(text).difference(own))),
        "jurisdiction": key_of(jurisdiction(name)),
        "edition": key_of(edition),
        "effect": effect_ordinal(edition, text, document.day),
        "placed": sorted(map(key_of, places(name, text, document.agencies))),
        "titled": sorted(in_title),
        **{name: document.facets.get(name) for name in KEYWORDS},
    }
    return {
        "id": document.id,
        "words": _counted(weighted),
        "content": content,
        "title": f"{title}\n",
        "length": _length(document, weighted),
        "bytes": len(content.encode()),
        "ended": ended(str(document.facets.get("validity") or "")) is not None,
        "cited": 0,
        **{name: value for name, value in columns.items() if value},
    }


def _words(segmenter: Segmenter, text: str) -> Counter[str]:
    return Counter(word for piece in (*segmenter.cut(text), *wholes(text)) if (word := as_word(piece)))


def _counted(fields: tuple[tuple[Counter[str], float], ...]) -> str:
    """Each word with what it counts in all fields together, a whole number."""
    total: Counter[str] = Counter()
    for words, weight in fields:
        for word, count in words.items():
            total[word] += count * weight * SCALE  # type: ignore[assignment]
    return " ".join(f"{word}{MARK}{max(1, round(count))}" for word, count in total.items())


def _length(document: IndexedDocument, fields: tuple[tuple[Counter[str], float], ...]) -> int:
    """Words of the text and of the title count alike; those of attachments as much as they weigh."""
    (text, _), (title, _), (attached, weight) = fields
    own = sum(text.values()) + sum(title.values())
    return round(SCALE * (own + weight * document.attached_length(sum(attached.values()))))
