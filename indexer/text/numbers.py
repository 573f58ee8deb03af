"""Document numbers and index numbers as keys: every spelling of a number has the same."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from indexer.text.normalise import normalise_line
from indexer.text.tones import numbered

_DOCUMENT = lazy_regex(
    r"(?P<issuer>[a-z\u4e00-\u9fff]{1,24}?)?\s*"
    r"(?:\(\s*(?P<year>(?:19|20)\d{2})\s*年?\s*\)|(?<!\d)(?P<bare>(?:19|20)\d{2})\s*年?)\s*"
    r"[第\-—–_.,、]?\s*(?P<number>\d{1,5}(?:[-—之]\d{1,3})?)\s*号?"
)
"""An issuer, a year in any brackets or none, a number with or without 第 and 号."""

_WITHIN = lazy_regex(
    r"(?P<issuer>[a-z\u4e00-\u9fff]{2,24})\((?P<year>(?:19|20)\d{2})\)第?(?P<number>\d{1,5}(?:[-—之]\d{1,3})?)号"
)
_ORDER = lazy_regex(
    r"(?P<issuer>(?P<agency>[\u4e00-\u9fff]{2,28})(?P<kind>令|公告))\s*\(?第?\s*(?P<number>\d{1,4})\s*号?\)?"
)
_INDEX = lazy_regex(r"[0-9a-z][0-9a-z/_.\-—–()\u4e00-\u9fff]{4,59}")
_CHINESE = lazy_regex("[\u4e00-\u9fff]")
_SPACES = lazy_regex(r"\s+")


def document_key(number: str) -> str | None:
    """国发(2019)5号 for every spelling of that number; None for a text that is no document number."""
    plain = _SPACES.sub(" ", normalise_line(number)).strip()
    if match := _DOCUMENT.fullmatch(plain):
        issuer = (match["issuer"] or "").removesuffix("第")
        return f"{issuer}({match['year'] or match['bare']}){match['number'].lstrip('0') or '0'}号"
    if match := _ORDER.fullmatch(plain):
        return f"{match['issuer']}第{match['number'].lstrip('0') or '0'}号"
    return None


def ordered(query: str) -> tuple[str, str, str] | None:
    """Of an order (省政府令第208号) who gave it, what it is called and its number; None for another text."""
    match = _ORDER.fullmatch(_SPACES.sub(" ", normalise_line(query)).strip())
    return (match["agency"], match["kind"], match["number"].lstrip("0") or "0") if match else None


def index_key(number: str) -> str | None:
    """An index number without blanks, in one case and width; None for a text that can be none."""
    plain = _SPACES.sub("", normalise_line(number))
    return plain if _INDEX.fullmatch(plain) and sum(map(str.isdigit, plain)) >= 4 else None


MARK = "№"
"""Before a key in the index: no word of a text begins with it."""


def as_token(key: str) -> str:
    """A key as a word of the index."""
    return MARK + key


def keys(document_number: str | None, index_number: str | None) -> tuple[str, ...]:
    """What a document answers to."""
    found = []
    if document_number:
        key = document_key(document_number) or _SPACES.sub("", normalise_line(document_number))
        found.append(key)
        if "(" in key and not key.startswith("("):
            found.append(key[key.index("(") :])
    if index_number:
        found.append(index_key(index_number) or _SPACES.sub("", normalise_line(index_number)))
    return tuple(dict.fromkeys(key for key in found if key))


def asked(query: str) -> tuple[str, ...]:
    """The keys that a query may mean: a number and nothing else, or one that stands in it whole."""
    whole = (document_key(query), _asked_index(query))
    within = (key for found in _WITHIN.finditer(normalise_line(query)) for key in _suffixes(found))
    return tuple(dict.fromkeys(key for key in (*whole, *within) if key))


def _asked_index(query: str) -> str | None:
    """None for what has more characters than digits: a text that begins with a year is no index number."""
    key = index_key(query)
    return key if key and len(_CHINESE.findall(key)) <= sum(map(str.isdigit, key)) else None


def named(query: str) -> bool:
    """Whether a query names a number and is not only a text that begins with a year."""
    line = normalise_line(query)
    index = None if numbered(query) else index_key(query)
    return bool(document_key(query) or _WITHIN.search(line) or (index and not _CHINESE.search(index)))


def _suffixes(found: re.Match[str]) -> list[str]:
    """请问国发(2019)5号 may be that of 国发: an issuer begins where no one can tell."""
    issuer, rest = found["issuer"], f"({found['year']}){found['number'].lstrip('0') or '0'}号"
    return [issuer[start:] + rest for start in range(len(issuer) - 1)]
