"""Words of a collection that no dictionary has: places, works cited, what stands together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.config import IndexSettings
from corpus.lazy_regex import lazy_regex
from corpus.store import Store
from indexer.query.places import names
from indexer.text import frequencies, normalise, normalise_line, open_segmenter
from indexer.text.collocations import LONGEST, collocations
from indexer.text.lexicon import lexicon

SAMPLE = 1_000_000
"""Characters read of the collection, evenly of its documents: a second, or four without rjieba."""

LEAST_SAMPLE = 20_000
"""Characters from which anything is learned: what recurs in fewer may be chance. A guess."""

LEAST_CITING = 5
"""Texts that must cite a work for its name to be a word. A guess."""

_CITED = lazy_regex(r"《([\u4e00-\u9fff]{2,6})》")
_KIND = lazy_regex("(办法|规定|条例|细则|规则|决定|通知|意见|方案|公告|目录|标准|规范|纲要|计划|合同|协议)$")
"""How works end whose names are descriptions, to be found by their parts."""
_WORD = lazy_regex(f"[\u4e00-\u9fff]{{2,{LONGEST}}}")


def learn(store: Store, settings: IndexSettings) -> Sequence[str]:
    """Words that the configured segmenter may cut apart, normalised and sorted."""
    texts = [normalise(text) for text in store.wording.texts(SAMPLE)]
    if sum(map(len, texts)) < LEAST_SAMPLE:
        return ()
    cut = open_segmenter(settings).cut
    found = {
        *_named(agency for agency, _ in store.wording.values("agency")),
        *_works(texts),
        *collocations(map(cut, texts)),
    }
    found -= {*frequencies(), *lexicon(settings.user_dictionary)}
    return sorted(filter(_WORD.fullmatch, found))


def _named(agencies: Iterable[str]) -> Iterator[str]:
    """Agencies with short names, and the places that agencies are named after."""
    for agency in map(normalise_line, agencies):
        yield agency
        yield from names(agency)


def _works(texts: Iterable[str]) -> Iterator[str]:
    """What is cited again and again by a short name (民法典)."""
    citing = Counter(name for text in texts for name in set(_CITED.findall(text)))
    for name, count in citing.items():
        if count >= LEAST_CITING and not _KIND.search(name):
            yield name
