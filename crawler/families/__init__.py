"""The content-management families: which one made a page, and what its list pages hold. No I/O."""

from __future__ import annotations

from crawler.errors import UnknownFamily
from crawler.families._base import Family, ListPage
from crawler.families.epoint import Epoint
from crawler.families.gd import GD
from crawler.families.generic import Generic
from crawler.families.jcms import Jcms
from crawler.families.jpaas import Jpaas
from crawler.families.siteserver import SITESERVER
from crawler.families.trs import Trs
from crawler.families.ucap import Ucap
from crawler.families.vsb import VSB
from crawler.page import Page

FAMILIES: tuple[Family, ...] = (Jpaas(), GD, Ucap(), Jcms(), SITESERVER, Trs(), VSB, Epoint(), Generic())
"""In the order in which they are asked: the surest marks first, `generic` last."""


def detect(page: Page) -> Family:
    """The family that made the page; `generic` where none is known."""
    return next(family for family in FAMILIES if family.matches(page))


def by_name(name: str) -> Family:
    """The family of that name; raises UnknownFamily, naming the known ones."""
    for family in FAMILIES:
        if family.name == name:
            return family
    raise UnknownFamily(name, tuple(family.name for family in FAMILIES))


__all__ = ["FAMILIES", "Family", "ListPage", "by_name", "detect"]
