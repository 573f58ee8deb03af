"""A search and its filters in words."""

from __future__ import annotations

from corpus.config import Config
from search_web.search.facets import FacetLinks
from search_web.shared.request_parameters import SearchParameters

CATALOGUE = "staff.corrections.catalogue"


def described(wanted: SearchParameters, config: Config) -> str:
    """What was asked for."""
    chips = FacetLinks(wanted, CATALOGUE, config).chips()
    words = [f"检索“{wanted.query}”"] * bool(wanted.query)
    return "，".join([*words, *(f"{chip.name}：{chip.label}" for chip in chips)]) or "全部文件"
