"""Notices that agencies publish year after year by one form: filled in for a place, a year and a batch."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from _pools import PLACES, POOLS

from corpus.records import Document

FORMS = Path(__file__).with_name("notices.txt")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文海红玉兰云飞鹏宇浩然子涵欣怡晨曦博"
YEARS = (2021, 2022, 2023)
"""Whose editions stand."""
KEPT_LINES = 0.6
"""How many of the lines that not every place has. A guess."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Which notice: the form, the place, and the edition."""

    form: int
    place: str
    year: int
    batch: int
    seed: int

    @property
    def url(self) -> str:
        """An address of its own."""
        return f"urn:notice:{self.form}:{self.place}:{self.year}:{self.batch}"

    def next_edition(self) -> Notice:
        """The first edition of the same form by the same agency that does not stand: the next year's."""
        return replace(self, year=YEARS[-1] + 1)

    def elsewhere(self, place: str) -> Notice:
        """The same form in another place."""
        return replace(self, place=place)


@cache
def forms() -> list[tuple[str, str, list[str]]]:
    """Name of the agency, title and lines of each form."""
    found: list[tuple[str, str, list[str]]] = []
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            agency, title = line[3:].split(" | ")
            found.append((agency, title, []))
        elif not line.startswith("#"):
            found[-1][2].append(line)
    return found


def render(notice: Notice) -> Document:
    """The notice as a document."""
    bureau, title, lines = forms()[notice.form]
    habit = random.Random(f"{notice.seed}:{notice.form}:{notice.place}")
    kept = [line.lstrip("?") for line in lines if line[0] != "?" or habit.random() < KEPT_LINES]
    facts = Facts(notice, notice.place + bureau, habit)
    text = "\n\n".join(facts.fill(line) for line in kept)
    day = facts.day
    return Document(
        url=notice.url,
        title=facts.fill(title),
        text=text,
        agency=facts.agency,
        document_number=facts.number if notice.form % 3 == 0 else None,
        issued_on=day,
        published_on=day,
        column="公告公示",
    )


class Facts:
    """What is filled in: what an agency keeps over the years, and what changes with each edition."""

    def __init__(self, notice: Notice, agency: str, habit: random.Random) -> None:
        """Draws the start of the edition's dates; the rest when it is asked for."""
        self.agency = agency
        self._habit = habit
        self._chance = random.Random(f"{notice.seed}:{notice.url}")
        self.day = date(notice.year, 1, 4) + timedelta(self._chance.randrange(330))
        self.number = f"{notice.place[0]}{agency[-3]}发〔{notice.year}〕{self._chance.randint(2, 180)}号"
        home = random.Random(f"{notice.place}:{notice.form}")
        street = home.choice(POOLS["road"])
        self._known = {
            "place": notice.place,
            "agency": agency,
            "year": str(notice.year),
            "batch": str(notice.batch),
            "phone": f"0{home.randint(310, 999)}-{home.randint(2000000, 8999999)}",
            "phone2": f"0{home.randint(310, 999)}-{home.randint(2000000, 8999999)}",
            "address": f"{notice.place}{street}{home.randint(1, 399)}号",
        }

    def fill(self, line: str) -> str:
        """The line with every slot filled; a slot named twice holds the same."""
        return re.sub(r"\{(\w+)\}", lambda slot: self._of(slot.group(1)), line)

    def _of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._draw(name.rstrip("0123456789"))
        return self._known[name]

    def _draw(self, sort: str) -> str:
        chance = self._chance
        if sort in ("day", "date"):
            self.day += timedelta(chance.randint(1, 12))
            return f"{self.day.year}年{self.day.month}月{self.day.day}日"
        if sort == "company":
            return (
                chance.choice(PLACES)[:2]
                + chance.choice(POOLS["brands"])
                + chance.choice(POOLS["trades"])
                + "有限公司"
            )
        if sort == "name":
            return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2)))
        if sort == "money":
            return f"{chance.uniform(10, 9000):.{chance.randint(0, 2)}f}"
        if sort == "area":
            return str(chance.randint(3000, 90000))
        if sort == "plot":
            return f"{self.day.year}-{chance.randint(1, 90)}"
        if sort == "n":
            return str(chance.choice((chance.randint(2, 20), chance.randint(20, 900))))
        return chance.choice(POOLS[sort])
