"""Portals of other makes, crawled from their home pages and through a probe."""

from __future__ import annotations

import pytest

from benchmarks.crawl_sites import compared
from sample_portal.neighbours import SITES

FEW = 9
"""Documents of a column: a second page of each list, and the page of every form."""


@pytest.mark.parametrize("make", SITES)
def test_every_document_is_found_under_its_own_title_with_its_text(make: str) -> None:
    found = compared(SITES[make](FEW))
    assert (found.missed, found.titled_otherwise, found.without_text, found.problems) == ([], [], [], [])
    assert found.nothing_new


def test_the_columns_of_a_probe_reach_every_document() -> None:
    found = compared(SITES["trs"](FEW), probing=True)
    assert found.missed == []
