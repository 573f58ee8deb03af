"""Places that agencies of the collection are named after: 云岭县 for 云岭县人民政府, or just 云岭."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex
from indexer.text.jurisdictions import CITY

_SUFFIXES = (
    "特别行政区|自治区|自治州|自治县|自治旗|自治乡|开发区|街道|新区|林区|矿区|地区|"
    f"省(?!级|略)|{CITY}|县(?!级|域)|区(?!域|块|划|级|位|间)|"
    "旗(?!下|舰)|州|盟|镇(?!区|村)|乡(?!镇|村|建|土)"
)
_PLACE = lazy_regex(rf"([\u4e00-\u9fff]{{2,12}}?)(?:{_SUFFIXES})|(?![本全该各我])[\u4e00-\u9fff][县旗]")
"""A name and the kind of place; what follows it tells 市 from 市场. One character is a name before
县 and 旗 only (赣县, 沙县): 城市 and 社区 are none."""

_NO_NAME = lazy_regex(r"[与及的]|^(?:国家|全国|中国|中央|住房和|本|全|该|各)")
"""What no place's name has: 住房和城|乡."""

_BARE = "省市县区旗州盟镇乡"
"""Kinds that people leave out: 云岭 for 云岭县."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the agencies that are named after it."""

    name: str
    agencies: tuple[str, ...]
    """As the index has them."""

    @property
    def bare(self) -> str:
        """The name as people shorten it; empty where nothing is left of it."""
        short = self.name[:-1] if self.name[-1] in _BARE else ""
        return short if len(short) > 1 and not short.endswith("自治") else ""


class Places:
    """Finds the places of a collection in queries."""

    def __init__(self, agencies: Iterable[str]) -> None:
        every = tuple(dict.fromkeys(agencies))
        of: dict[str, list[str]] = {}
        for agency in every:
            for name in names(agency):
                of.setdefault(name, []).append(agency)
        self._places = {name: Place(name, tuple(held)) for name, held in of.items() if len(held) < len(every)}
        """What all agencies are named after tells nothing."""
        self._called = {place.bare: place for place in self._places.values() if place.bare}

    def spoken_of(self, text: str, words: Iterable[str]) -> tuple[Place, ...]:
        """The places in a normalised text: full names wherever they stand, short ones as a word of it."""
        found = {name: place for name, place in self._places.items() if name in text}
        inside = "".join(found)
        for word in words:
            if word in self._called and word not in inside:
                found.setdefault(self._called[word].name, self._called[word])
        return tuple(
            place
            for name, place in found.items()
            if not any(name in other for other in found if other != name)
        )


def names(agency: str) -> list[str]:
    """The places that begin an agency's name, the greatest first: 江南省, 云岭县."""
    found, at = [], 0
    while piece := _PLACE.match(agency, at):
        if _NO_NAME.search(piece.group()):
            break
        found.append(piece.group())
        at = piece.end()
    return found
