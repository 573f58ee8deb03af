"""What another thesaurus would change: the same searches with both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex
from corpus.store import Store
from indexer import Searcher, SearchRequest

MOST = 20
"""Searches that are tried."""

SHOWN = 5
"""Titles of each that are compared."""

_WORDS = lazy_regex("[:：=＝,，、]")


@dataclass(frozen=True, slots=True)
class Tried:
    """One search, before and after."""

    query: str
    before: int
    after: int
    """Documents that are found."""
    come: tuple[str, ...]
    gone: tuple[str, ...]
    """Titles among the first few that were not there before, or are not any more."""

    @property
    def changed(self) -> bool:
        """Whether anything is another."""
        return self.before != self.after or bool(self.come or self.gone)


def searches(store: Store, threshold: int, former: str, text: str) -> list[str]:
    """What is tried: the changed words, then what was asked with them, then what was asked most."""
    lines = set(former.splitlines()) ^ set(text.splitlines())
    written = [line for line in (*text.splitlines(), *former.splitlines()) if line in lines]
    written = [line for line in written if not line.strip().startswith("#")]
    words = [word.strip() for line in written for word in _WORDS.split(line) if word.strip()]
    asked = [*store.past_queries.kept(threshold), *store.unanswered_queries.kept(threshold)]
    asked.sort(key=lambda one: (not any(word in one[0] for word in words), -one[1]))
    return list(dict.fromkeys([*words[: MOST // 2], *(query for query, _ in asked), *words]))[:MOST]


def compare(now: Searcher, then: Searcher, queries: Sequence[str]) -> list[Tried]:
    """Each search with both; those that change first. Raises IndexFault."""
    tried = []
    for query in queries:
        request = SearchRequest(query, limit=SHOWN, snippets=False)
        before, after = now.search(request), then.search(request)
        old, new = ([hit.document.document.title for hit in one.hits] for one in (before, after))
        come = tuple(title for title in new if title not in old)
        gone = tuple(title for title in old if title not in new)
        tried.append(Tried(query, before.total, after.total, come, gone))
    return sorted(tried, key=lambda one: not one.changed)
