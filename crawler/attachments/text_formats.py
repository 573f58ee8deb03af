"""Texts as a sheet shows them: a format has a section for them (ECMA-376, 18.8.31)."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from crawler.attachments.number_formats import sections

_TOKEN = lazy_regex(r'"([^"]*)"?|[\\!](.)|_.|\*.|\[[^\]]*\]|(@|General)|(.)', re.IGNORECASE)

OF_TEXTS = 3
"""Place of the section for texts, where a format has all four."""


def told(said: str, form: str) -> str:
    """What a cell of this format shows for a text: with words around it, or nothing."""
    if form == "@" or ("@" not in form and form.count(";") < OF_TEXTS):
        return said
    parts = sections(form)
    section = parts[OF_TEXTS] if len(parts) > OF_TEXTS else parts[-1]
    if "@" not in section and len(parts) <= OF_TEXTS:
        return said
    return "".join(
        said if text else quoted or escaped or plain
        for quoted, escaped, text, plain in _TOKEN.findall(section)
    )
