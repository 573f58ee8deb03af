"""Agencies by the names people use: 发改委 is 发展改革委 and 发展和改革委员会; 文物局 is the county's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from corpus.lazy_regex import lazy_regex
from indexer.query.places import names as places_of
from indexer.text import normalise_line
from indexer.text.jurisdictions import PROVINCES, called

TABLE = Path(__file__).parents[1] / "data" / "agency_names.txt"

KINDS = (("委员会", "委"), ("办公室", "办"), ("管理局", "局"), ("总局",), ("厅",), ("部",), ("中心",),
         ("总队",), ("支队",), ("大队", "队"), ("中队",))  # fmt: skip
"""What the name of an agency ends in; those of one group are one kind, in full and shortened."""

SPOKEN = {"委": ("局",)}
"""Counties have an 经信局 where their city has an 经信委, and people call it by that name."""

STATE = {"局": ("总局",), "总局": ("局",)}
"""Of the state people say 国家金管局, and it is 国家金融监督管理总局."""

_SUFFIXES = sorted({kind for group in KINDS for kind in group}, key=lambda kind: (-len(kind), kind))

_BODY = lazy_regex(
    r"(?:局|委|办|厅|部|院|馆|社|会|站|所|队|校|学|园|台|处|厂|中心|公司|政府|办公室|法院|银行|协会|联合会)$"
)
"""What a name must end in to be found within a query."""

WHOLE = "="
"""Begins a line of the table with names that take no ending."""

_BEGINS = "(?:(?<![\u4e00-\u9fff])|(?<=[省市县区州盟旗国镇乡]))"
"""Before a name: nothing of Chinese, or the place that it is of."""

ORDINARY = frozenset(["市场", "数据", "交易", "公路", "就业", "退役", "招商", "外汇", "水电", "园林"])
"""Words that name an agency before 局 alone: 数据中心 and 农贸市场部 are none."""

GENERIC = frozenset(["管理委员会"])
"""Long names that need the place before them all the same: 国有资产监督管理委员会 is no 管委会."""

LEVELS = ("省", "市", "县", "区", "州", "镇", "乡")

_LEVEL = lazy_regex(f"(?:^|[^\u4e00-\u9fff]|[本全该各我在向到去找的与问由对从给请被是])[{''.join(LEVELS)}]$")
"""Stands before the name of an agency for the place that it is of: 省 alone, and not that of 江南省."""

_PROVINCIAL = lazy_regex("(?:省|自治区|特别行政区|^(?:北京|天津|上海|重庆)市)$")
"""Places that lie in no other."""

_PROVINCE = rf"(?:(?:{'|'.join(PROVINCES)})[省市]?|[\u4e00-\u9fff]{{2,8}}(?:省|自治区|特别行政区))"
"""May stand before an agency's own place: 江南省云岭县教育局 for 云岭县教育局."""

COUNTRY = ("国家", "全国")
"""May stand before an agency that is of no place: 国家教育部."""

_ZONE = lazy_regex("(?:开发|示范|保税|度假|产业|合作|试验|实验|园)区$")
"""Places that have a 管委会, and no more of its kind."""

_SHORTENED = lazy_regex(rf"{_ZONE.pattern}|自治[区州县旗]$")
"""Long names of places, of which people say a few characters: 高新区, 经开区, 恩施州."""

_JOINED = lazy_regex(f"[和及][{''.join(LEVELS)}]$")
"""A level after another place: 上海市和县教育局. By itself 和县 is a place."""

PARTY = "中共"
"""Begins names of the party's bodies, before the place."""

LEAST = 3
"""Characters of a name without its place that tell which agency it is. A guess."""


def other_names(text: str) -> Iterator[tuple[str, str]]:
    """Each agency that a normalised text names, with every other way to write its name.

    The level (国家, 省, 部, 局) stays as it is said.
    """
    for found in _wholes().finditer(text):
        yield from ((found.group(), way) for way in _in_full()[found.group()] if way not in text)
    for line in text.split("\n"):
        forms = next((forms for forms in _forms() if line in forms and line not in ORDINARY), ())
        yield from ((line, way) for way in forms if way != line)
    for found in _names().finditer(text):
        stem, kind = found["stem"], found["kind"]
        if stem in ORDINARY and not kind.endswith("局"):
            continue
        state = "国家" if found["state"] else ""
        stems = dict.fromkeys(form for forms in _forms() if stem in forms for form in forms)
        for form in stems:
            for ending in (*_alike(kind), *(STATE if state else SPOKEN).get(kind, ())):
                way = state + form + ending
                if way != found.group() and not (form.endswith("管理") and ending.startswith("管理")):
                    yield found.group(), way


class Agencies:
    """The agencies of a collection, by their names with and without the place."""

    def __init__(self, agencies: Iterable[str]) -> None:
        every = tuple(dict.fromkeys(agencies))
        self._called: dict[str, list[str]] = {}
        self._places: dict[str, list[str]] = {}
        for agency in every:
            name = normalise_line(agency)
            own = name.removeprefix(PARTY)
            self._places[agency] = places_of(own)
            bare = own[sum(map(len, self._places[agency])) :]
            ways = (name, bare, *(way for _, way in other_names(bare)))
            for way in dict.fromkeys(ways):
                if (len(way) >= LEAST and _BODY.search(way)) or way in _in_full():
                    self._called.setdefault(way, []).append(agency)
        self._known = tuple({place for places in self._places.values() for place in places})

    def spoken_of(self, text: str, words: Collection[str] = ()) -> list[tuple[str, tuple[str, ...]]]:
        """Each name in a normalised text, the longest at its place, with the agencies called so.

        Among its words are the names of places: 投诉|市 has a level alone, 北京市 has none.
        """
        alone = {one.group() for one in _wholes().finditer(text)}
        named = (name for name in self._called if name in (alone if name in _in_full() else text))
        found = sorted(named, key=len, reverse=True)
        longest = [
            name for place, name in enumerate(found) if not any(name in other for other in found[:place])
        ]
        return [(name, self._meant(name, text[: text.find(name)], words)) for name in longest]

    def level_before(self, names: Iterable[str], before: str, words: Collection[str]) -> str:
        """The level alone that stands before the name of these agencies, and is theirs: 省 in 省药监局."""
        if not _LEVEL.search(before) and not self._ends_in_level(before, words):
            return ""
        return before[-1] if any(self._is_of_kind(one, before[-1]) for one in names) else ""

    def called(self, name: str) -> tuple[str, ...]:
        """The agencies of this very name, wherever they are."""
        return tuple(self._called.get(name, ()))

    def named(self, text: str) -> tuple[str, ...]:
        """The agencies that a normalised text names whole: the name alone, or after its place or level."""
        found = ((said, text.removesuffix(said)) for said, _ in self.spoken_of(text) if text.endswith(said))
        return tuple(
            one
            for said, before in found
            for one in self._called[said]
            if not before or self._is_of_level(one, before) or self._is_of_place(one, said, before)
        )

    def _meant(self, name: str, before: str, words: Collection[str]) -> tuple[str, ...]:
        """Those called so of the place that stands before the name, or else of its level: 省卫健委."""
        every = self._called[name]
        of = [one for one in every if any(before.endswith(called(place)) for place in self._places[one])]
        if not of and (level := self.level_before(every, before, words)):
            of = [one for one in every if self._is_of_kind(one, level)]
        return tuple(of or every)

    def _ends_in_level(self, before: str, words: Collection[str]) -> bool:
        """Whether a running text ends in a level, and in no place that it or the collection knows."""
        if joined := _JOINED.search(before):
            return before[: joined.start()].endswith(self._known)
        longer = (*self._known, *(word for word in words if len(word) > 1))
        return before[-1:] in LEVELS and before[-1:] in words and not before.endswith(longer)

    def _is_of_kind(self, agency: str, level: str) -> bool:
        places = self._places[agency]
        return not places or places[-1][-1] == level

    def _is_of_level(self, agency: str, before: str) -> bool:
        """Whether a level alone ends what stands before a name, and the agency is of it."""
        return bool(_LEVEL.search(before)) and self._is_of_kind(agency, before[-1])

    def _is_of_place(self, agency: str, said: str, before: str) -> bool:
        """Whether its place is all that stands before a name, with or without those that it lies in."""
        places = self._places[agency]
        if not places:
            return before.removeprefix(PARTY) == "" or before in COUNTRY
        *around, place = map(_spoken, places)
        province = "" if _PROVINCIAL.search(places[0]) else f"(?:{_PROVINCE})?"
        # Another province may have a district of this name: it is named with the city in between.
        outermost = f"{province}(?:{around[0]})" if around else province
        whole = f"(?:{PARTY})?" + "".join(f"(?:{outer})?" for outer in (outermost, *around[1:]))
        if said == normalise_line(agency):
            return bool(province) and re.fullmatch(_PROVINCE, before) is not None
        spared = around and _ZONE.search(places[-1]) and said in _boards()
        return re.fullmatch(f"{whole}(?:{place}){'?' if spared else ''}", before) is not None


def _spoken(place: str) -> str:
    """A pattern for a place as people call it."""
    if _SHORTENED.search(place):
        return "|".join((f"(?=.{{{LEAST}}}){'?'.join(place)}", *called(place)))
    return "|".join(called(place))


def _boards() -> frozenset[str]:
    """What a 管委会 is called."""
    return GENERIC.union(*(_in_full().get(name, ()) for name in GENERIC))


def _alike(kind: str) -> tuple[str, ...]:
    return next((group for group in KINDS if kind in group), (kind,))


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in _lines() if line[0] != WHOLE)


@lru_cache(maxsize=1)
def _in_full() -> Mapping[str, tuple[str, ...]]:
    """Names that take no ending, each with the others of the same agency."""
    alike = [tuple(line.split()[1:]) for line in _lines() if line[0] == WHOLE]
    called: dict[str, tuple[str, ...]] = {}
    for names in alike:
        for name in names:
            called[name] = (*called.get(name, ()), *(way for way in names if way != name))
    return called


@lru_cache(maxsize=1)
def _wholes() -> re.Pattern[str]:
    """Short ones only where a name may begin: 文联 is no part of 中文联盟, nor 红会 of 网红会议."""
    names = sorted(_in_full(), key=lambda name: (-len(name), name))
    sure = "|".join(name for name in names if len(name) > LEAST and name not in GENERIC)
    short = "|".join(name for name in names if len(name) <= LEAST or name in GENERIC)
    return re.compile(f"{sure}|{_BEGINS}(?:{short})")


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    stems = sorted({form for forms in _forms() for form in forms}, key=lambda form: (-len(form), form))
    kinds = "|".join([*_SUFFIXES, "局"])
    return re.compile(f"(?P<state>国家)?(?P<stem>{'|'.join(stems)})(?P<kind>{kinds})")
