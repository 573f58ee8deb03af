from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.searching.spelt_terms import SpeltTerm, pattern
from indexer.text import normalise

SIGNS = "。，-—·_/(（ \u00a0\u3000\n\t\u200b\ufeff"
CHARACTERS = "工伤傷认认認定账帐户戶保险險"
LETTERS = "gGｇbｔTk\u212a0２29"
TEXTS = st.text(st.sampled_from(CHARACTERS + LETTERS + SIGNS + SIGNS), max_size=40)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("工。伤认定，工伤认定", "工伤认定"),
        ("工。工 伤\n认定", "工 伤\n认定"),
        ("工\n\n伤认定工傷認定", "工傷認定"),
        ("工（伤）认定", None),
    ],
)
def test_signs_within_a_term_are_passed_over_only_where_they_show_nothing(
    text: str, found: str | None
) -> None:
    place = SpeltTerm("工伤认定").search(text)
    assert (place and text[slice(*place)]) == found


@given(TEXTS, TEXTS.map(normalise).filter(bool))
def test_a_term_stands_where_its_whole_pattern_says(text: str, term: str) -> None:
    at, spelt = 0, SpeltTerm(term)
    whole: re.Pattern[str] = pattern(term)
    while found := whole.search(text, at):
        assert spelt.search(text, at) == found.span()
        at = found.end()
    assert spelt.search(text, at) is None
