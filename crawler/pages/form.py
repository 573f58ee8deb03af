"""What is posted to a portal."""

from __future__ import annotations

from typing import TypeAlias

from corpus.lazy_regex import lazy_regex

Form: TypeAlias = tuple[tuple[str, str], ...]
"""Fields to POST; a single field without a name is a body of JSON."""

NUMBER = "__page"
"""The key by which the pages of a list that are asked for by POST have addresses of their own."""

_OF_NUMBER = lazy_regex(rf"(?:(?<=\?){NUMBER}=\d*&|[?&]{NUMBER}=\d*(?=&|$))")


def asked_at(url: str) -> str:
    """The address as the portal is asked at it: without the number, which strict servers do not take."""
    return _OF_NUMBER.sub("", url) if NUMBER in url else url
