"""The numbers of documents that a query may mean: its numerals in either kind, its agency by any name."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from indexer.query import numerals
from indexer.query.agencies import Agencies
from indexer.text import normalise_line, numbers

_GOVERNMENT = lazy_regex("(?<!人民)政府$")
"""省政府令 is that of the 人民政府."""


def asked_numbers(query: str, agencies: Agencies) -> tuple[str, ...]:
    """The keys, as `indexer.text.numbers` writes them: 国发二〇一九 五号, 省政府令208号."""
    said = dict.fromkeys((query, numerals.in_digits(query)))
    keys = dict.fromkeys(key for text in said for key in numbers.asked(text))
    if ordered := numbers.ordered(query):
        issuer, kind, number = ordered
        issuers = agencies.named(_GOVERNMENT.sub("人民政府", issuer))
        keys |= dict.fromkeys(f"{normalise_line(one)}{kind}第{number}号" for one in issuers)
    return tuple(keys)
