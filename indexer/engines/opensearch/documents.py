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
from indexer.text.numbers import as_token


def key_of(key: str) -> str:
    """A title or work by a short name of one length."""
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def source_of(document: IndexedDocument, segmenter: Segmenter, title_weight: float) -> dict[str, Any]:
    """All fields but `cited`, which depends on other documents."""
    title = normalise_line(f"{document.title} {document.labels}")
    text, attached = normalise(document.text), normalise(document.attached)
    own = works(normalise_line(document.title))
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
        "name": key_of(title_key(document.title)) if title_key(document.title) else None,
        "work": key_of(own[0]) if own else None,
        "brought": key_of(own[1]) if own[1:] else None,
        "cites": [key_of(work) for work in sorted(cited(text).difference(own))],
        **{name: document.facets.get(name) for name in KEYWORDS},
    }
    return {
        "id": document.id,
        "words": _counted(weighted),
        "content": content,
        "title": f"{title}\n",
        "length": _length(weighted),
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


def _length(fields: tuple[tuple[Counter[str], float], ...]) -> int:
    """Words of the text and of the title count alike; those of attachments as much as they weigh."""
    (text, _), (title, _), (attached, weight) = fields
    return round(SCALE * (sum(text.values()) + sum(title.values()) + weight * sum(attached.values())))
